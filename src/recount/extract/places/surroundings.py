"""What the words around a name say: that it is a place, of which kind, and which part it plays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from recount.extract.places.lexicon import PlaceLexicon
from recount.extract.places.runs import Word

_MAX_SKIPPED = 5  # modifiers between a preposition and its name


class Role(Enum):
    """The part a place name plays in its sentence."""

    AT = "at"  # "in X"
    TARGET = "target"  # "raids on X", "hit X"
    BESIDE = "beside"  # "north of X", "near X": the place meant lies by it
    AWAY = "away"  # "from X", "left X"
    TOWARD = "toward"  # "to X"
    OWNER = "owner"  # "X's quarter of Y"
    MENTION = "mention"  # no preposition: a subject, a dateline


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around a name.

    Attributes:
        role: the part it plays.
        first: index of the first word of the phrase the name stands in, its preposition included.
        kind: kind of place the words give, ``None`` when they give none.
        is_sure: whether they show by themselves that the name is a place.
        is_open: whether a list of places begins here ("the towns of …").
    """

    role: Role
    first: int
    kind: str | None = None
    is_sure: bool = False
    is_open: bool = False


def look_around(row: Sequence[Word], start: int, stop: int, lexicon: PlaceLexicon) -> Surroundings:
    """Read what stands around the name ``row[start:stop]`` (``start`` after "eastern" and the like)."""
    kind, _ = kind_after(row, stop, lexicon)
    if kind is None and stop - start > 1:
        kind = lexicon.terms.kinds.get(row[stop - 1].key)
    at = first_of_name(row, start, lexicon)
    is_sure = at < start or kind is not None
    if at and _is_owner(row[at - 1], lexicon):
        at -= 1  # "in Syria's Homs"
    first = _skip(row, at, lexicon)
    is_sure = is_sure or any(word.key.endswith(lexicon.modifier_endings) for word in row[first:at])
    head = _head(row, first, lexicon)
    if head is not None:
        kind, is_sure = kind or head.kind, is_sure or head.is_sure
        if head.role is Role.AWAY:
            return replace(head, kind=kind)
        first = head.first
    if first > 2 and " ".join(word.key for word in row[first - 3 : first]) in lexicon.words["body_phrases"]:
        return Surroundings(role=Role.MENTION, first=first)
    role, first, is_locative = _preposition(row, first, lexicon)
    if role is Role.TOWARD and _is_speaking(row, first, lexicon):
        is_sure, kind = False, None  # "comments to X"
    if head is not None and head.role is Role.BESIDE and role not in (Role.AWAY, Role.TOWARD):
        role = Role.BESIDE
    return Surroundings(
        role=role,
        first=first,
        kind=kind,
        is_sure=is_sure or is_locative,
        is_open=head is not None and head.is_open,
    )


def _head(row: Sequence[Word], at: int, lexicon: PlaceLexicon) -> Surroundings | None:
    """Read the noun a name depends on: "the towns of X", "districts including X", "the town X"."""
    if at == 0:
        return None
    words, kinds = lexicon.words, lexicon.terms.kinds
    before = row[at - 1].key
    if before == lexicon.of and at > 1 and row[at - 2].key in lexicon.of_heads:
        noun, first = row[at - 2].key, at - 2
        role = (
            Role.AWAY if noun in words["out_of"] else Role.BESIDE if noun in words["directions"] else Role.AT
        )
        is_open = noun in words["plurals"]
    else:
        if before in words["list_intros"] and at > 1:
            at -= 1 + (row[at - 2].key == "," and at > 2)
        noun, first, role = row[at - 1].key, at - 1, Role.AT
        if noun not in kinds or row[at - 1].is_capital:
            return None
        is_open = noun in words["plurals"]
    return Surroundings(
        role=role, first=_skip(row, first, lexicon), kind=kinds.get(noun), is_sure=True, is_open=is_open
    )


def _is_speaking(row: Sequence[Word], first: int, lexicon: PlaceLexicon) -> bool:
    return any(word.key in lexicon.words["speaking"] for word in row[max(0, first - 2) : first])


def _is_owner(word: Word, lexicon: PlaceLexicon) -> bool:
    return word.is_capital and (
        word.is_possessive or lexicon.without_genitive(word.key) in lexicon.country_keys
    )


def first_of_name(row: Sequence[Word], start: int, lexicon: PlaceLexicon) -> int:
    """Return where a name begins when "eastern" and the like before it are counted in."""
    while start > 0 and row[start - 1].key in lexicon.parts and row[start - 1].end + 1 == row[start].start:
        start -= 1
    return start


def kind_after(row: Sequence[Word], stop: int, lexicon: PlaceLexicon) -> tuple[str | None, int]:
    """Return the kind the word after a name gives it ("X province", "X refugee camp"), and where that ends.

    Before a word for a body it gives none ("X state television").
    """
    if stop >= len(row) or row[stop - 1].is_possessive or row[stop].start != row[stop - 1].end + 1:
        return None, stop
    at = stop + (row[stop].key in lexicon.words["kind_modifiers"])
    if at >= len(row) or (kind := lexicon.terms.kinds.get(row[at].key)) is None:
        return None, stop
    if at + 1 < len(row) and row[at + 1].key in lexicon.words["organisations"]:
        return None, stop
    return kind, at + 1


def _skip(row: Sequence[Word], at: int, lexicon: PlaceLexicon) -> int:
    """Step back over modifiers."""
    for _ in range(_MAX_SKIPPED):
        if at == 0:
            break
        key = row[at - 1].key
        if not (lexicon.is_modifier(key) or key in lexicon.adjectives or key in lexicon.words["times"]):
            break
        at -= 1
    return at


def _preposition(row: Sequence[Word], at: int, lexicon: PlaceLexicon) -> tuple[Role, int, bool]:
    """Return the role the word before a phrase gives, where the phrase starts, and whether that is sure."""
    if at == 0:
        return Role.MENTION, at, False
    words, key = lexicon.words, row[at - 1].key
    if key in words["away"]:
        return Role.AWAY, at - 1, False
    if key in words["toward"]:
        return Role.TOWARD, at - 1, False
    if key in words["locative"]:
        return (Role.BESIDE if key in words["near"] else Role.AT), at - 1, True
    if key in words["target"]:
        return Role.TARGET, at - 1, at > 1 and row[at - 2].key in words["attacks"]
    return Role.MENTION, at, False

"""What the words around a name say: that it is a place, of which kind, and which part it plays."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

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


class Surroundings(NamedTuple):
    """What stands around a name.

    Attributes:
        role: the part it plays.
        first: index of the first word of the phrase the name stands in, its preposition included.
        begin: index of the first word of the name itself, "eastern" and the like included.
        end: index after the words that belong to it, its kind included.
        after: kind that the words after it give, ``None`` when they give none.
        kind: kind of place the words around it give, ``None`` when they give none.
        is_sure: whether they show by themselves that the name is a place.
        is_open: whether a list of places begins here ("the towns of …").
    """

    role: Role
    first: int
    begin: int
    end: int
    after: str | None = None
    kind: str | None = None
    is_sure: bool = False
    is_open: bool = False


class _Head(NamedTuple):
    """The noun a name depends on ("the towns of X")."""

    role: Role
    first: int
    kind: str | None
    is_open: bool


def look_around(row: Sequence[Word], start: int, stop: int, lexicon: PlaceLexicon) -> Surroundings:
    """Read what stands around the name ``row[start:stop]`` (``start`` after "eastern" and the like)."""
    if _is_bare(row, start, stop, lexicon):
        return Surroundings(Role.MENTION, start, start, stop)
    kind, end = after = _kind_after(row, stop, lexicon)
    if kind is None and stop - start > 1:
        kind = lexicon.terms.kinds.get(row[stop - 1].key)
    begin = at = _first_of_name(row, start, lexicon)
    is_sure = begin < start or kind is not None
    if at and _is_owner(row[at - 1], lexicon):
        at -= 1  # "in Syria's Homs"
    first = skip(row, at, lexicon)
    if first < at and not is_sure:
        is_sure = any(word.key.endswith(lexicon.modifier_endings) for word in row[first:at])
    if _is_of_body(row, first, lexicon):
        return Surroundings(Role.MENTION, first, begin, end, after[0])
    head = _head(row, first, lexicon)
    if head is not None:
        kind, is_sure = kind or head.kind, True
        if head.role is Role.AWAY:
            is_open = head.is_open
            return Surroundings(Role.AWAY, head.first, begin, end, after[0], kind, is_sure, is_open)
        first = head.first
    role, first, is_locative = _preposition(row, first, lexicon)
    if role is Role.TOWARD and _is_speaking(row, first, lexicon):
        is_sure, kind = False, None  # "comments to X"
    if head is not None and head.role is Role.BESIDE and role not in (Role.AWAY, Role.TOWARD):
        role = Role.BESIDE
    is_open = head is not None and head.is_open
    return Surroundings(role, first, begin, end, after[0], kind, is_sure or is_locative, is_open)


def _is_bare(row: Sequence[Word], start: int, stop: int, lexicon: PlaceLexicon) -> bool:
    """Whether neither the word before a name nor the one after it says anything of it; so with most names."""
    if stop < len(row) and row[stop].key in lexicon.telling_after:
        return False
    if stop - start > 1 and row[stop - 1].key in lexicon.terms.kinds:
        return False
    if start == 0:
        return True
    key, _, _, is_capital, _ = row[start - 1]
    return not is_capital and key not in lexicon.telling_before and "-" not in key


def _is_of_body(row: Sequence[Word], first: int, lexicon: PlaceLexicon) -> bool:
    """Whether the words before a name and its own are a body's ("Islamic State in X")."""
    if first < 2 or row[first - 1].key not in lexicon.body_ends:
        return False
    for length in (3, 2):
        if (
            " ".join(word.key for word in row[max(0, first - length) : first])
            in lexicon.words["body_phrases"]
        ):
            return True
    return False


def _head(row: Sequence[Word], at: int, lexicon: PlaceLexicon) -> _Head | None:
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
        kind = None if is_indefinite(row, first, lexicon) else kinds.get(noun)  # "a district of X" is a part
    else:
        if before in words["list_intros"] and at > 1:
            at -= 1 + (row[at - 2].key == "," and at > 2)
        noun, first, role = row[at - 1].key, at - 1, Role.AT
        kind = kinds.get(noun)
        if kind is None or (row[at - 1].is_capital and at > 1 and _is_name(row[at - 2], lexicon)):
            return None
    return _Head(role, skip(row, first, lexicon), kind, noun in words["plurals"])


def _is_name(word: Word, lexicon: PlaceLexicon) -> bool:
    return word.is_capital and word.key not in lexicon.adjectives


def _is_speaking(row: Sequence[Word], first: int, lexicon: PlaceLexicon) -> bool:
    return any(word.key in lexicon.words["speaking"] for word in row[max(0, first - 2) : first])


def _is_owner(word: Word, lexicon: PlaceLexicon) -> bool:
    return word.is_capital and (
        word.is_possessive or lexicon.without_genitive(word.key) in lexicon.country_keys
    )


def _first_of_name(row: Sequence[Word], start: int, lexicon: PlaceLexicon) -> int:
    """Return where a name begins when "eastern" and the like before it are counted in."""
    while start > 0 and row[start - 1].key in lexicon.parts and row[start - 1].end + 1 == row[start].start:
        start -= 1
    return start


def _kind_after(row: Sequence[Word], stop: int, lexicon: PlaceLexicon) -> tuple[str | None, int]:
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


def is_indefinite(row: Sequence[Word], at: int, lexicon: PlaceLexicon) -> bool:
    """Whether "a" stands before a word, with modifiers between them."""
    first = skip(row, at, lexicon)
    return first < at and any(word.key in lexicon.words["indefinite"] for word in row[first:at])


def next_name(row: Sequence[Word], end: int, lexicon: PlaceLexicon) -> int | None:
    """Return where the name begins whose kind was given before ``end``: "suburb of Y"."""
    if end + 1 >= len(row) or row[end].key != lexicon.of:
        return None
    name = row[end + 1]
    return end + 1 if name.is_capital or name.key in lexicon.words["articles"] else None


def skip(row: Sequence[Word], at: int, lexicon: PlaceLexicon) -> int:
    """Step back over words that may stand between a preposition and a name."""
    least = max(0, at - _MAX_SKIPPED)
    while at > least and lexicon.is_passed_over(row[at - 1].key):
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
        if key in words["contested"] and at > 1 and row[at - 2].key in words["attacks"]:
            return Role.TARGET, at - 1, True  # "the battle for X"
        if at > 1 and row[at - 2].key in words["close"]:
            return Role.BESIDE, at - 2, True  # "close to X"
        return Role.TOWARD, at - 1, False
    if key in words["locative"]:
        if at > 2 and row[at - 2].key in lexicon.terms.kinds and row[at - 3].key in words["toward"]:
            return Role.TOWARD, at - 1, True  # "into villages in X"
        return (Role.BESIDE if key in words["near"] else Role.AT), at - 1, True
    if key in words["target"]:
        return Role.TARGET, at - 1, at > 1 and row[at - 2].key in words["attacks"]
    return Role.MENTION, at, False

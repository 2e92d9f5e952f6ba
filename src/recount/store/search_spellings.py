"""Names as claims write them, and when two spellings may be one name.

Spellings meet by sound (``gazetteer.names``), across scripts too (``text.searching.sounded``), and by what they
are known to mean: a place of the gazetteer, a body of the originator table. A name of several words is found
by each of its words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from recount.gazetteer.names import NameKeys, likeness, name_key
from recount.model import Claim, Place, content_id
from recount.store.storable import shown_text
from recount.text.searching import find_tokens, is_stop, sounded

PART = "part"
"""Role of one word of a longer name; such rows are for finding the others, not to be found."""

LEAST_LIKENESS = 0.73
LEAST_LIKENESS_ACROSS = 0.71  # the short vowels of the one script are not written in the other
# On the pairs of tests/store/test_search_quality.py: Homs/Hims .80, Tesk/Tisak .74; Mosul/Masal .68,
# Qusayr/Qasr .71 are two names. Across scripts: Binnish/بنش .72; Darayya/درعا .708 are two.
_LONGEST_NAME = 200


class Spelling(NamedTuple):
    """A name as a claim writes it.

    Attributes:
        role: "place", "source" or "perpetrator".
        same_as: what it is known to mean, empty when that is not known.
    """

    role: str
    name: str
    same_as: str = ""


def spellings_of(claim: Claim) -> list[Spelling]:
    """Return the names a claim uses, each once, as written and in the local script where that is known."""
    found = [
        Spelling("source", speaker.name, f"source:{speaker.originator}" if speaker.originator else "")
        for speaker in claim.attribution.speakers
    ]
    if claim.attribution.carrier:
        found.append(Spelling("source", claim.attribution.carrier))
    found += [Spelling("perpetrator", party.name) for party in claim.alleged_perpetrators]
    for place in claim.places:
        found += _place_spellings(place)
    return list(dict.fromkeys(item for item in found if item.name.strip()))


def _place_spellings(place: Place) -> list[Spelling]:
    known = place.resolved
    if known is None:
        return [Spelling("place", place.name)]
    same_as = f"{known.gazetteer}:{known.place_id}"
    names = (place.name, known.name, known.native_name)
    return [Spelling("place", name, same_as) for name in dict.fromkeys(names) if name]


@lru_cache(4096)
def name_rows(spelling: Spelling) -> tuple[tuple[str, str, str, str, str, str], ...]:
    """Return id, role, name, ``same_as``, sound and skeleton of a name and of its telling words."""
    name = shown_text(spelling.name)[:_LONGEST_NAME]
    rows = [_row(spelling.role, name, spelling.same_as[:80])]
    words = [name[token.start : token.end] for token in find_tokens(name)]
    if len(words) > 1:
        telling = (word for word in words if _is_telling(word))
        rows += [_row(PART, word.casefold(), "") for word in dict.fromkeys(telling)]
    return tuple(row for row in rows if row[5])


def _row(role: str, name: str, same_as: str) -> tuple[str, str, str, str, str, str]:
    keys = keys_of(name)
    return (
        content_id("n", role, name, same_as),
        role,
        name,
        same_as,
        keys.sound,
        keys.skeleton[:80],
    )


def _is_telling(word: str) -> bool:
    return word != word.lower() or (not word.isascii() and not is_stop(word))


def keys_of(name: str) -> NameKeys:
    """Return the keys under which spellings of a name meet, whatever its script."""
    return name_key(sounded(name))


def alikeness(typed: str, name: str, keys: NameKeys, sound: str) -> float:
    """Return how alike two spellings of one skeleton are, 0 to 1; 0 when that is too little.

    Args:
        keys: of ``typed``.
        sound: of ``name``.
    """
    value = likeness(keys.sound, sound)
    least = LEAST_LIKENESS if typed.isascii() == name.isascii() else LEAST_LIKENESS_ACROSS
    return value if value >= least else 0.0

"""Speakers as they are mentioned, and the patterns of the phrases that mention them.

A pattern runs over the letters of the words (``tagging``): commas are often missing in the texts we read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class MentionKind(Enum):
    """How a mention names somebody."""

    NAME = "name"
    PHRASE = "phrase"
    DEFINITE = "definite"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Somebody mentioned as a speaker.

    Attributes:
        start, end: code points of the words used as the name.
        head: head noun, folded; empty for a bare name.
        originator: id in the originator table when the words themselves tell it.
        body: the body a person speaks for.
        is_person: True for "he", a role, a person's name with a role; False for a body; None when open.
        is_plural: whether several speak.
        leads: head noun of the body a person leads who is not named ("the head of the monitor").
    """

    kind: MentionKind
    start: int
    end: int
    head: str = ""
    originator: str | None = None
    body: Mention | None = None
    is_person: bool | None = None
    is_plural: bool = False
    leads: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A speaker phrase: token range ``[start, end)`` and the mentions it makes."""

    start: int
    end: int
    mentions: tuple[Mention, ...]


BRACKET = r"(?:\([nKJmbBrR]+\))?"
NAME = r"t*[nKJ]+(?:o[aA]?[nKJmbB]+)*"
ENTITY = rf"[aA]?[nKJmbBR]+(?:o[nKJmbB]+)?{BRACKET}"
BEFORE = r"[mnKJRBPDt]*"
COMMON_NO_ARTICLE = rf"{BEFORE}{BRACKET}{BEFORE}(?:b(?=[rR]))?[rRpPbBdD]{BRACKET}"
COMMON = rf"(?:[aA]{{0,3}}{COMMON_NO_ARTICLE}|[aA]x[mB]*[rRbBdD](?![rRpPbBdD]))"
PROPER = rf"[aA]{{0,2}}{NAME}{BRACKET}"
BELONGING = rf"(?:(?:[ok]|(?<=[dD])y)(?:{COMMON}|{ENTITY}|[aA]?[wm]+[bB]|[aA]*[mnw]*w)|iA?[mn]*(?:KJ*|[bB]))"
_WITHIN = r"(?:o[aA]?[mn]*[nw])?(?:i[aA]?[mn]*[nw])?"  # the town |of Velim in the north
WHERE = rf"(?:[ik][aA]{{0,2}}[mnB]*[nw]{_WITHIN})"
PLACE = rf"i[aA]{{0,2}}[mnBKJ]*[nwbBKJ]{_WITHIN}$"
FORMS = (
    rf"{PROPER},?[aA]?{BEFORE}[rR]{BELONGING}{{1,2}}{WHERE}?",  # Ann Lee, head of the Monitor
    # the Committees, an activist group
    rf"(?:{PROPER},|[aA]?KJ*{BRACKET},?)a{COMMON_NO_ARTICLE}(?:{BELONGING}|{WHERE})?",
    r"t*n{2,3},[aA]?[mw]*[bB][rR]",  # Ann Lee, health ministry spokesman
    rf"{COMMON},?A[nKJ]+(?:o[mnKJ]+)*{BRACKET}",  # the monitoring group the Monitor for Rights
    rf"{PROPER}(?:k|o(?=[aA])){COMMON}{WHERE}?",  # Ann Lee from the rebel brigade
    r"[aA]?KJ*,?[aA]KJ*",  # the Monitor, a Britain-based monitoring group
    rf"{COMMON}{BELONGING}{{1,2}}(?:{NAME}|{WHERE})?",  # the head of the group Ann Lee
    rf"[aA]{{0,3}}{BEFORE}(?:b(?=[rR]))?[rRbB]{BRACKET}{NAME}{WHERE}?",  # civil defence official Ann Lee
    rf"{COMMON}{WHERE}?",  # residents in the area
    rf"[aA]?[mR]?KJ*{WHERE}?",  # the Monitor in the city
    PROPER,
)
ENDING = re.compile(rf"(?:(?<![nt(])|(?=[aA]))(?:{'|'.join(FORMS)})$")
STARTING = tuple(
    re.compile(form)
    for form in (
        *FORMS,
        rf"{PROPER}a{COMMON_NO_ARTICLE}(?:{BELONGING}|{WHERE})?",  # Ann Lee a colleague of hers
    )
)
LAST = frozenset("nKJrRpPbBdDw)")
LONGEST = 18  # tokens of the longest speaker phrase looked for
CONJUNCT = re.compile(rf"(?:(?<![nt(])|(?=[aA]))(?:{COMMON}{BELONGING}?|[aA]?KJ*{BRACKET})$")
LISTED = re.compile(r"[aA](?:[mnKJRBPDt]*[rRbB]|KJ*)$")
NAMES_ONLY = re.compile(r"[aA]?[nKJ]{1,3}$")

ROLE_AND_NAME = re.compile(rf"(?P<role>.*[rRbB)KJm])(?P<name>t*(?:KJ*|n+(?:o[nm]+)*)){BRACKET}{WHERE}?$")
NAME_AND_ROLE = re.compile(
    rf"(?P<name>t*(?:KJ*|n+(?:o[nKJm]+)*)){BRACKET}"
    rf"(?:,(?=[aA]?{BEFORE}(?:b(?=[rR]))?[rRbBpP])|(?=[aAk]|oA)|(?={BEFORE}[rR]o))(?P<role>.+)$"
)
NESTED = re.compile(rf"(?<=[dD])[oky](?P<speaker>{COMMON}{BELONGING}?|{PROPER})")

"""One letter for each word of a sentence, so that speaker phrases are patterns over letters.

======  ==========================================================  ======  ===============================
letter  word                                                        letter  word
======  ==========================================================  ======  ===============================
r R     person, singular; R may also stand before a head            a A     indefinite, definite article
p P     persons, plural; P may also stand before a head             o k i   of/for, at/from/to/with, in/on
b B     body; B may also stand before a head                        c       and, or
d D     document; D may also stand before a head                    t       title
m       may stand before a head, nothing else                       w       noun of place
n       part of a name
K J     name the originator table knows: first word, further words  u       who, which, that
q       pronoun                                                     x       anything else
, ( )   themselves
======  ==========================================================  ======  ===============================
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from recount.codebook.originators import load_originators, name_key
from recount.extract.attribution.lexicon import Lexicon, load_lexicon
from recount.extract.attribution.tokens import Token, fold, tokenize
from recount.model import SourceKind

_OUTLETS = frozenset({SourceKind.NEWS_AGENCY, SourceKind.OUTLET})
_SIDES = frozenset({SourceKind.GOVERNMENT, SourceKind.ARMED_FORCES, SourceKind.ARMED_GROUP})
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)", re.IGNORECASE)
_SHORT_NAME = 2  # words of a known name that others have too ("Civil Defence"); longer ones are one body's
_SHORT = 5  # a one-word name of fewer letters must be written in capitals, as acronyms are


@dataclass(frozen=True, slots=True)
class Known:
    """A name of the originator table in a sentence.

    Attributes:
        start, end: its tokens.
        name_start, name_end: the code points of its shortest form (the acronym in brackets, no possessive).
        originator: the id.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    originator: str


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """A sentence with its letters.

    Attributes:
        tokens: the words and marks.
        tags: one letter each.
        known: names of the originator table, in order, without overlap.
    """

    tokens: tuple[Token, ...]
    tags: str
    known: tuple[Known, ...]


@cache
def _letters(language: str) -> dict[str, str]:
    """Word to letter for the words of the lexicon."""
    lexicon = load_lexicon(language)
    letters: dict[str, str] = {}
    _put(letters, lexicon.not_names, "x")
    _put(letters, lexicon.coordinators, "c")
    _put(letters, lexicon.modifiers, "m")
    _put(letters, lexicon.titles, "t")
    _put(letters, lexicon.place_nouns, "w")
    for heads, letter in (
        (lexicon.documents, "d"),
        (lexicon.bodies, "b"),
        (lexicon.persons_plural, "p"),
        (lexicon.persons, "r"),
    ):
        for word in heads:
            letters[word] = letter.upper() if word in lexicon.modifiers else letter
    _put(letters, lexicon.articles, "a")
    _put(letters, lexicon.definite_articles, "A")
    _put(letters, lexicon.links, "i")
    _put(letters, lexicon.kept_links, "k")
    _put(letters, lexicon.joining_links, "o")
    _put(letters, lexicon.agent_links, "y")
    _put(letters, lexicon.pronouns, "q")
    _put(letters, lexicon.relatives, "u")
    return letters


def _put(letters: dict[str, str], words: frozenset[str], letter: str) -> None:
    for word in words:
        letters[word] = letter


def tag_sentence(text: str, start: int, end: int, language: str) -> TaggedSentence:
    """Tag the words of ``text[start:end]``."""
    lexicon = load_lexicon(language)
    tokens = tokenize(text, start, end)
    tags = [_letter(token.text, language) for token in tokens]
    _tag_inside_names(tokens, tags, lexicon)
    _tag_ranks(tokens, tags, lexicon)
    known = tuple(name for name in find_known(tokens) if not _is_part_of_name(name, tokens, tags, lexicon))
    for name in known:
        if name.end - name.start == 1 and _kind(name.originator) is SourceKind.GOVERNMENT:
            tags[name.start] = "n"  # a capital speaks for its government, and is a place as well
            continue
        closes_with_role = name.end - name.start > 1 and tags[name.end - 1] in "rR"
        tags[name.start : name.end] = "K" + "J" * (name.end - name.start - 1)
        if closes_with_role:  # "Homs Governor" is known, and still a role before a name
            tags[name.end - 1] = "r"
    return TaggedSentence(tokens, "".join(tags), known)


@lru_cache(maxsize=1 << 16)
def _letter(word: str, language: str) -> str:
    token = Token(word, fold(word), 0, len(word))
    letters = _letters(language)
    letter = letters.get(token.key)
    if letter is not None:
        return letter
    if not token.is_word:
        return word if word in ",()" else "x"
    if token.is_capitalised:
        return "n"
    key = token.key
    if key[-1] == "s" and letters.get(key[:-1], "x") in "bBrR":
        return "m"  # a possessive that may have lost its apostrophe
    if "-" in key and load_lexicon(language).modifier.fullmatch(key) is not None:
        return "m"
    return "x"


def _tag_inside_names(tokens: Sequence[Token], tags: list[str], lexicon: Lexicon) -> None:
    """Particles and ordinals before a name ("al Qalamoni") and capitalised adjectives that end one are part of it."""
    particles = lexicon.name_particles
    for index in range(len(tokens) - 2, -1, -1):
        if _ORDINAL.fullmatch(tokens[index].text) and _names_unit(tokens[index + 1 : index + 4], lexicon):
            tags[index] = "n"  # "the |71st Infantry Battalion"
        elif tags[index + 1] == "n" and tokens[index].key in particles:
            tags[index] = "n"
    _tag_names_with_links(tokens, tags, lexicon)
    for index in [index for index in range(1, len(tokens) - 1) if tags[index] in "mwxpPrR"]:
        tag, following = tags[index], tags[index + 1]
        if tag in "pPrR":
            is_inside = tags[index - 1] in "nAm" and following in "bB"
            if (
                is_inside
                and all(token.is_capitalised for token in tokens[index : index + 2])
                and (tags[index - 1] == "A" or tokens[index - 1].is_capitalised)
            ):
                tags[index] = "n"  # "the Sudan |Doctors Network"
        elif tag == "m":
            is_last = following not in "mnrRpPbBdDKt" or (
                following == "n" and _is_named_by_article(tags, index)
            )
            if tags[index - 1] == "n" and is_last and tokens[index].text[0].isupper():
                tags[index] = "n"
        elif tag == "x":
            if (
                following == "n"
                and index > 1
                and tags[index - 1] in "nrRpPbB"
                and _are_capitals(tokens, index)
            ):
                tags[index - 1 : index + 1] = "nn"  # "Reporters Without Borders"
            elif following == "o" and tags[index - 1] == "a" and tokens[index].key in lexicon.quantity_nouns:
                tags[index : index + 2] = "aa"  # "a number of residents"
        elif (
            following in "rRpPbB"
            and tokens[index].key in lexicon.modifiers
            and (tags[index - 1] not in "aAmn" or tokens[index - 1].key in lexicon.indefinite)
        ):
            tags[index] = "m"  # "field sources", as against "the field"


def _names_unit(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether words open with the name of a body of troops, all with a capital up to its noun."""
    named = list(takewhile(lambda word: word.is_capitalised, words))
    return any(word.key in lexicon.unit_nouns for word in named)


def _tag_ranks(tokens: Sequence[Token], tags: list[str], lexicon: Lexicon) -> None:
    """A rank without a name behind it is a person ("the colonel said", never "Colonel Lee", "the major group")."""
    for index, token in enumerate(tokens):
        is_rank = tags[index] == "t" and token.key in lexicon.ranks and not token.text[0].isupper()
        if is_rank and "".join(tags[index + 1 : index + 2]) not in set("ntmrRpPbBdD"):
            tags[index] = "r"


def _is_named_by_article(tags: Sequence[str], index: int) -> bool:
    """Whether an article opens the run of names that a word stands in ("the Norland American |Medical Society")."""
    first = index
    while first and tags[first - 1] == "n":
        first -= 1
    return first > 0 and tags[first - 1] == "A"


def _tag_names_with_links(tokens: Sequence[Token], tags: list[str], lexicon: Lexicon) -> None:
    """Words in capitals behind a link are part of a body's name ("the Network for Human |Rights")."""
    for index in range(1, len(tokens) - 1):
        if tags[index] != "o" or not tokens[index - 1].is_capitalised or not tokens[index + 1].is_capitalised:
            continue
        if tags[index - 1] in "rR" and tokens[index - 1].key in lexicon.monitor_heads:
            tags[index - 1] = "b"  # "the Dovan |Monitor for Human Rights"
        if tags[index - 1] not in "bBn":
            continue
        first = index + 1 + (tags[index + 1] == "A")
        while first < len(tokens) and tags[first] in "mn" and tokens[first].is_capitalised:
            tags[first] = "n"
            first += 1


def _are_capitals(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word and both its neighbours are written with a capital."""
    return all(token.text[0].isupper() for token in tokens[index - 1 : index + 2])


def _is_part_of_name(name: Known, tokens: Sequence[Token], tags: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a known name is the end of a longer one: "the Karsem Civil Defence" is a body of its own, and so is the
    Karsem Observatory for Human Rights, while nothing but its country's adjective stands before a longer name."""
    if _is_led_by_name(name, tokens, tags, lexicon):
        return True
    first = name.start
    while first and tags[first - 1] == "n" and lexicon.modifier.fullmatch(tokens[first - 1].key) is None:
        first -= 1
    if (
        first == name.start
        or name.end - name.start > _SHORT_NAME
        or not tokens[name.start].text[0].isupper()
        or (first and tags[first - 1] not in "aA")
    ):
        return False
    words = {token.key for token in tokens[name.start : name.end]}
    return (
        not words.isdisjoint(lexicon.bodies | lexicon.monitor_heads)
        and _kind(name.originator) not in _OUTLETS
    )


def _is_led_by_name(name: Known, tokens: Sequence[Token], tags: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a name that opens with a common noun ("|Observatory for Human Rights") has another's name before it."""
    if name.start == 0 or tokens[name.start].key not in lexicon.bodies | lexicon.monitor_heads:
        return False
    before, first = tokens[name.start - 1], name.start - 1
    while first and tags[first - 1] == "n":
        first -= 1
    is_whole = name.end - name.start > 1 or first == 0 or tags[first - 1] in "aA"
    return (
        is_whole  # "speaking to AFP |Observatory director X": commas may be lost
        and tags[name.start - 1] in "nm"
        and before.is_capitalised
        and tokens[name.start].text[0].isupper()
        and lexicon.modifier.fullmatch(before.key) is None
        and before.key not in lexicon.not_names
    )


# --- names of the originator table --------------------------------------------------------------------------


class _Node:
    """A node of the tree of known names: the words that may follow, and the id when a name ends here."""

    __slots__ = ("following", "originator")

    def __init__(self) -> None:
        self.following: dict[str, _Node] = {}
        self.originator: str | None = None


@cache
def _tree() -> _Node:
    root = _Node()
    for alias, source_id in load_originators().by_alias.items():
        node = root
        for word in alias.split():
            node = node.following.setdefault(word, _Node())
        node.originator = source_id
    return root


@lru_cache(maxsize=1 << 16)
def _word_keys(word: str) -> tuple[str, ...]:
    return tuple(name_key(word).split())


def find_known(tokens: Sequence[Token]) -> tuple[Known, ...]:
    """Find the names of the originator table, the longest at each place."""
    root = _tree()
    found: list[Known] = []
    taken = 0
    for start in [index for index, token in enumerate(tokens) if _may_begin(token.text)]:
        if start >= taken:
            match = _longest(tokens, start, root)
            if match is not None:
                found.append(match)
                taken = match.end
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def _may_begin(word: str) -> bool:
    """Whether a name of the table begins with the word, or with it less a possessive s."""
    keys, following = _word_keys(word), _tree().following
    return bool(keys) and (keys[0] in following or keys[0][:-1] in following)


def _longest(tokens: Sequence[Token], start: int, root: _Node) -> Known | None:
    """Walk the tree as far as the words go; the last may carry a possessive s, brackets are passed over."""
    if _ends_at_once(tokens, start, root):
        return None
    best: Known | None = None
    node, index, in_bracket = root, start, False
    while index < len(tokens):
        keys = _word_keys(tokens[index].text)
        if not keys and tokens[index].is_word and index > start:
            index += 1  # "Islamic State in Iraq and |the Levant"
            continue
        if not keys:
            if tokens[index].text != "(" or index == start:
                break
            in_bracket = True
        if len(keys) == 1 and keys[0][-1] == "s" and (owner := node.following.get(keys[0][:-1])) is not None:
            best = _ended(tokens, start, index + 1, owner, possessive=True) or best
        following = _walk(node, keys)
        if following is None:
            break
        node = following
        index += 1
        if node.originator is not None and keys:
            closes = index < len(tokens) and tokens[index].text == ")"
            if not in_bracket or closes:
                best = _ended(tokens, start, index + closes * in_bracket, node, possessive=False) or best
    return best


def _ends_at_once(tokens: Sequence[Token], start: int, root: _Node) -> bool:
    """Whether the first word is no name, and the second goes on with none that begins with it."""
    keys = _word_keys(tokens[start].text)
    node = root.following.get(keys[0])
    if len(keys) > 1 or node is None or node.originator is not None:
        return False
    if start + 1 >= len(tokens):
        return True
    after = _word_keys(tokens[start + 1].text)
    return bool(after) and after[0] not in node.following and after[0][:-1] not in node.following


def _walk(node: _Node, keys: tuple[str, ...]) -> _Node | None:
    for key in keys:
        following = node.following.get(key)
        if following is None:
            return None
        node = following
    return node


def _ended(tokens: Sequence[Token], start: int, end: int, node: _Node, *, possessive: bool) -> Known | None:
    if node.originator is None or not _is_written_as_name(tokens[start:end], node.originator):
        return None
    first, last = tokens[start], tokens[end - 1]
    if last.text == ")":  # the acronym in the brackets is the shortest usual name
        return Known(start, end, tokens[end - 2].start, tokens[end - 2].end, node.originator)
    name_end = last.end
    if possessive:
        name_end -= len(last.text) - len(last.text[:-1].rstrip("'’"))
    return Known(start, end, first.start, name_end, node.originator)


def _is_written_as_name(tokens: Sequence[Token], source_id: str) -> bool:
    """A name of one word is capitalised, an acronym all capitals; "the observatory" need not be."""
    if len(tokens) > 1:
        return True
    word = tokens[0].text
    if tokens[0].is_capitalised and not word[0].isupper():
        return True
    bare = word[:-1] if word[-1] == "s" else word
    if len(bare) < _SHORT:
        return bare.isupper() or not bare.isalpha()
    return word[0].isupper() or _kind(source_id) is SourceKind.MONITOR


def is_party(source_id: str) -> bool:
    """Whether a body is a side of a conflict: a government, an army, an armed group."""
    return _kind(source_id) in _SIDES


def _kind(source_id: str) -> SourceKind:
    return load_originators().by_id[source_id].kind

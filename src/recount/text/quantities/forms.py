"""Counts without a number word: bare plurals, singulars, lists of persons, "deaths were reported".

Data: ``text/data/<language>/quantity_forms.yml``. The constructors exist so that numbers are made here only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from recount.codebook.conventions import Interval, get_convention
from recount.codebook.resources import load_yaml
from recount.model import CountKind, Qualifier
from recount.text.quantities.patterns import SPACE, WORD_END, WORD_START, any_of, fold
from recount.text.quantities.quantity import Quantity
from recount.text.quantities.scan import find_quantities
from recount.text.spans import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """Words that tell singulars, plurals and lists apart.

    Attributes:
        singular: words that open a singular phrase or stand for one person.
        plural: plural words, irregular or common.
        plural_ends, singular_ends, possessive_ends: ends of words.
        separator: what stands between the members of a list.
        articles: words that open the next member where commas are left out, not after one of ``within``.
        kin: nouns of which each in a row is a person.
    """

    singular: frozenset[str]
    plural: frozenset[str]
    plural_ends: tuple[str, ...]
    singular_ends: tuple[str, ...]
    possessive_ends: tuple[str, ...]
    separator: re.Pattern[str]
    articles: frozenset[str]
    within: frozenset[str]
    kin: frozenset[str]


@cache
def load_forms(language: str) -> Forms:
    """Return the forms of a language.

    Raises:
        CodebookError: the language has no data.
    """
    entry: Mapping[str, Any] = load_yaml("recount.text", f"data/{language}/quantity_forms.yml")
    nouns = load_yaml("recount.text", f"data/{language}/quantities.yml")["count_nouns"]
    signs = "".join(re.escape(sign) for sign in entry["list_signs"])
    joiner = f"{WORD_START}{any_of(entry['list_joiners'])}{WORD_END}"
    return Forms(
        singular=frozenset(entry["singular"]),
        plural=frozenset([*entry["plural_words"], *nouns]),
        plural_ends=tuple(entry["plural_ends"]),
        singular_ends=tuple(entry["singular_ends"]),
        possessive_ends=tuple(entry["possessive_ends"]),
        separator=re.compile(rf"\s*[{signs}]\s*(?:{joiner})?|{SPACE}{joiner}", re.IGNORECASE),
        articles=frozenset(entry["list_articles"]),
        within=frozenset(entry["within"]),
        kin=frozenset(entry["kin"]),
    )


def bare_plural_quantity(
    text: str, span: Span, *, language: str = "en", convention: str = "literal"
) -> Quantity | None:
    """Count a plural without a number ("civilians"); ``None`` when the words do hold a number."""
    return _uncounted(text, span, CountKind.BARE_PLURAL, language, convention)


def none_stated_quantity(
    text: str, span: Span, *, language: str = "en", convention: str = "literal"
) -> Quantity | None:
    """Count harm stated without any number ("deaths"); ``None`` when the words do hold a number."""
    return _uncounted(text, span, CountKind.NONE_STATED, language, convention)


def singular_quantity(
    text: str, span: Span, *, language: str = "en", convention: str = "literal"
) -> Quantity | None:
    """Count one person ("a", "the pilot", "Khaled's"); ``None`` when the words are no singular."""
    return _uncounted(text, span, CountKind.SINGULAR, language, convention)


def name_list_quantity(
    text: str, span: Span, *, language: str = "en", convention: str = "literal"
) -> Quantity | None:
    """Count the persons of a list ("a man and his two sons"); ``None`` when a member has no exact number.

    Commas may be left out ("a nurse a clerk and a cook", "a man woman and child").
    """
    return _uncounted(text, span, CountKind.NAME_LIST, language, convention)


def _uncounted(text: str, span: Span, kind: CountKind, language: str, convention: str) -> Quantity | None:
    ends = read_form(span.of(text), kind, language=language, convention=convention)
    if ends is None:
        return None
    vague = kind in {CountKind.BARE_PLURAL, CountKind.NONE_STATED}
    return Quantity(
        span=span,
        core=span,
        low=ends[0],
        high=ends[1],
        qualifier=Qualifier.VAGUE if vague else Qualifier.EXACT,
        kind=kind,
        convention=convention,
    )


def read_form(words: str, kind: CountKind, *, language: str, convention: str) -> Interval | None:
    """Read the ends of a count without a number word; ``None`` when the words do not have that form."""
    forms, table = load_forms(language), get_convention(convention)
    if kind is CountKind.NAME_LIST:
        persons = _count_list(forms, words, language)
        return None if persons is None else (persons, persons)
    if kind is CountKind.SINGULAR:
        return table.forms["singular"] if _is_singular(forms, words, language) else None
    if _WORD.search(words) is None or _numbers(words, language):
        return None
    return table.forms[kind.value]


def _numbers(words: str, language: str) -> list[Quantity]:
    return find_quantities(words, language=language)


def _is_singular(forms: Forms, words: str, language: str) -> bool:
    tokens = _WORD.findall(words)
    if not tokens or forms.separator.search(fold(words)):
        return False
    if any((number.low, number.high) != (1, 1) for number in _numbers(words, language)):
        return False
    head = tokens[-1]
    return (len(tokens) == 1 and fold(head) in forms.singular) or not _is_plural(forms, head)


def _is_plural(forms: Forms, word: str) -> bool:
    """Whether a word is a plural; a name or a possessive that merely ends like one is not."""
    folded = fold(word)
    if folded in forms.plural:
        return True
    if not word.islower() or folded.endswith((*forms.possessive_ends, *forms.singular_ends)):
        return False
    return folded.endswith(forms.plural_ends)


def _count_list(forms: Forms, words: str, language: str) -> int | None:
    """Add up the members of a list; at least two are needed to make one."""
    members = [member for member in forms.separator.split(words) if member.strip()]
    counts = [_count_member(forms, member, language) for member in members]
    if None in counts:
        return None
    total = sum(count for count in counts if count is not None)
    return total if total > 1 and (len(members) > 1 or not _numbers(words, language)) else None


def _count_member(forms: Forms, member: str, language: str) -> int | None:
    numbers = _numbers(member, language)
    if numbers:
        first = numbers[0]
        return first.low if len(numbers) == 1 and first.low == first.high else None
    tokens = _WORD.findall(member)
    if not tokens or _is_plural(forms, tokens[-1]):
        return None
    return 1 + sum(_opens_member(forms, *pair) for pair in pairwise(map(fold, tokens)))


def _opens_member(forms: Forms, before: str, word: str) -> bool:
    """Whether a word opens another person's name although no comma stands before it."""
    if word in forms.articles:
        return before not in forms.within
    return word in forms.kin and before in forms.kin

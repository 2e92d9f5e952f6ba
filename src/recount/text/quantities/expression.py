"""One count expression: qualifier, number or vague word, range, and what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from recount.codebook.conventions import Convention
from recount.model import CountKind, Qualifier
from recount.text.quantities.lexicon import Lexicon
from recount.text.quantities.numerals import Number

_KINDS = {
    "digits": CountKind.DIGITS,
    "words": CountKind.WORDS,
    "vague": CountKind.VAGUE,
    "zero": CountKind.ZERO,
}
_QUALIFIERS = {
    "at_least": Qualifier.AT_LEAST,
    "more_than": Qualifier.MORE_THAN,
    "up_to": Qualifier.UP_TO,
    "fewer_than": Qualifier.UP_TO,
    "nearly": Qualifier.NEARLY,
    "about": Qualifier.ABOUT,
}
_APPROXIMATE = frozenset({"about", "nearly"})
_BRACKET = re.compile(r"\s?\((?=\w)")
_VERB = 12  # code points in which a verb stands before its particle
_CHANGE_WINDOW = 80  # how far before "from 14 to 25" a verb of change still governs it, in code points


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A count expression as read, before any guard looks at its surroundings.

    Attributes:
        start, end: the expression with its qualifier.
        core_start, core_end: the number alone, both ends of a range included.
        more_start, more_end: the expression with the increment words beside it.
        qualified: whether the words bound the number.
        broken: the number continues in a way that is no count ("218-11").
    """

    start: int
    end: int
    core_start: int
    core_end: int
    low: int | None
    high: int | None
    qualifier: Qualifier
    kind: CountKind
    approx: bool
    more: str | None
    more_start: int
    more_end: int
    qualified: bool
    broken: bool


@dataclass(slots=True)
class _Prefix:
    """What stands before the number."""

    start: int
    more_start: int
    bounds: list[str] = field(default_factory=list)
    more: str | None = None
    opener: str = ""
    opener_at: int = 0
    opener_end: int = 0


@dataclass(slots=True)
class _Core:
    """The number as read so far."""

    start: int
    end: int
    low: int | None
    high: int | None
    kind: CountKind
    is_range: bool = False
    broken: bool = False


def read_expression(
    lexicon: Lexicon, convention: Convention, folded: str, match: re.Match[str]
) -> Expression | None:
    """Read the expression at a match of ``lexicon.expression``; ``None`` when it holds no whole number."""
    group = match.lastgroup or ""
    kind = _KINDS[group]
    start = match.start(group)
    if kind is CountKind.ZERO:
        low, high = convention.forms["zero"]
        prefix = _Prefix(start=start, more_start=start)
        return _assemble(lexicon, convention, folded, prefix, _Core(start, match.end(), low, high, kind))
    prefix = _read_prefix(lexicon, folded, match.start("prefix"), start)
    if kind is CountKind.VAGUE:
        core: _Core | None = _read_vague(lexicon, convention, folded, prefix, match)
    else:
        core = _read_number(lexicon, folded, prefix, start)
    if core is None:
        return None
    if prefix.opener and not core.is_range:
        prefix = _read_prefix(lexicon, folded, prefix.opener_end, start)
    return _assemble(lexicon, convention, folded, prefix, core)


def _read_prefix(lexicon: Lexicon, folded: str, start: int, end: int) -> _Prefix:
    """Read the phrases before a number; increment words at the head stay outside the expression."""
    while start < end and folded[start].isspace():
        start += 1
    prefix = _Prefix(start=start, more_start=start)
    fresh = True
    for item in lexicon.prefix_item.finditer(folded, start, end):
        words = " ".join(item.group().split())
        if item.lastgroup == "more":
            prefix.more = words
        elif item.lastgroup == "bound":
            if lexicon.of_verb.search(folded, max(0, item.start() - _VERB), item.end()):
                continue  # "handed over 95 prisoners"
            prefix.bounds.append(lexicon.bounds[words])
        else:
            prefix.opener, prefix.opener_at, prefix.opener_end = words, item.start(), item.end()
        if fresh and item.lastgroup != "more":
            prefix.start, fresh = item.start(), False
    if fresh:
        prefix.start = end
    return prefix


def _read_vague(
    lexicon: Lexicon, convention: Convention, folded: str, prefix: _Prefix, match: re.Match[str]
) -> _Core:
    start, end = match.span("vague")
    multiple = lexicon.multiple.fullmatch(folded, start, end)
    if multiple is None:
        word = lexicon.vague.get(" ".join(folded[start:end].split()), "number_of")
        (low, high), unit = convention.words[word], 1
        if word not in lexicon.boundable:
            prefix.start, prefix.bounds, prefix.opener = start, [], ""
    else:
        low, high = convention.words[lexicon.multiplied[" ".join(multiple["word"].split())]]
        unit = lexicon.units[" ".join(multiple["unit"].split())]
    return _Core(start, end, _times(low, unit), _times(high, unit), CountKind.VAGUE)


def _times(end: int | None, unit: int) -> int | None:
    return None if end is None else end * unit


def _read_number(lexicon: Lexicon, folded: str, prefix: _Prefix, start: int) -> _Core | None:
    first = lexicon.numerals.read(folded, start)
    if first is None:
        return None
    core = _Core(start, _said_again(lexicon, folded, first), first.value, first.value, _number_kind(first))
    if core.end > first.end:
        return core
    if first.digits and (sign := lexicon.sign.match(folded, first.end)):
        second = lexicon.numerals.read(folded, sign.end())
        if second is None or not _extend(core, first, second, bound=None):
            core.broken = True
            core.end = second.end if second else sign.end()
        return core
    connector = lexicon.connectors[prefix.opener].match(folded, first.end)
    if (
        connector
        and not _is_change(lexicon, folded, prefix)
        and not _is_year(first, folded[start : first.end])
    ):
        second = lexicon.numerals.read(folded, connector.end())
        if second is not None:
            bound = connector["bound"]
            _extend(core, first, second, bound=lexicon.bounds[" ".join(bound.split())] if bound else None)
    return core


def _said_again(lexicon: Lexicon, folded: str, number: Number) -> int:
    """Return where a number ends, what says it again in brackets included ("seventeen (17)")."""
    opened = _BRACKET.match(folded, number.end)
    again = lexicon.numerals.read(folded, opened.end()) if opened is not None else None
    is_same = again is not None and again.value == number.value and again.digits is not number.digits
    return (
        again.end + 1
        if again is not None and is_same and folded[again.end : again.end + 1] == ")"
        else number.end
    )


def _is_year(number: Number, words: str) -> bool:
    """Whether four digits may be a year, which opens no range ("in 2011 to 1.5 million")."""
    return number.digits and len(words) == 4 and 1900 <= number.value < 2100


def _number_kind(number: Number) -> CountKind:
    return CountKind.DIGITS if number.digits else CountKind.WORDS


def _extend(core: _Core, first: Number, second: Number, *, bound: str | None) -> bool:
    """Make a range of the core and a second number; refuse when the ends do not ascend."""
    low = first.value
    if first.unit == 1 and second.unit > 1 and low < second.value // second.unit:
        low *= second.unit  # "two to three million"
    if low >= second.value:
        return False
    core.low = low
    core.high = None if bound in {"at_least", "more_than"} else second.value
    core.end, core.is_range = second.end, True
    if second.digits:
        core.kind = CountKind.DIGITS
    return True


def _is_change(lexicon: Lexicon, folded: str, prefix: _Prefix) -> bool:
    """Whether "from 14 to 25" tells how a figure moved: a verb of change stands before it in the sentence."""
    if not prefix.opener:
        return False
    before = folded[max(0, prefix.opener_at - _CHANGE_WINDOW) : prefix.opener_at]
    sentence = re.split(r"[.!?\n]\s", before)[-1]
    return lexicon.change.search(sentence) is not None


def _assemble(
    lexicon: Lexicon, convention: Convention, folded: str, prefix: _Prefix, core: _Core
) -> Expression:
    bounds, end = list(prefix.bounds), core.end
    bounded_after = None
    if core.kind is not CountKind.ZERO and not core.broken:
        bounded_after = lexicon.glued.match(folded, end) or lexicon.after.match(folded, end)
    if bounded_after is not None:
        bounds.append(lexicon.bounds_after[" ".join(bounded_after.group().split())])
        end = bounded_after.end()
    main = next((bound for bound in bounds if bound not in _APPROXIMATE), bounds[0] if bounds else None)
    low, high = convention.bounded(main, core.low, core.high) if main else (core.low, core.high)
    after = lexicon.more_after.match(folded, end)
    return Expression(
        start=prefix.start,
        end=end,
        core_start=core.start,
        core_end=core.end,
        low=low,
        high=high,
        qualifier=_qualifier(main, core),
        kind=core.kind,
        approx=not _APPROXIMATE.isdisjoint(bounds),
        more=prefix.more or (after["more"] if after else None),
        more_start=prefix.more_start,
        more_end=after.end() if after else end,
        qualified=bool(bounds) or core.is_range,
        broken=core.broken,
    )


def _qualifier(main: str | None, core: _Core) -> Qualifier:
    if core.is_range and main in {None, "about"}:
        return Qualifier.BETWEEN
    if main is not None:
        return _QUALIFIERS[main]
    return Qualifier.VAGUE if core.kind is CountKind.VAGUE else Qualifier.EXACT

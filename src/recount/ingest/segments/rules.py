"""The rules that tell a report's text from what its page puts around it, compiled once per language."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Any

from recount.codebook.originators import load_originators
from recount.codebook.resources import load_yaml
from recount.model import SourceKind
from recount.text.late import late

_NEVER = r"(?!)"
_NAME = r"(?:[a-z]{2}-)?[^\W\d_a-z][\w’'.-]*"  # the Arabic article in lower case included
_DASH = r"[-\u2013\u2014]"
_PLACE = r"[^\W\d_a-z]{3,}(?:[ /-][^\W\d_a-z]{2,}){0,3}(?:,? [A-Z][a-z.]+){0,2}"  # BEIRUT; ALEPPO, Syria
_NAMED_PLACE = r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+){0,2}"
_BARE_DATELINE = (
    r"(?P<place>[^\W\d_a-z]{4,}(?:[ -][^\W\d_a-z]{4,})?)(?: [A-Z][a-z]+(?= An? | The ))?(?= [A-Z])"
)
_LONGEST_AGENCY = 30


@dataclass(frozen=True, kw_only=True)  # no slots: patterns are kept where they are compiled
class SegmentRules:
    """Patterns of one language.

    Attributes:
        stamp: matched at the head of a report: the date and the agency that a page stamps on it.
        agency_alone: matched after the headline: an agency's name and nothing else.
        crumbs: matched after the headline: the page's section before a date.
        byline: matched at the head: who wrote.
        names: a whole sentence of names.
        dateline: places and agencies before a dash, tried in order; groups ``place`` and ``agency``.
        bare_dateline: a place in capitals without agency or dash; group ``place``.
        not_places: words in capitals that are no places, case-folded.
        agency: the name of an agency or outlet.
        credits: begin a credit.
        photo_credits: begin the credit of a photograph.
        staff_credit: writers and editors, unmistakable wherever it stands.
        agency_list: a whole line or parenthesis that names agencies.
        photo_agency_list: the same, houses that sell photographs included.
        photo_parenthesis: a whole parenthesis about a photograph.
        caption_starts: begin a caption.
        tails: from here on all is furniture, unless prose follows.
        link_lists: headlines of other reports follow.
        link_line: a whole line that links to another report.
        counted_links: how often a report was shared, before the headlines of others.
        photographer: who took a picture, before a headline: house, year, two names.
        openers: words in capitals that open a sentence, and never stand inside a title.
        title_words: words that a title has in small letters.
        furniture_line: a whole line.
        tags: a list of key words begins.
        tags_end: the first word after it.
        sign_off: at the very end: the agency.
        end_mark: at the very end: initials and numbers of the page.
        claim_words: what no credit and no furniture may hold.
        sources, dateline_sources: of the patterns.
    """

    sources: Mapping[str, str] = field(default_factory=lambda: defaultdict(lambda: _NEVER))
    dateline_sources: tuple[str, ...] = ()
    not_places: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    title_words: frozenset[str] = frozenset()
    stamp = late("stamp")
    agency_alone = late("agency_alone")
    crumbs = late("crumbs")
    byline = late("byline")
    names = late("names")
    bare_dateline = late("bare_dateline")
    agency = late("agency")
    credits = late("credits")
    photo_credits = late("photo_credits")
    staff_credit = late("staff_credit")
    agency_list = late("agency_list")
    photo_agency_list = late("photo_agency_list")
    photo_parenthesis = late("photo_parenthesis")
    caption_starts = late("caption_starts")
    tails = late("tails")
    link_lists = late("link_lists")
    link_line = late("link_line")
    counted_links = late("counted_links")
    photographer = late("photographer")
    furniture_line = late("furniture_line")
    tags = late("tags")
    tags_end = late("tags_end")
    sign_off = late("sign_off")
    end_mark = late("end_mark")
    claim_words = late("claim_words")

    @cached_property
    def dateline(self) -> tuple[re.Pattern[str], ...]:
        """Places and agencies before a dash."""
        return tuple(map(re.compile, self.dateline_sources))


@cache
def segment_rules(language: str) -> SegmentRules:
    """Return the rules of a language; one without rules has headlines and repeats only."""
    if not resources.files("recount.ingest").joinpath(f"data/{language}/segments.yml").is_file():
        return SegmentRules()
    data = load_yaml("recount.ingest", f"data/{language}/segments.yml")
    time_words = load_yaml("recount.text", f"data/{language}/dates.yml")
    starters = load_yaml("recount.text", f"data/{language}/sentences.yml")["starters"]
    return _compile(data, time_words, starters)


class _Templates:
    """Expressions of the data file, with their placeholders filled in."""

    def __init__(self, data: dict[str, Any], time_words: dict[str, Any], starters: Iterable[str]) -> None:
        self._data = data
        self.agency = _agencies(data)
        self.agencies = _listed(self.agency)
        self.date = _dates(time_words)
        self.short_date = _dates(time_words, year_needed=False)
        self._meanings = {
            "{agency}": self.agency,
            "{date}": self.date,
            "{name}": f"(?-i:{_NAME})",
            "{starter}": f"(?-i:{_alternatives(word.capitalize() for word in starters)})",
        }

    def one(self, key: str) -> str:
        """Return the expression of a key."""
        return self._fill(self._data[key])

    def any(self, key: str) -> str:
        """Return an expression for any of the expressions of a key."""
        return "|".join(f"(?:{self._fill(each)})" for each in self._data[key])

    def words(self, *keys: str) -> str:
        """Return an expression for any of the words of some keys."""
        return _alternatives(word for key in keys for word in self._data[key])

    def _fill(self, template: str) -> str:
        for name, meaning in self._meanings.items():
            template = template.replace(name, meaning)
        return template


def _free_case(expression: str) -> str:
    return f"(?i){expression}"


def _compile(data: dict[str, Any], time_words: dict[str, Any], starters: Iterable[str]) -> SegmentRules:
    known = _Templates(data, time_words, starters)
    photo = f"(?:{known.agency}|{known.words('photo_houses')}|{'|'.join(data['photo_house_patterns'])})"
    sources = {
        "stamp": _stamp(known),
        "crumbs": rf"(?:{_NAME} ){{1,6}}(?={known.date})",
        "agency_alone": _agency_alone(known),
        "byline": _free_case(rf"(?:{known.one('byline')})(?=[.,]? |$)"),
        "names": rf"{_NAME}(?: {_NAME}){{1,9}}[.]?",
        "bare_dateline": _BARE_DATELINE,
        "agency": _free_case(rf"\b(?:{known.agency})\b"),
        "credits": _free_case(known.any("credits")),
        "photo_credits": _free_case(known.any("photo_credits")),
        "staff_credit": _free_case(known.any("staff_credits")),
        "agency_list": _free_case(known.agencies),
        "photo_agency_list": _free_case(_listed(photo)),
        "photo_parenthesis": _free_case(known.one("photo_parenthesis")),
        "caption_starts": _free_case(known.any("caption_starts")),
        "tails": _free_case(rf"(?<!\w)(?:{known.any('tails')})"),
        "link_lists": _free_case(rf"(?<!\w)(?:{known.any('link_lists')})"),
        "link_line": _free_case(known.any("link_lines")),
        "counted_links": known.one("counted_links"),
        "photographer": rf"(?i:{known.agency})(?: \d{{4}}| Photo)?(?: {_NAME} {_NAME})?(?= {_NAME} )",
        "furniture_line": _free_case(known.any("furniture_lines")),
        "tags": known.one("tags"),
        "tags_end": known.one("tags_end"),
        "sign_off": _sign_off(known),
        "end_mark": _END_MARK,
        "claim_words": _free_case(rf"\b(?:{known.words('claim_words')})"),
    }
    return SegmentRules(
        sources=sources,
        dateline_sources=_datelines(known),
        not_places=frozenset(str(word).casefold() for word in data["not_places"]),
        openers=frozenset(data["openers"]),
        title_words=frozenset(data["title_words"]),
    )


_END_MARK = (
    r"(?:[A-Z]{2,8}(?:[ /][A-Z]{2,8})?(?: ?\d{1,4})?"  # SSH 11
    r"|\d{1,5}(?:-\d{1,4})?"  # 218-11
    rf"|(?:[A-Z]\. ?)?{_NAME}(?: {_NAME})?(?: ?/ ?{_NAME}(?: {_NAME})?)+)\.?"  # R. Tarvik / Ossom
)


def _stamp(known: _Templates) -> str:
    return _free_case(
        rf"(?:(?P<agency>{known.agencies})[ ,|-]+)?(?:(?:{known.any('stamp_leads')}) *)?{known.date}"
        rf"(?:[ ,|-]*(?:{known.any('stamp_trails')}))*(?!\d)"
    )


def _agency_alone(known: _Templates) -> str:
    continues = known.words("agency_continues")
    return rf"(?P<agency>{known.agencies})(?=[ ,|:.-]+[^\W\d_a-z\"“‘])(?! (?i:{continues})\b)"


def _sign_off(known: _Templates) -> str:
    return _free_case(
        rf"(?:(?<=[.!?\"”’)\s]){_DASH}+ ?(?P<dashed>{known.agencies})"
        rf"|\((?P<bracketed>{known.agencies})\))\.?$"
    )


def _listed(agency: str) -> str:
    """Names one after the other; written once, for compiling them takes long. A link stands before a name only."""
    return rf"(?:(?:{agency})(?:(?: ?[/,] ?| (?:and|&) )(?=[^\W_])|(?![^\W_])))+(?<![/,& ])(?<! and)"


def _datelines(known: _Templates) -> tuple[str, ...]:
    """A place and an agency before the text, the surest form first."""
    agency, date = rf"(?P<agency>(?i:{known.agencies}))", known.short_date
    unknown = rf"{_NAME}(?: {_NAME}){{0,3}}"
    return (
        rf"(?P<place>{_PLACE})(?:,? {date})? ?[(\[]{agency}[)\]] ?(?:{_DASH}+|:)?",
        rf"(?P<place>{_NAMED_PLACE})(?:,? {date})?,? ?[(\[]{agency}[)\]] ?(?:{_DASH}+|:)",
        rf"(?P<place>{_NAMED_PLACE}),? ?[-/|]? ?{agency} ?(?:{_DASH}+|:)(?= )",
        rf"(?P<place>{_PLACE})(?:,? {date})? ?(?:{_DASH}+)(?= )(?P<agency>)",
        rf"(?P<place>){agency} ?{_DASH}+(?= )",
        # With a date before and a dash after, a name in brackets is the agency, whether the table knows it or not.
        rf"(?:(?P<place>{_PLACE}|{_NAMED_PLACE}),? )?{date} ?[(\[](?P<agency>{unknown})[)\]] ?{_DASH}+(?= )",
    )


def _agencies(data: dict[str, Any]) -> str:
    """Return an expression for the names of agencies and outlets."""
    names = set(data["credit_words"])
    for source in load_originators().by_id.values():
        if source.kind in {SourceKind.NEWS_AGENCY, SourceKind.OUTLET}:
            names.update(
                name
                for name in (source.name, *source.aliases)
                if name[0].isupper() and len(name) <= _LONGEST_AGENCY
            )
    return _alternatives(names)


def _dates(words: dict[str, Any], *, year_needed: bool = True) -> str:
    """Return an expression for a date as pages stamp it: "Thu Sep 5 2013", "16-12-2014", "Jul 282016"."""
    weekday = _alternatives((*words["weekdays"], *words["weekday_abbreviations"]))
    month = _alternatives((*words["months"], *words["month_abbreviations"]))
    year, glued = r",? (?:19|20)\d\d", r",? ?(?:19|20)\d\d"
    if not year_needed:
        year, glued = rf"(?:{year}|,? \d\d)?", rf"(?:{glued}|,? \d\d)?"
    ordinal = "(?:st|nd|rd|th)?"
    written = rf"\d{{1,2}}{ordinal} {month}\.?{year}|{month}\.? ?\d{{1,2}}{ordinal}{glued}"
    numeric = r"\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
    return rf"(?i:(?:{weekday}\.?,? ?)?(?:{written}|{numeric}))"


def _alternatives(words: Iterable[str]) -> str:
    """Return an expression for any of the words, the longest first; grouped by first letter for speed."""
    groups: dict[str, list[str]] = {}
    for word in sorted({str(word) for word in words}, key=lambda word: (-len(word), word)):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    branches = [f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items())]
    return f"(?:{'|'.join(branches)})"

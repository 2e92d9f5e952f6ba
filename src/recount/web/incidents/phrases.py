"""The words of publishing in the language of the reader, so that pages and published site say the same."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recount.codebook.codelists import load_codelists
from recount.model import Claim, Count, Toll
from recount.publish.site.environment import visible
from recount.publish.wording import Wording, load_wording

_FALLBACK = "en"


def wording() -> Wording:
    """Return the wording of the reader's language, the English one where it has none."""
    return load_wording(_with_wording(get_language() or _FALLBACK))


@cache
def _with_wording(language: str) -> str:
    short = language.partition("-")[0]
    table = files("recount.publish").joinpath("data", short, "wording.yml")
    return short if table.is_file() else _FALLBACK


def label(codelist: str, code: object) -> str:
    """Return the label of a code, translated where the interface has a translation."""
    return _(load_codelists()[codelist].label_of(code))


def definition(codelist: str, code: object) -> str:
    """Return the definition of a code, translated where the interface has a translation."""
    codes = load_codelists()[codelist].codes
    return _said(next((entry.definition for entry in codes if entry.code == code), ""))


def purpose(codelist: str) -> str:
    """Return what a code list is for, translated where the interface has a translation."""
    return _said(load_codelists()[codelist].about)


def _said(text: str) -> str:
    return _(text) if text else ""  # of nothing, gettext says what its catalogue is


def shown(text: str) -> str:
    """Return foreign words with the characters that could hide or reorder words made visible."""
    return visible(text)


def toll_words(toll: Toll, claims: Iterable[Claim | None] = ()) -> str:
    """Return a toll in words; "about" stands only where every claim that sets an end is approximate."""
    known = list(claims)
    approx = bool(known) and all(claim is not None and claim.count.approx for claim in known)
    return shown(wording().toll(toll, approx=approx))


def count_words(count: Count) -> str:
    """Return what one claim counts."""
    return shown(wording().count(count))


def listed(items: Iterable[str]) -> str:
    """Return items as a list in a sentence."""
    return wording().listed(items)

"""Where a report turns to another event: "Another air strike …", "Separate raids on …", "In a second attack …".

Only words that say so are taken; a text that goes on to another event without a word is told by place, day and means.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from recount.codebook.resources import load_yaml
from recount.model import Claim, Report

LONGEST_LEAD = 400  # code points of a sentence before its figure that are looked at
_STOPS = (". ", "? ", "! ", "\n", '." ', ".” ", ".) ")


def turn_before(claim: Claim, report: Report | None) -> int | None:
    """Return where the sentence of a claim begins, if it begins with another event; ``None`` if it does not."""
    if report is None:
        return None
    cue = _cue(report.language)
    if cue is None:
        return None
    first = max(0, claim.quote.start - LONGEST_LEAD)
    end = claim.count_selector.start
    found = ((report.text.rfind(stop, first, end), len(stop)) for stop in _STOPS)
    start = max(first, *(at + length for at, length in found if at >= 0), 0)
    return start if cue.match(report.text, start) else None


@cache
def _cue(language: str) -> re.Pattern[str] | None:
    if not resources.files("recount.link").joinpath(f"data/{language}/turns.yml").is_file():
        return None
    data = load_yaml("recount.link", f"data/{language}/turns.yml")
    openers, events = ("|".join(data[name]) for name in ("openers", "events"))
    whole = "|".join(data["alone"])
    return re.compile(
        rf"\W*(?:(?:{openers})\s+(?:[\w'’-]+\s+){{0,3}}?(?:{events})|(?:{whole}))(?!\w)", re.IGNORECASE
    )

"""What every page module works with: the record, the words of the language, and the way to a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

import recount
from recount.model import Claim, Incident, Report, TimeInterval, content_id
from recount.publish.excerpt import sentences_of
from recount.publish.site.environment import Texts, isolated, load_environment, load_texts
from recount.publish.view import RecordIndex
from recount.publish.wording import Wording, load_wording
from recount.text.spans import Sentence

# Nothing but the site's own files, and no script or style inside a page.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
NAVIGATION = (
    ("incidents", "index.html"),
    ("map", "map.html"),
    ("timeline", "timeline.html"),
    ("aggregates", "aggregates.html"),
    ("sources", "sources.html"),
    ("reports", "reports.html"),
    ("refusals", "refusals.html"),
    ("method", "method.html"),
    ("data", "data.html"),
)
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The site in the making.

    Attributes:
        record: what is published.
        wording: how figures and dates are said.
        texts: fixed texts.
        full_text: True for the internal profile.
    """

    record: RecordIndex
    wording: Wording = field(default_factory=load_wording)
    texts: Texts = field(default_factory=load_texts)
    full_text: bool = False

    def render(self, template: str, path: str, title: str | Markup, **context: Any) -> bytes:  # noqa: ANN401
        """Return a page.

        Args:
            template: file in ``templates``.
            path: of the page inside the site; it decides how other pages are reached from it.
            title: of the page.
            context: what the template needs besides.
        """
        page = load_environment().get_template(template)
        filled = page.render(
            t=self.texts,
            w=self.wording,
            record=self.record,
            scope=self.record.view.scope,
            root="../" * path.count("/"),
            here=path,
            title=title,
            plain_title=title.striptags() if isinstance(title, Markup) else title,
            caveat=self.caveat(),
            csp=CONTENT_SECURITY_POLICY,
            navigation=NAVIGATION,
            version=recount.__version__,
            full_text=self.full_text,
            incident_path=incident_path,
            report_path=report_path,
            claim_link=self.claim_link,
            **context,
        )
        return filled.encode("utf-8", "backslashreplace")

    def caveat(self) -> Markup:
        """Return how far the record has been reviewed."""
        done, everything = len(self.record.reviewed), len(self.record.claim)
        numbers = {"done": self.wording.number(done), "all": self.wording.number(everything)}
        if not everything:
            return self.texts("caveat.no_claims")
        if 0 < done < everything:
            return self.texts("caveat.some_reviewed", **numbers)
        return self.texts.counted(f"caveat.{'all' if done else 'none'}_reviewed", everything, **numbers)

    def claim_link(self, claim_id: str) -> str | None:
        """Return where a claim is shown, from the site's root; ``None`` when the record does not hold it."""
        claim = self.record.claim.get(claim_id)
        if claim is None:
            return None
        incidents = self.record.incident_of.get(claim_id)
        page = incident_path(incidents[0]) if incidents else report_path(self.record.report[claim.report_id])
        return f"{page}#{claim_id}"


def incident_path(incident: Incident) -> str:
    """Return the page of an incident."""
    return f"incidents/{file_name(incident.id)}.html"


def report_path(report: Report) -> str:
    """Return the page of a report."""
    return f"reports/{file_name(report.id)}.html"


def file_name(key: str) -> str:
    """Return an id as a file name; one that could leave its folder is replaced by its hash."""
    return key if _SAFE_NAME.fullmatch(key) else content_id("p", key)


def time_key(when: TimeInterval) -> str:
    """Return a key that sorts by time; unknown dates come last."""
    known = when.start or when.last_day
    return known.isoformat() if known else "9999"


class Sentences:
    """The sentences of reports, split once each."""

    def __init__(self, split: Callable[[Report], tuple[Sentence, ...]] = sentences_of) -> None:
        self._split = split
        self._known: dict[str, tuple[Sentence, ...]] = {}

    def __call__(self, report: Report) -> tuple[Sentence, ...]:
        """Return the sentences of a report."""
        if report.id not in self._known:
            self._known[report.id] = self._split(report)
        return self._known[report.id]


def names(items: Iterable[str]) -> list[Markup]:
    """Return names, each isolated in its own direction."""
    return [isolated(item) for item in items]


def by_text(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims in the order of their texts."""
    return sorted(claims, key=lambda claim: (claim.report_id, claim.count_selector.start, claim.id))

"""The page of one incident, or of one total: its toll, who says it, and every claim in its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from recount.codebook.codelists import load_codelists
from recount.model import ArithmeticCheck, Harm, Incident, IncidentKind, LinkReason, Revision, Toll
from recount.publish.site.claims import card
from recount.publish.site.context import Sentences, Site, incident_path, names, report_path
from recount.publish.site.environment import isolated
from recount.publish.site.listings import Page, report_title
from recount.publish.site.rows import toll_text
from recount.publish.view import OUTLET_VOICE, Grade, RecordedStep

SETTERS_SHOWN = 4  # claims named beside a toll; copies of one story may set an end by the dozen
LINKS_SHOWN = 60  # pairs on the page; a large incident has thousands, all of them in incidents.jsonl


def incident_pages(site: Site, sentences: Sentences) -> Iterator[Page]:
    """Yield the page of every incident and of every total."""
    for incident in (*site.record.incidents, *site.record.aggregates):
        path = incident_path(incident)
        yield path, site.render("incident.html", path, incident.label, **_context(site, sentences, incident))


def _context(site: Site, sentences: Sentences, incident: Incident) -> dict[str, Any]:
    tolls = site.record.tolls_of.get(incident.id, ())
    mains = [toll for toll in tolls if toll.status is None]
    return {
        "incident": incident,
        "is_aggregate": incident.kind is IncidentKind.AGGREGATE,
        "review": _review(site, incident),
        "tolls": [_toll_row(site, toll) for toll in tolls],
        "rule": _rule(site, tolls),
        "facts": _facts(site, incident),
        "support": [_support_row(site, toll) for toll in mains],
        "checks": _checks(site, tolls),
        "grades": _grades(site, incident),
        "recorded": _recorded(site, incident, mains),
        "histories": _histories(site, mains),
        "groups": _groups(site, sentences, incident, tolls),
        "report_lists": _report_lists(site, incident),
        "links": [_link_row(site, link) for link in _strongest(incident.links)],
        "links_left": max(0, len(incident.links) - LINKS_SHOWN),
    }


def _review(site: Site, incident: Incident) -> Markup:
    done, everything = site.record.reviewed_in(incident), len(incident.claim_ids)
    key = "incident.reviewed_some" if done else "incident.reviewed_none"
    numbers = {"done": site.wording.number(done), "all": site.wording.number(everything)}
    return site.texts.counted(key, everything, **numbers)


def _toll_row(site: Site, toll: Toll) -> dict[str, Any]:
    status = (
        site.wording.label("status", toll.status.value) if toll.status else site.wording.text("status_all")
    )
    return {
        "toll": toll,
        "harm": site.wording.label("harm", toll.harm.value),
        "status": status,
        "figure": toll_text(site, toll),
        "low_by": _setters(site, toll.low_claims),
        "high_by": _same_or(site, toll),
    }


def _setters(site: Site, claim_ids: Sequence[str]) -> Markup:
    """The claims that set an end, each by its words and who says it, with a link to its card below."""
    known = [claim_id for claim_id in claim_ids if claim_id in site.record.claim]
    lines = [_setter(site, claim_id) for claim_id in known[:SETTERS_SHOWN]]
    if len(known) > SETTERS_SHOWN:
        lines.append(site.texts("incident.setters_more", n=site.wording.number(len(known) - SETTERS_SHOWN)))
    return Markup("<br>").join(lines) if lines else site.texts("incident.no_end")


def _same_or(site: Site, toll: Toll) -> Markup:
    same = toll.low_claims and toll.ceiling_claims == toll.low_claims
    return site.texts("incident.same_end") if same else _setters(site, toll.ceiling_claims)


def _setter(site: Site, claim_id: str) -> Markup:
    claim = site.record.claim[claim_id]
    said = Markup(site.wording.said(claim, site.record.report[claim.report_id], show=isolated))  # noqa: S704 - escaped
    return Markup('<a href="#{}">{}</a>, {}').format(claim_id, isolated(claim.count.words), said)


def _rule(site: Site, tolls: Sequence[Toll]) -> Markup:
    link = Markup('<a href="../method.html">{}</a>').format(site.texts("incident.method_link"))
    policies = site.wording.listed(dict.fromkeys(toll.policy for toll in tolls))
    return site.texts("incident.toll_rule", policy=policies, link=link)


def _facts(site: Site, incident: Incident) -> list[tuple[Markup, Markup | str]]:
    say, word = site.texts, site.wording
    parties = Markup(", ").join(names(incident.perpetrators))
    note = Markup(' <span class="note">({})</span>').format(say("incident.perpetrators_note"))
    precision = Markup(' <span class="note">({})</span>')
    found: list[tuple[str, Markup | str]] = [
        (
            "when",
            word.interval(incident.when)
            + precision.format(word.label("date_precision", int(incident.when.precision))),
        ),
        ("where", _where(site, incident)),
        ("means", word.label("means", incident.means.value)),
        ("perpetrators", parties + note if parties else say("not_stated")),
        ("scope", word.label("scope", incident.scope.value)),
        ("id", Markup("<code>{}</code>").format(incident.id)),
        ("previous_ids", ", ".join(incident.previous_ids)),
    ]
    return [(say(f"incident.{key}"), value) for key, value in found if value]


def _where(site: Site, incident: Incident) -> Markup:
    if not incident.places:
        return site.texts("unknown")
    parts = []
    for place in incident.places:
        label = site.wording.label("where_precision", int(place.where_precision))
        native = place.resolved.native_name if place.resolved else None
        shown = isolated(site.wording.place(place))
        if native and native != place.name:
            shown = Markup("{} {}").format(shown, isolated(native))
        parts.append(Markup('{} <span class="note">({})</span>').format(shown, label))
    return Markup("<br>").join(parts)


def _support_row(site: Site, toll: Toll) -> dict[str, Any]:
    row: dict[str, Any] = {"harm": site.wording.label("harm", toll.harm.value)}
    for what, keys in (
        ("originators", toll.originators),
        ("carriers", toll.carriers),
        ("outlets", toll.outlets),
    ):
        shown = [_voice(site, key) if what == "originators" else isolated(key) for key in keys]
        row[what] = Markup(", ").join(shown)
        row[f"{what}_count"] = site.wording.counted(what, len(keys))
    return row


def _voice(site: Site, key: str) -> Markup:
    name = isolated(site.record.spelling(key))
    return site.texts("incident.own_voice", outlet=name) if key.startswith(OUTLET_VOICE) else name


def _checks(site: Site, tolls: Iterable[Toll]) -> list[dict[str, Any]]:
    distinct: dict[ArithmeticCheck, None] = dict.fromkeys(check for toll in tolls for check in toll.checks)
    return [
        {
            "statement": check.statement,
            "whole": _link_list(site, [check.whole_id]),
            "parts": _link_list(site, check.part_ids),
        }
        for check in distinct
    ]


def _link_list(site: Site, claim_ids: Iterable[str]) -> Markup:
    """Claims by their words; each linked to where it is shown, on this page or another."""
    shown = []
    for claim_id in claim_ids:
        target = site.claim_link(claim_id)
        if target is not None:
            words = isolated(site.record.claim[claim_id].count.words)
            shown.append(Markup('<a href="../{}">{}</a>').format(target, words))
    return Markup(", ").join(shown)


def _histories(site: Site, tolls: Sequence[Toll]) -> list[dict[str, Any]]:
    return [
        {
            "harm": site.wording.label("harm", toll.harm.value),
            "steps": [_step(site, step) for step in toll.history],
        }
        for toll in tolls
        if len(toll.history) > 1
    ]


def _step(site: Site, step: Revision) -> dict[str, Any]:
    high_open = any(
        site.record.claim[key].count.high is None
        and site.record.claim[key].count.greatest_stated == step.high
        for key in step.claim_ids
        if key in site.record.claim
    )
    return {
        "day": site.wording.day(step.known_on) if step.known_on else site.wording.text("date", "unknown"),
        "figure": site.wording.figure(step.low, step.high, high_open=high_open),
        "claims": _link_list(site, step.claim_ids),
        "reason": site.wording.reason("revision", step.reason),
    }


def _recorded(site: Site, incident: Incident, tolls: Sequence[Toll]) -> list[dict[str, Any]]:
    """The steps of each toll of all victims that moved in the record, also of one that is no more."""
    steps = [step for step in site.record.steps_of.get(incident.id, ()) if step.status is None]
    harms = dict.fromkeys((*(toll.harm for toll in tolls), *(step.harm for step in steps)))
    by_harm = [(harm, [step for step in steps if step.harm is harm]) for harm in harms]
    return [
        {
            "harm": site.wording.label("harm", harm.value),
            "steps": [_recorded_step(site, step) for step in chosen],
        }
        for harm, chosen in by_harm
        if len(chosen) > 1
    ]


def _recorded_step(site: Site, step: RecordedStep) -> dict[str, Any]:
    return {
        "day": site.wording.moment(step.recorded_at),
        "figure": site.texts("incident.recorded_none") if step.toll is None else toll_text(site, step.toll),
        "claims": _new_claims(site, step.claim_ids),
        "reason": site.wording.listed(site.wording.reason("recorded", code) for code in step.reasons),
    }


def _new_claims(site: Site, claim_ids: Sequence[str]) -> Markup:
    shown = _link_list(site, claim_ids[:SETTERS_SHOWN])
    if len(claim_ids) <= SETTERS_SHOWN:
        return shown
    more = site.texts("incident.claims_more", n=site.wording.number(len(claim_ids) - SETTERS_SHOWN))
    return Markup("{} {}").format(shown, more)


def _grades(site: Site, incident: Incident) -> list[dict[str, Any]]:
    return [
        {
            "scheme": load_codelists()[grade.scheme].label,
            "label": site.wording.label(grade.scheme, grade.grade),
            "definition": next(
                code.definition for code in load_codelists()[grade.scheme].codes if code.code == grade.grade
            ),
            "why": _grade_why(site, grade),
        }
        for grade in site.record.grades_of.get(incident.id, ())
    ]


def _grade_why(site: Site, grade: Grade) -> Markup:
    named = site.full_text and grade.reviewer
    return site.texts(
        "incident.grade_why_by" if named else "incident.grade_why",
        day=site.wording.day(grade.decided_at.date()),
        reason=isolated(grade.reason),
        reviewer=isolated(grade.reviewer),
    )


def _groups(
    site: Site, sentences: Sentences, incident: Incident, tolls: Sequence[Toll]
) -> list[dict[str, Any]]:
    """The claims by harm; those that set an end first, then those used, then those set aside."""
    claims, groups = site.record.claims_of(incident), []
    setters = {key for toll in tolls if toll.status is None for key in (*toll.low_claims, *toll.high_claims)}
    used = {key for toll in tolls if toll.status is None for key in toll.claims_used}
    rank: Callable[[Any], int] = lambda claim: 0 if claim.id in setters else 1 if claim.id in used else 2  # noqa: E731
    for harm in Harm:
        chosen = sorted((claim for claim in claims if claim.harm is harm), key=rank)
        if chosen:
            label = load_codelists()["harm"].label_of(harm.value)
            title = site.texts(
                "incident.claims_of", harm=label, n=site.wording.counted("claims", len(chosen))
            )
            groups.append(
                {"title": title, "cards": [card(site, sentences, claim, tolls) for claim in chosen]}
            )
    return groups


def _report_lists(site: Site, incident: Incident) -> list[tuple[Markup, list[Markup]]]:
    lists = (
        (site.texts("incident.reports_main"), incident.main_report_ids),
        (site.texts("incident.reports_background"), incident.background_report_ids),
    )
    return [(title, lines) for title, keys in lists if (lines := _report_lines(site, keys))]


def _report_lines(site: Site, report_ids: Iterable[str]) -> list[Markup]:
    found = (site.record.report.get(key) for key in dict.fromkeys(report_ids))
    return [
        Markup('{}: <a href="../{}">{}</a>{}').format(
            isolated(report.outlet) if report.outlet else site.texts("unknown"),
            report_path(report),
            report_title(site, report),
            f", {site.wording.day(report.reference_date)}" if report.reference_date else "",
        )
        for report in found
        if report is not None
    ]


def _strongest(links: Sequence[LinkReason]) -> Sequence[LinkReason]:
    return sorted(links, key=lambda link: (-link.score, link.claim_id, link.other_id))[:LINKS_SHOWN]


def _link_row(site: Site, link: LinkReason) -> dict[str, Any]:
    features = [f"{name.replace('_', ' ')} {weight:+.1f}" for name, weight in link.features]
    return {
        "pair": _link_list(site, (link.claim_id, link.other_id)),
        "score": f"{link.score:.1f}",
        "features": ", ".join(features),
    }

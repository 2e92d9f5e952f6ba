"""A claim as a card: what it counts, its words in their sentence, who says it, and how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from recount.codebook.codelists import load_codelists
from recount.model import Claim, Modality, Report, StatusBasis, Toll
from recount.publish.excerpt import Excerpt, excerpt
from recount.publish.site.context import Sentences, Site, names, report_path
from recount.publish.site.environment import isolated
from recount.publish.view import Ruling

Fact = tuple[Markup, Markup | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything a page says of one claim.

    Attributes:
        figure: the count in words, with its harm.
        said: who says it, where and when.
        standing: what tolls made of it.
        facts: label and value of each thing read.
        rulings: what people ruled, in words.
    """

    claim: Claim
    report: Report
    figure: Markup
    said: Markup
    excerpt: Excerpt
    reviewed: bool
    standing: tuple[Markup, ...]
    facts: tuple[Fact, ...]
    rulings: tuple[Markup, ...]


def card(site: Site, sentences: Sentences, claim: Claim, tolls: Sequence[Toll] = ()) -> Card:
    """Make the card of a claim; ``tolls`` are those of the incident it is shown under."""
    report = site.record.report[claim.report_id]
    return Card(
        claim=claim,
        report=report,
        figure=_figure(site, claim),
        said=Markup(site.wording.said(claim, report, show=isolated)),  # noqa: S704 - every name is escaped
        excerpt=excerpt(report, sentences(report), claim),
        reviewed=claim.id in site.record.reviewed,
        standing=_standing(site, claim, tolls),
        facts=tuple(_facts(site, claim)),
        rulings=tuple(
            line for ruling in site.record.rulings_of.get(claim.id, ()) for line in _ruling(site, ruling)
        ),
    )


def _figure(site: Site, claim: Claim) -> Markup:
    """The count and its harm, with the words that name the victims."""
    figure, harm = site.wording.count(claim.count), site.wording.text("harm", claim.harm.value)
    named = claim.victims_text and claim.victims_text != claim.count.words
    key = "claim.counts_of" if named else "claim.counts"
    return site.texts(key, figure=figure, harm=harm, victims=isolated(claim.victims_text or ""))


def _standing(site: Site, claim: Claim, tolls: Sequence[Toll]) -> tuple[Markup, ...]:
    say, lines = site.texts, []
    if claim.id in site.record.rejected:
        return (say(f"claim.{_why_out(site, claim)}"),)
    mains = [toll for toll in tolls if toll.status is None and toll.harm is claim.harm]
    if any(claim.id in toll.low_claims for toll in mains):
        lines.append(say("claim.sets_low"))
    if any(claim.id in toll.ceiling_claims for toll in mains):
        lines.append(say("claim.sets_high"))
    if not lines and any(claim.id in toll.claims_used for toll in mains):
        lines.append(say("claim.used"))
    reasons = dict.fromkeys(
        item.reason for toll in mains for item in toll.excluded if item.claim_id == claim.id
    )
    lines += [say("claim.set_aside", reason=site.wording.reason("exclusion", reason)) for reason in reasons]
    return tuple(lines) or (say("claim.unused"),)


def _why_out(site: Site, claim: Claim) -> str:
    if claim.report_id in site.record.withdrawn:
        return "withdrawn"
    return "parted" if claim.id in site.record.view.parted else "rejected"


def _facts(site: Site, claim: Claim) -> list[Fact]:
    found = [*_count_facts(site, claim), *_victim_facts(site, claim), *_source_facts(site, claim)]
    found += [*_event_facts(site, claim), *_grade_facts(site, claim), *_origin_facts(site, claim)]
    return [(site.texts(f"claim.{key}"), value) for key, value in found if value]


def _count_facts(site: Site, claim: Claim) -> list[tuple[str, Markup | str]]:
    figure = site.wording.figure(claim.count.low, claim.count.high, high_open=claim.count.high is None)
    value = site.texts("claim.read_as_value", words=isolated(claim.count.words), figure=figure)
    return [("read_as", value)]


def _victim_facts(site: Site, claim: Claim) -> list[tuple[str, Markup | str]]:
    say, label = site.texts, site.wording.label
    status: Markup | str = label("status", claim.status.value)
    if claim.status_basis is not StatusBasis.NONE:
        key = "status_rule" if claim.status_basis is StatusBasis.RULE else "status_stated"
        status = say(f"claim.{key}", status=status)
    return [
        ("victims", isolated(claim.victims_text) if claim.victims_text else ""),
        ("status", status),
        ("groups", site.wording.listed(label("group", group.value) for group in claim.groups)),
    ]


def _source_facts(site: Site, claim: Claim) -> list[tuple[str, Markup | str]]:
    said = claim.attribution
    basis = f"claim.basis_{said.basis}"
    parties = Markup(", ").join(names(party.name for party in claim.alleged_perpetrators))
    if parties and claim.perpetrator_alleged:
        parties = site.texts("claim.perpetrators_hedged", parties=parties)
    return [
        ("originators", Markup(", ").join(names(speaker.name for speaker in said.speakers))),
        ("carrier", isolated(said.carrier) if said.carrier else ""),
        (
            "basis",
            site.texts(basis) if basis.removeprefix("claim.") in site.texts.get("claim") else said.basis,
        ),
        ("perpetrators", parties),
    ]


def _event_facts(site: Site, claim: Claim) -> list[tuple[str, Markup | str]]:
    say, word = site.texts, site.wording
    when: Markup | str = word.interval(claim.when)
    if claim.when.words:
        when = say("claim.when_words", interval=when, words=isolated(claim.when.words))
    modality = "" if claim.modality is Modality.ASSERTED else word.label("modality", claim.modality.value)
    return [
        ("places", Markup(", ").join(names(word.place(place) for place in claim.places))),
        ("when", when),
        ("means", word.label("means", claim.means.value)),
        ("scope", word.label("scope", claim.scope.value)),
        ("modality", modality),
        ("relation", _relation(site, claim)),
    ]


def _grade_facts(site: Site, claim: Claim) -> list[tuple[str, Markup | str]]:
    """The grades that people gave to the claim and its source."""
    lines = [
        site.texts(
            "claim.graded_value",
            list=load_codelists()[grade.scheme].label,
            label=site.wording.label(grade.scheme, grade.grade),
            day=site.wording.day(grade.decided_at.date()),
            reason=isolated(grade.reason),
        )
        for grade in site.record.grades_of.get(claim.id, ())
    ]
    return [("graded", Markup("<br>").join(lines))]


def _relation(site: Site, claim: Claim) -> Markup | str:
    if claim.relation is None:
        return ""
    other = site.record.claim.get(claim.relation.to)
    named = site.texts("claim.relation_other") if other is None else _short(site, other)
    return site.texts(
        "claim.relation_value",
        relation=site.wording.label("relation", claim.relation.type.value),
        claim=named,
    )


def _short(site: Site, claim: Claim) -> Markup:
    """A claim named by its count, with a link to where it is shown in its report."""
    path = report_path(site.record.report[claim.report_id])
    return Markup('<a href="../{}#{}">{}</a>').format(path, claim.id, isolated(claim.count.words))


def _origin_facts(site: Site, claim: Claim) -> list[tuple[str, Markup | str]]:
    is_ruled = claim.confidence == 1.0  # a machine's reading never reaches it
    key = "claim.confidence_ruled" if is_ruled else "claim.confidence_value"
    return [
        ("confidence", site.texts(key, score=f"{claim.confidence:.2f}")),
        ("proposers", ", ".join(claim.proposers)),
        ("extractor", claim.extractor),
        ("id", Markup("<code>{}</code>").format(claim.id)),
    ]


def _ruling(site: Site, ruling: Ruling) -> list[Markup]:
    say, kind = site.texts, site.texts(f"ruling.{ruling.kind.value}")
    day = site.wording.day(ruling.decided_at.date())
    named = site.full_text and ruling.reviewer
    key = "claim.ruling_by" if named else "claim.ruling"
    lines = [say(key, kind=kind, day=day, reason=isolated(ruling.reason), reviewer=isolated(ruling.reviewer))]
    for name, before, after in ruling.changes:
        lines.append(say("claim.change", field=name, before=isolated(before), after=isolated(after)))
    return lines

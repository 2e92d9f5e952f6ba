"""The rules of integrity, as a table.

In the manner of UCDP's automatic tests (GED codebook 19.1: they never change data, a person does). A code is
never given to another rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from recount.reconcile.integrity import (
    aggregates,
    anchors,
    counts,
    dates,
    harms,
    incidents,
    places,
    relations,
    tolls,
    voices,
)
from recount.reconcile.integrity.record import Notice, Record
from recount.reconcile.integrity.rule import Finding, IntegrityRule

_UCDP = "UCDP GED codebook 19.1"
_ECW = "Every Casualty Worldwide, Standards for Casualty Recording"
_AIRWARS = "Airwars, fields of its incidents"
_IBC = "Iraq Body Count, note on x334"
_GTD = "GTD codebook, June 2017"
_AOAV = "AOAV, methodology of its monitor"
_W3C = "W3C Web Annotation model, 4.2"
_BERKELEY = "Berkeley Protocol, preservation"
_SOHR = "practice of nested break-downs, as the Syrian Observatory publishes them"
_OWN = "Recount's own"

_CORRECT = "Read the words; correct or reject the claim with 'recount decide'."
_AGAIN = "Run 'recount incidents' again; if it stays, report it as a fault in Recount."
_SPLIT = "Read the claims; split the incident or pin the claim where it belongs with 'recount decide'."
_BYTES = "Restore the back-up; the store was changed behind Recount's back."


def check_integrity(record: Record, rules: Iterable[IntegrityRule] | None = None) -> list[Finding]:
    """Return what the rules find, by code; the record is left as it is."""
    return [finding for rule in rules or RULES for finding in rule.findings(record)]


def _rules(
    *table: tuple[str, Callable[[Record], Iterator[Notice]], str, str],
) -> tuple[IntegrityRule, ...]:
    return tuple(
        IntegrityRule(code=code, find=find, source=source, next_move=move)
        for code, find, source, move in table
    )


RULES = _rules(
    ("IT-001", anchors.text_differs_from_hash, _BERKELEY, _BYTES),
    ("IT-002", anchors.anchor_not_in_text, _W3C, _BYTES),
    ("IT-003", anchors.context_differs_from_text, _W3C, _BYTES),
    ("IT-004", anchors.claim_without_report, f"{_UCDP}: at least one reference for every event", _BYTES),
    ("IT-005", anchors.figure_read_twice, _OWN, "Read both; reject one of them with 'recount decide'."),
    ("IT-006", anchors.figure_outside_the_story, _OWN, _CORRECT),
    (
        "IT-007",
        anchors.words_read_by_another_convention,
        f"{_ECW}: consistency",
        "Run 'recount extract' again.",
    ),
    ("IT-011", counts.zero_the_text_does_not_say, f"{_AIRWARS}: blank is unknown, not 0", _CORRECT),
    ("IT-012", counts.nobody_counted_as_somebody, f"{_AIRWARS}: blank is unknown, not 0", _CORRECT),
    (
        "IT-013",
        counts.count_without_a_number,
        f"{_GTD}: a figure too vague stays blank",
        "Read the words; correct the count with 'recount decide', or run 'recount extract' again.",
    ),
    ("IT-014", counts.vague_word_as_one_number, "conventions of the codebook: the words are kept", _CORRECT),
    ("IT-015", counts.year_read_as_a_count, _OWN, _CORRECT),
    (
        "IT-016",
        counts.count_beyond_one_incident,
        f"{_UCDP}: unreasonable claims are left out of high",
        "Read the words: is it a total? Then correct its scope with 'recount decide'.",
    ),
    ("IT-017", counts.one_person_counted_as_more, _OWN, _CORRECT),
    ("IT-018", counts.bound_with_a_closed_end, "conventions of the codebook: bounds", _CORRECT),
    ("IT-021", harms.status_without_a_basis, f"{_ECW}: assigning status", _CORRECT),
    ("IT-022", harms.protected_person_as_combatant, f"{_ECW}: assigning status", _CORRECT),
    ("IT-023", harms.toll_counts_another_harm, "OHCHR and SDG 16.1.2: series are not mixed", _AGAIN),
    ("IT-024", harms.toll_counts_another_status, f"{_ECW}: assigning status", _AGAIN),
    (
        "IT-025",
        harms.killed_exceed_casualties,
        f"{_ECW}: casualties are the killed and the injured",
        "Read both figures: one may be of another place or day; split the incident if so.",
    ),
    (
        "IT-026",
        harms.part_of_the_dead_exceeds_the_dead,
        f"{_UCDP}: best is the sum of its parts",
        "Read the figures of the status: another originator, another scope, or a misread status?",
    ),
    (
        "IT-027",
        harms.both_sides_exceed_all,
        f"{_UCDP}: best is the sum of its parts",
        "Read the figures of both: do they come from originators that disagree, or from a misread status?",
    ),
    ("IT-028", harms.detained_by_a_bomb, _OWN, _CORRECT),
    (
        "IT-029",
        harms.accused_party_alone_sets_the_toll,
        f"{_GTD}: claims of perpetrators settle no figure",
        "Look for another source; say on whose word the figure rests wherever you publish it.",
    ),
    ("IT-031", dates.harm_after_its_report, f"{_UCDP}: event date and source date", _CORRECT),
    ("IT-032", dates.days_differ_from_precision, f"{_UCDP}: date_prec", _CORRECT),
    ("IT-033", dates.precision_without_days, f"{_UCDP}: date_start and date_end are always set", _CORRECT),
    (
        "IT-034",
        dates.report_from_the_future,
        f"{_UCDP}: source date",
        "Check the date of the report; take it in again with --published.",
    ),
    (
        "IT-035",
        dates.metadata_contradict_the_text,
        "about a fifth of collected reports carry wrong metadata dates",
        "Open the report: is the text's day that of its publication?",
    ),
    (
        "IT-036",
        dates.report_without_a_day,
        f"{_UCDP}: source date",
        "Take it in again with --published, or with a day in its file.",
    ),
    ("IT-037", dates.figure_outside_the_days, f"{_UCDP}: one event has one place and one time", _SPLIT),
    (
        "IT-038",
        dates.incident_without_a_day,
        f"{_UCDP}: date_start and date_end are always set; {_AOAV}: no clear date, no entry",
        "Look for its day in another report, and correct a claim.",
    ),
    (
        "IT-039",
        dates.incident_longer_than_a_week,
        f"{_UCDP}: event clarity; {_AOAV}: not longer than 24 hours",
        "Read the claims: is it a total, or are they several incidents?",
    ),
    ("IT-040", dates.main_story_of_long_ago, _OWN, "Check the year of its date."),
    (
        "IT-041",
        dates.incident_outside_the_period,
        f"{_ECW}: inclusion criteria",
        "Reject its claims, or widen the period of the scope file.",
    ),
    (
        "IT-051",
        places.point_outside_its_country,
        f"{_UCDP}: points lie in their country",
        "Check latitude and longitude in your place file, or correct the claim's place.",
    ),
    ("IT-052", places.impossible_point, f"{_UCDP}: latitude and longitude", "Correct your place file."),
    (
        "IT-053",
        places.exact_place_without_a_point,
        f"{_UCDP}: where_prec",
        "Add the place to your place file.",
    ),
    ("IT-054", places.region_coded_as_a_point, f"{_UCDP}: where_prec", _CORRECT),
    (
        "IT-055",
        places.name_in_two_places,
        f"{_UCDP}: where_prec of an ambiguous name",
        "Add the place meant to your place file, or correct the claim's place.",
    ),
    ("IT-056", places.figures_far_apart, f"{_GTD}: an incident has one place and one time", _SPLIT),
    (
        "IT-057",
        places.incident_in_two_countries,
        f"{_UCDP}: an event is in one country",
        "Check how its places were resolved; add the right ones to your place file.",
    ),
    (
        "IT-058",
        places.incident_outside_the_area,
        f"{_ECW}: inclusion criteria",
        "Reject its claims, or check how its places were resolved.",
    ),
    ("IT-059", places.place_of_no_claim, _OWN, _AGAIN),
    (
        "IT-060",
        places.toss_up_coded_as_a_point,
        f"{_UCDP}: an ambiguous name takes the coarser level",
        "Add the place meant to your place file.",
    ),
    (
        "IT-071",
        relations.relation_to_nothing,
        _OWN,
        "Run 'recount extract' again; if it stays, report it as a fault in Recount.",
    ),
    ("IT-072", relations.relation_across_reports, _OWN, _CORRECT),
    ("IT-073", relations.relations_in_a_circle, _OWN, _CORRECT),
    ("IT-074", relations.part_exceeds_its_whole, f"{_UCDP}: sums of parts; {_SOHR}", _CORRECT),
    ("IT-075", relations.part_of_another_harm, _SOHR, _CORRECT),
    ("IT-076", relations.repeat_of_another_harm, _OWN, _CORRECT),
    ("IT-077", relations.repeats_that_differ, _OWN, _CORRECT),
    (
        "IT-078",
        relations.parts_exceed_their_whole,
        f"{_UCDP}: best is the sum of its parts",
        "Read whole and parts: do they overlap, or is the whole an older figure?",
    ),
    ("IT-079", relations.part_in_another_incident, f"{_UCDP}: one event, one entry", _SPLIT),
    (
        "IT-080",
        relations.update_by_somebody_else,
        "supersession holds within one originator",
        "Read who says the newer figure; correct its speakers or its relation.",
    ),
    ("IT-091", incidents.incident_without_claims, f"{_UCDP}: at least one reference for every event", _AGAIN),
    ("IT-092", incidents.incident_names_a_missing_claim, _OWN, _AGAIN),
    ("IT-093", incidents.claim_in_two_incidents, f"{_UCDP}: one event, one entry", _SPLIT),
    ("IT-094", incidents.claim_in_no_incident, _OWN, _AGAIN),
    ("IT-095", incidents.incident_lists_other_reports, _OWN, _AGAIN),
    ("IT-096", incidents.id_given_twice, f"{_UCDP}: ids are stable across versions", _AGAIN),
    ("IT-097", incidents.kind_contradicts_scope, f"{_UCDP}: event clarity", _SPLIT),
    (
        "IT-098",
        incidents.incident_entered_twice,
        f"{_UCDP}: duplicates",
        "Read both; merge them with 'recount decide' if they are one event.",
    ),
    (
        "IT-099",
        incidents.copies_counted_apart,
        f"{_ECW}: different outlets, authors and primary sources",
        "Merge the two, or pin the claim, with 'recount decide'.",
    ),
    ("IT-100", incidents.means_of_no_claim, _OWN, _AGAIN),
    ("IT-101", incidents.party_no_claim_names, "no party is named that a text does not name", _AGAIN),
    (
        "IT-111",
        aggregates.cumulative_figure_in_an_incident,
        f"{_UCDP}: event clarity; {_IBC}",
        "Read the words: correct the claim's scope, or split it off, with 'recount decide'.",
    ),
    (
        "IT-112",
        aggregates.aggregate_below_an_incident,
        f"{_UCDP}: known events are subtracted from an aggregate; {_IBC}",
        "Compare who counts what: another status, other days, or a source that knows less?",
    ),
    (
        "IT-113",
        aggregates.aggregate_below_its_incidents,
        f"{_UCDP}: known events are subtracted from an aggregate; {_IBC}",
        "Compare who counts what: another status, other days, or one event found twice?",
    ),
    (
        "IT-114",
        aggregates.aggregate_without_days,
        f"{_ECW}: totals without break-down cannot be checked",
        "Look for its first and last day in its reports, and correct a claim.",
    ),
    ("IT-121", tolls.low_above_high, f"{_UCDP}: low, best, high", _AGAIN),
    ("IT-122", tolls.best_outside_the_range, f"{_UCDP}: low, best, high", _AGAIN),
    ("IT-123", tolls.best_is_not_the_sum_of_its_parts, f"{_UCDP}: best is the sum of its parts", _AGAIN),
    ("IT-124", tolls.toll_of_no_incident, _OWN, _AGAIN),
    ("IT-125", tolls.toll_counts_a_foreign_claim, _OWN, _AGAIN),
    ("IT-126", tolls.counted_and_set_aside, _OWN, _AGAIN),
    ("IT-127", tolls.claim_lost_from_the_toll, "nothing is dropped in silence", _AGAIN),
    (
        "IT-128",
        tolls.end_nobody_states,
        f"{_ECW}: the range runs from the lowest to the highest figure",
        _AGAIN,
    ),
    ("IT-129", tolls.number_without_claims, f"{_UCDP}: at least one reference for every event", _AGAIN),
    ("IT-130", tolls.nobody_harmed_without_words, f"{_AIRWARS}: blank is unknown, not 0", _AGAIN),
    ("IT-131", tolls.unasserted_claim_counts, "PLOVER: future, hypothetical, negated", _AGAIN),
    (
        "IT-132",
        tolls.made_by_another_rule,
        f"{_ECW}: consistency, changes of method",
        "Run 'recount extract' and 'recount incidents' again.",
    ),
    ("IT-133", tolls.range_of_tenfold, f"{_UCDP}: unreasonable claims are left out of high", _SPLIT),
    ("IT-134", tolls.openness_no_claim_has, _OWN, _AGAIN),
    (
        "IT-141",
        tolls.history_ends_elsewhere,
        "practice of ministry lists: revisions have reasons",
        _AGAIN,
    ),
    ("IT-142", tolls.history_out_of_order, "practice of ministry lists: revisions have reasons", _AGAIN),
    ("IT-143", tolls.step_with_low_above_high, f"{_UCDP}: low, best, high", _AGAIN),
    (
        "IT-144",
        tolls.step_before_its_report,
        "the day a figure became known is not that of the harm",
        _AGAIN,
    ),
    ("IT-151", voices.originator_counted_twice, f"{_ECW}: different primary sources", _AGAIN),
    (
        "IT-152",
        voices.originator_and_its_source,
        f"{_ECW}: different primary sources",
        "Count the two as one when you judge corroboration.",
    ),
    ("IT-153", voices.originators_not_of_its_claims, _OWN, _AGAIN),
    ("IT-154", voices.older_figure_still_counts, f"{_GTD}: the most recent figure", _AGAIN),
    ("IT-155", voices.speaker_not_in_the_text, f"{_UCDP}: source_original", _CORRECT),
    ("IT-156", voices.originator_not_in_the_table, f"{_UCDP}: source_original", _CORRECT),
    (
        "IT-157",
        voices.same_text_taken_in_twice,
        f"{_ECW}: different outlets, authors and primary sources",
        "Was one of them taken in under a wrong name or day? Its claims can be rejected.",
    ),
    (
        "IT-158",
        voices.address_with_two_texts,
        "versions of one article",
        "Compare the two; the later may correct the earlier. Reject claims that it withdraws.",
    ),
    (
        "IT-159",
        voices.report_without_a_publisher,
        f"{_UCDP}: source_office",
        "Take it in again with --outlet, or with an outlet in its file.",
    ),
    (
        "IT-160",
        voices.outlet_and_agency_of_one_story,
        f"{_ECW}: different primary sources",
        "Count the two as one when you judge corroboration.",
    ),
)

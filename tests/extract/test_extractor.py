from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.extract.anchor import verify_claim
from recount.extract.extractor import Extractor, has_rules
from recount.ingest import find_segments
from recount.model import Claim, Harm, Means, Rejection, RejectionReason, RelationType, Report, Status

from .scenes import read

HEADLINE = "Shelling kills 12 in Drell"
BODY = (
    "Shelling by the Red Banner killed 12 civilians, including three children, in Drell on Wednesday, the "
    "Coastal Monitor said. Another 30 people were wounded, it added."
)


def report() -> Report:
    return read(BODY, headline=HEADLINE).report


def claims_of(text: Report) -> list[Claim]:
    return [item for item in Extractor().extract(text) if isinstance(item, Claim)]


def test_claims_come_in_the_order_of_their_counts_with_their_slots() -> None:
    claims = claims_of(report())
    assert [(claim.count.words, claim.harm) for claim in claims] == [
        ("12", Harm.KILLED),
        ("12", Harm.KILLED),
        ("three", Harm.KILLED),
        ("30", Harm.INJURED),
    ]
    second = claims[1]
    assert second.status is Status.CIVILIAN
    assert second.means is Means.SHELLING
    assert second.when.start == date(2016, 10, 12)
    assert [speaker.name for speaker in second.attribution.speakers] == ["Coastal Monitor"]


def test_relations_point_to_claims_of_the_report() -> None:
    claims = claims_of(report())
    part = claims[2].relation
    assert part is not None
    assert (part.type, part.to) == (RelationType.SUBSET_OF, claims[1].id)
    assert all(claim.relation.to in {other.id for other in claims} for claim in claims if claim.relation)


def test_every_claim_is_anchored_and_says_what_wrote_it() -> None:
    for claim in claims_of(report()):
        assert verify_claim(claim, report()) is None
        assert claim.extractor == Extractor().name
        assert 0 < claim.confidence < 1
        assert claim.proposers


def test_a_claim_whose_text_changed_no_longer_holds() -> None:
    claim = claims_of(report())[1]
    changed = replace(report(), text=report().text.replace("12 civilians", "13 civilians"))
    assert verify_claim(claim, changed) is RejectionReason.QUOTE_NOT_FOUND
    count = replace(claim.count, low=13, high=13)
    assert verify_claim(replace(claim, count=count), report()) is RejectionReason.COUNT_NOT_REREAD


def test_a_second_run_writes_the_same_claims() -> None:
    assert claims_of(report()) == claims_of(report())


@pytest.mark.parametrize("language", ["ar", "und"])
def test_a_language_without_rules_is_refused_not_coded_as_no_claim(language: str) -> None:
    (refused,) = Extractor().extract(replace(report(), language=language))
    assert isinstance(refused, Rejection)
    assert refused.reason is RejectionReason.LANGUAGE_WITHOUT_RULES
    assert language in refused.detail
    assert not has_rules(language)


def test_a_report_without_harm_has_no_claims_and_no_refusals() -> None:
    assert list(Extractor().extract(read("The council met on Monday and approved the budget.").report)) == []


def test_another_convention_is_written_on_the_count() -> None:
    (claim,) = Extractor(convention="ucdp").extract(read("Dozens of people were killed in Drell.").report)
    assert isinstance(claim, Claim)
    assert claim.count.convention == "ucdp"


VOCABULARY = (
    "12 at least 40 dozens of people soldiers children a man the were was killed wounded killing "
    "died and , . including among them toll rose to from no deaths bodies in Drell Monday said "
    "police by rebels who told Reuters shelling last week "
)


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(VOCABULARY.split()),
        max_size=50,
    )
)
def test_any_run_of_words_yields_only_anchored_claims_once_each(words: list[str]) -> None:
    text = read(" ".join(words) or "x").report
    items = list(Extractor().extract(text))
    assert not [item for item in items if isinstance(item, Rejection)]
    claims = [item for item in items if isinstance(item, Claim)]
    assert len({claim.id for claim in claims}) == len(claims)
    assert all(verify_claim(claim, text) is None for claim in claims)


def with_segments(text: str) -> Report:
    """A report whose segments are found as intake finds them."""
    plain = read(text, headline=HEADLINE).report
    return replace(plain, segments=find_segments(plain.text).segments)


def test_the_headline_of_another_report_is_read_by_itself() -> None:
    link = "Rebels Shell Market in Velim Killing Nine Civilians - Reports"
    after = "The monitor gave no names of those killed."
    linked = claims_of(with_segments(f"{BODY} {link} {after}"))
    nine = next(claim for claim in linked if claim.count.words == "Nine")
    assert nine.when.start is None
    assert nine.relation is None
    assert [party.name for party in nine.alleged_perpetrators] == ["Rebels"]
    assert [speaker.name for speaker in nine.attribution.speakers] == ["Reports"]
    own = [claim for claim in linked if claim is not nine]
    assert [(claim.count.words, claim.means, claim.when.start) for claim in own] == [
        (claim.count.words, claim.means, claim.when.start)
        for claim in claims_of(with_segments(f"{BODY} {after}"))
    ]


@pytest.mark.parametrize(
    ("words", "count"),
    [("22* people", "22"), ("14[3] people", "14"), ("22 (twenty-two) people", "22 (twenty-two)")],
)
def test_a_note_behind_a_number_does_not_part_it_from_its_people(words: str, count: str) -> None:
    claims = claims_of(read(f"In Drell {words} were wounded on Wednesday.").report)
    assert [claim.count.words for claim in claims] == [count]


def test_a_plural_behind_a_number_that_is_not_read_with_it_is_refused_not_counted_as_two_or_more() -> None:
    found = list(Extractor().extract(read("In Drell 22 ) people were wounded on Wednesday.").report))
    assert [item.reason for item in found if isinstance(item, Rejection)] == [
        RejectionReason.COUNT_NOT_REREAD
    ]
    assert not [item for item in found if isinstance(item, Claim)]


def test_a_total_of_months_has_neither_the_means_nor_the_party_of_the_attack_told_beside_it() -> None:
    text = (
        "Shelling by rebels killed 12 people in Drell on Wednesday. "
        "At least 340 civilians have been killed in the province since 1 January, the Coastal Monitor said."
    )
    attack, total = claims_of(read(text).report)
    assert (attack.means, [party.name for party in attack.alleged_perpetrators]) == (
        Means.SHELLING,
        ["rebels"],
    )
    assert (total.means, total.alleged_perpetrators) == (Means.UNKNOWN, ())


def test_a_total_of_months_keeps_what_its_own_sentence_tells() -> None:
    text = "Shelling by rebels has killed 340 civilians in the province since 1 January, the Coastal Monitor said."
    (total,) = claims_of(read(text).report)
    assert (total.means, [party.name for party in total.alleged_perpetrators]) == (Means.SHELLING, ["rebels"])


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (
            "An earlier version of this report said 40 people were killed in Drell. The correct number is 14.",
            "40",
            "14",
        ),
        ("The report originally stated that 40 people died in Drell; the correct figure is 14.", "40", "14"),
        (
            "An earlier toll of 40 people killed in Drell was wrong, police said. The actual number was 14.",
            "40",
            "14",
        ),
        (
            "Police withdrew their earlier count of 40 dead and said 14 people were killed in Drell.",
            "40",
            "14",
        ),
    ],
)
def test_a_notice_puts_the_right_figure_in_the_place_of_the_one_it_takes_back(
    text: str, old: str, new: str
) -> None:
    first, second = claims_of(read(text).report)
    assert [first.count.words, second.count.words] == [old, new]
    assert second.relation is not None
    assert (second.relation.type, second.relation.to) == (RelationType.UPDATES, first.id)


@pytest.mark.parametrize(
    "text",
    [
        "The army withdrew its forces after 40 soldiers were killed, and 12 soldiers were killed in Drell.",
        "The army wrongly said that it hit a base, killing 40 fighters, and 12 people were killed in Drell.",
        "Rebels wrongly reported 40 people killed in Oskra; 12 people were killed in Drell.",
        "Earlier versions of the bomb killed 40 people, and 12 people were killed in Drell.",
    ],
)
def test_a_figure_beside_one_that_may_be_wrong_does_not_take_its_place(text: str) -> None:
    assert [claim.relation for claim in claims_of(read(text).report)] == [None, None]


@pytest.mark.parametrize("thing", ["number of fighters in the town", "count of votes"])
def test_the_right_number_of_something_else_is_no_figure_of_the_dead(thing: str) -> None:
    found = claims_of(read(f"Forty people were killed in Drell. The real {thing} was 5,000.").report)
    assert [claim.count.words for claim in found] == ["Forty"]


def test_the_number_of_a_listed_item_counts_nobody() -> None:
    text = "The council listed them: (1) Medics were killed in Drell; (2) Guards were killed in Oskra."
    found = list(Extractor().extract(read(text).report))
    assert [item.count.words for item in found if isinstance(item, Claim)] == ["Medics", "Guards"]
    assert not [item for item in found if isinstance(item, Rejection)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Five American casualties were reported after the raid.", "Five"),
        ("The raid caused no American casualties.", "no"),
        ("The raid cost three American lives.", "three"),
    ],
)
def test_a_word_for_people_may_describe_the_harm_that_is_counted(text: str, words: str) -> None:
    assert [claim.count.words for claim in claims_of(read(text).report)] == [words]


def test_a_number_that_is_said_to_be_right_is_no_figure_where_none_was_told() -> None:
    assert claims_of(read("Police killed time in Drell. The correct number is 14.").report) == []

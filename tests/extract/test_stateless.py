from __future__ import annotations

from dataclasses import replace

from recount.extract.extractor import Extractor
from recount.extract.stateless import claims_as_json
from recount.model import Claim, Report
from recount.text.normalise import normalise

from .scenes import read

RECEIVED = (
    "The\u00a0shelling  killed at least \u00a084 civilians, including\u200b 11 children, "
    "in Drell on Wednesday, the Coastal Monitor said."
)
FIELDS = {
    *(
        "id",
        "quote",
        "count_text",
        "quote_start",
        "count_start",
        "count_end",
        "low",
        "high",
        "approx",
        "harm",
    ),
    *("status", "groups", "victims_text", "relation", "claimants", "carrier", "perpetrators"),
    *("perpetrator_alleged", "means", "places", "date_start", "date_end", "scope", "modality"),
}


def received_report() -> Report:
    normalised = normalise(RECEIVED)
    report = replace(read(normalised.text).report, received_text=RECEIVED, offsets=normalised.offsets)
    return replace(report, external_id="report-7")


def claims_of(report: Report) -> list[Claim]:
    return [item for item in Extractor().extract(report) if isinstance(item, Claim)]


def test_offsets_and_words_are_those_of_the_text_as_received() -> None:
    report = received_report()
    assert report.text != RECEIVED
    coded = claims_as_json(report, claims_of(report))
    assert coded["doc"] == "report-7"
    whole, part = coded["claims"]
    assert whole["count_text"] == "at least \u00a084"
    assert part["count_text"] == "11"
    for claim in coded["claims"]:
        assert RECEIVED[claim["count_start"] : claim["count_end"]] == claim["count_text"]
        assert RECEIVED[claim["quote_start"] :].startswith(claim["quote"])


def test_every_field_of_the_contract_is_there() -> None:
    report = received_report()
    whole, part = claims_as_json(report, claims_of(report))["claims"]
    assert set(whole) == FIELDS
    assert (whole["id"], whole["low"], whole["high"]) == ("c1", 84, None)
    assert part["relation"] == {"type": "subset_of", "to": "c1"}
    assert whole["claimants"] == ["Coastal Monitor"]
    assert (whole["date_start"], whole["date_end"]) == ("2016-10-12", "2016-10-12")


def test_ids_follow_the_order_of_the_text() -> None:
    report = received_report()
    backwards = list(reversed(claims_of(report)))
    assert claims_as_json(report, backwards) == claims_as_json(report, claims_of(report))


def test_a_report_without_claims_has_an_empty_list() -> None:
    report = received_report()
    assert claims_as_json(replace(report, external_id=None), []) == {"doc": "r_test", "claims": []}

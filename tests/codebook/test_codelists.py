"""The code lists and the enumerations of the record say the same."""

import enum

import pytest

from recount import model
from recount.codebook.codelists import LIST_NAMES, load_codelists
from recount.errors import CodebookError

ENUMERATIONS: dict[str, type[enum.Enum]] = {
    "harm": model.Harm,
    "status": model.Status,
    "status_basis": model.StatusBasis,
    "group": model.Group,
    "means": model.Means,
    "scope": model.Scope,
    "modality": model.Modality,
    "relation": model.RelationType,
    "count_kind": model.CountKind,
    "qualifier": model.Qualifier,
    "date_precision": model.DatePrecision,
    "where_precision": model.WherePrecision,
    "incident_kind": model.IncidentKind,
    "source_kind": model.SourceKind,
    "check_outcome": model.CheckOutcome,
    "decision_kind": model.DecisionKind,
    "segment_kind": model.SegmentKind,
    "date_basis": model.DateBasis,
    "rejection_reason": model.RejectionReason,
}
WITHOUT_ENUMERATION = {
    "sdg_sex",
    "sdg_age_group",
    "sdg_cause",
    "sdg_status",
    "grading_incident",
    "grading_source",
    "grading_claim",
    "grading_outcome",
    "grading_proof",
}


def test_every_enumeration_of_the_record_has_a_list() -> None:
    enumerations = {
        thing for thing in vars(model).values() if isinstance(thing, type) and issubclass(thing, enum.Enum)
    }
    assert enumerations == set(ENUMERATIONS.values())
    assert set(LIST_NAMES) == set(ENUMERATIONS) | WITHOUT_ENUMERATION


@pytest.mark.parametrize("name", sorted(ENUMERATIONS))
def test_list_and_enumeration_hold_the_same_codes(name: str) -> None:
    assert [code.code for code in load_codelists()[name].codes] == [
        str(member.value) for member in ENUMERATIONS[name]
    ]


@pytest.mark.parametrize("name", LIST_NAMES)
def test_every_code_is_labelled_defined_and_sourced(name: str) -> None:
    codelist = load_codelists()[name]
    assert codelist.about
    assert codelist.source
    for code in codelist.codes:
        assert code.label
        assert code.definition
    assert len({code.label for code in codelist.codes}) == len(codelist.codes)


def test_an_unknown_code_is_an_error_that_names_list_and_code() -> None:
    with pytest.raises(CodebookError, match="'harm' has no code 'hurt'"):
        load_codelists()["harm"].label_of("hurt")


def test_sdg_causes_are_the_eleven_of_the_indicator() -> None:
    labels = [code.label for code in load_codelists()["sdg_cause"].codes]
    assert len(labels) == 11
    assert labels[0] == "Heavy weapons and explosive munitions"
    assert labels[-1] == "Unknown"

from recount.publish import index_record
from recount.publish.roles import list_roles
from tests.publish import invented

record = index_record(invented.view())


def test_aggregates_are_kept_apart_and_undated_incidents_come_last() -> None:
    assert [item.id for item in record.incidents] == ["i_tarvane", "i_osk", "../i_hostile"]
    assert [item.id for item in record.aggregates] == ["a_siege"]


def test_a_claim_is_used_or_set_aside_with_its_reason() -> None:
    assert invented.WHOLE.id in record.used
    assert record.exclusions[invented.CHILDREN.id] == ("part",)


def test_a_claim_with_a_ruling_counts_as_reviewed() -> None:
    assert record.reviewed == {invented.RIVAL.id}
    assert record.reviewed_in(invented.OSK_INCIDENT) == 1
    assert record.reviewed_in(invented.TARVANE_INCIDENT) == 0


def test_a_report_in_a_language_without_rules_is_not_coded() -> None:
    assert not record.is_coded(invented.FIFTH)
    assert record.is_coded(invented.FOURTH)
    assert record.is_coded(invented.THIRD)  # a refused claim does not make its report uncoded


def test_keys_of_originators_are_spelled_as_reports_write_them() -> None:
    assert record.spelling("belmar monitor") == "the Belmar Monitor"
    assert record.spelling("outlet:tarvane daily") == "Tarvane Daily"
    assert record.spelling("sohr") == record.originators.by_id["sohr"].name
    assert record.spelling("nobody we know") == "nobody we know"


def test_the_three_roles_are_counted_apart() -> None:
    roles = {(entry.role, entry.name): entry for entry in list_roles(record)}
    assert len(roles["originator", "the Belmar Monitor"].claim_ids) == 2
    assert list(roles["carrier", "the Coastal Wire"].claim_ids) == [invented.PART_ONE.id]
    assert len(roles["outlet", "Osk Courier & Sons"].claim_ids) == 3
    assert ("outlet", "the Coastal Wire") not in roles


def test_an_aggregate_is_no_incident_of_its_source() -> None:
    roles = {(entry.role, entry.name): entry for entry in list_roles(record)}
    assert list(roles["outlet", "Tarvane Daily"].incident_ids) == ["i_tarvane"]

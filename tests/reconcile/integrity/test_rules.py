from __future__ import annotations

import re
from collections import Counter

import pytest

from recount.reconcile.integrity import RULES, IntegrityRule, Surroundings, check_integrity, make_record
from tests.reconcile.integrity.cases import CASES
from tests.reconcile.integrity.world import sound

BY_CODE = {rule.code: rule for rule in RULES}


def named(rule: IntegrityRule) -> str:
    return f"{rule.code} {rule.name}"


def test_there_are_more_than_forty_rules_and_each_has_a_case() -> None:
    assert len(RULES) > 40
    assert set(CASES) == set(BY_CODE)


def test_no_two_rules_have_one_code_or_one_name() -> None:
    assert Counter(rule.code for rule in RULES).most_common(1)[0][1] == 1
    assert Counter(rule.name for rule in RULES).most_common(1)[0][1] == 1


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_rule_explains_itself(rule: IntegrityRule) -> None:
    assert re.fullmatch(r"IT-\d{3}", rule.code)
    assert rule.explanation.endswith(".")
    assert len(rule.explanation) > 30
    assert rule.next_move.endswith((".", "?"))
    assert rule.source
    assert rule.theme.startswith("Rules on ")


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_rule_is_silent_on_a_sound_record(rule: IntegrityRule) -> None:
    assert list(rule.findings(sound().record())) == []


@pytest.mark.parametrize("code", CASES)
def test_a_rule_finds_what_breaks_it_and_says_where(code: str) -> None:
    found = list(BY_CODE[code].findings(CASES[code](sound()).record()))
    assert found
    for finding in found:
        assert finding.code == code
        assert re.match(r"(report r_|claim c_|incident i_|toll of i_)\w+", finding.where)
        assert finding.what
        assert finding.next_move


def test_findings_come_in_the_order_of_their_codes() -> None:
    broken = sound().toll(low=17, history=()).count("dead", low=0, high=0).record()
    codes = [finding.code for finding in check_integrity(broken)]
    assert codes == sorted(codes)
    assert {"IT-121", "IT-128"} <= set(codes)


def test_a_relation_to_a_rejected_claim_is_let_pass() -> None:
    world = CASES["IT-071"](sound())
    beside = Surroundings(rejected=frozenset({"c_gone"}))
    gone = make_record(world.reports.values(), world.claims.values(), (), (), beside=beside)
    assert list(BY_CODE["IT-071"].findings(gone)) == []

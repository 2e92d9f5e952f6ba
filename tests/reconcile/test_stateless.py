from __future__ import annotations

import json
from dataclasses import replace

from recount.model import CountKind, Harm, Place
from recount.reconcile import incident_as_json, reconcile
from tests.reconcile.made import TABLE, made_claim, made_incident, made_report


def test_an_incident_is_written_in_the_form_the_scorer_reads() -> None:
    report = replace(
        made_report("The Watch said at least 84 died and dozens were hurt."), external_id="doc-7"
    )
    dead = made_claim(report, "at least 84", 84, None, by=("the Watch",))
    hurt = made_claim(report, "dozens", 24, None, harm=Harm.INJURED, kind=CountKind.VAGUE)
    incident = replace(made_incident(dead, hurt), places=(Place(name="Quessa"), Place(name="Tarvena")))
    tolls = reconcile(incident, [dead, hurt], {report.id: report}, originators=TABLE)
    plain = incident_as_json(incident, tolls, {report.id: report}, {dead.id: dead, hurt.id: hurt})
    assert json.loads(json.dumps(plain)) == plain
    assert plain["kind"] == "incident"
    assert plain["reports"] == plain["main_reports"] == ["doc-7"]
    assert (plain["date_start"], plain["date_end"]) == ("2031-03-04", "2031-03-04")
    assert plain["places"] == ["Quessa", "Tarvena"]
    assert (plain["killed_low"], plain["killed_high"]) == (84, 84)
    assert (plain["injured_low"], plain["injured_high"]) == (24, 24)
    assert [toll["high_open"] for toll in plain["tolls"]] == [True, True]
    assert plain["originators"] == ["watch"]
    assert plain["claims"][0]["claimants"] == ["the Watch"]


def test_what_nobody_said_is_null_not_zero() -> None:
    report = made_report("Soldiers hurt 3.")
    claim = made_claim(report, "3", 3, 3, harm=Harm.INJURED)
    incident = made_incident(claim)
    tolls = reconcile(incident, [claim], {report.id: report}, originators=TABLE)
    plain = incident_as_json(incident, tolls, {report.id: report}, {claim.id: claim})
    assert plain["killed_low"] is None
    assert plain["killed_high"] is None
    assert plain["reports"] == [report.id]

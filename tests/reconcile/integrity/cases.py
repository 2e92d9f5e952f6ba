"""For each rule a record that breaks it: the sound one with one thing changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from recount.model import (
    ArithmeticCheck,
    CheckOutcome,
    CountKind,
    DatePrecision,
    Exclusion,
    Group,
    Harm,
    IncidentKind,
    Means,
    Modality,
    Place,
    Qualifier,
    RelationType,
    Revision,
    Scope,
    Segment,
    SegmentKind,
    Speaker,
    Status,
    StatusBasis,
    TimeInterval,
)
from tests.reconcile.integrity.world import (
    AT_QUESSA,
    FAR_QUESSA,
    FIRST,
    QUESSA,
    SECOND,
    World,
    days_later,
    located,
    sound,
)
from tests.reconcile.made import DAY, credited, made_claim, made_report, on, related

Case = Callable[[World], World]
DEAD, OTHERS, HURT, CHILDREN = (sound().claims[name] for name in ("dead", "others", "hurt", "children"))
ALL = sound().incidents[0]
WEEK = TimeInterval.of_days(DAY - timedelta(days=20), DAY + timedelta(days=20))
LATER = replace(SECOND, published=DAY + timedelta(days=2))


def aggregate(world: World, high: int, **fields: object) -> World:
    """Add a total over the weeks around the strike, all killed."""
    defaults: dict[str, object] = {
        "id": "i_total",
        "kind": IncidentKind.AGGREGATE,
        "scope": Scope.PERIOD,
        "when": WEEK,
        "means": Means.UNKNOWN,
        "claim_ids": (),
    }
    return world.beside(**(defaults | fields)).with_tolls(low=high, high=high, claims_used=(), excluded=())


def extra(world: World, text: str, words: str, number: int) -> World:
    """Add a report with one figure for the strike."""
    report = made_report(text, outlet="Mail")
    claim = made_claim(report, words, number, number, places=(AT_QUESSA,), when=on(DAY))
    return replace(world, reports=world.reports | {"extra": report}, claims=world.claims | {"extra": claim})


ANCHORS: dict[str, Case] = {
    "IT-001": lambda world: world.report("first", text_sha256="0" * 64),
    "IT-002": lambda world: world.report("first", text="x" + FIRST.text),
    "IT-003": lambda world: world.claim("dead", quote=replace(DEAD.quote, prefix="other words ")),
    "IT-004": lambda world: world.claim("dead", report_id="r_gone"),
    "IT-005": lambda world: replace(
        world, claims=world.claims | {"again": made_claim(FIRST, "14 people", 14, 14)}
    ),
    "IT-006": lambda world: world.report(
        "first", segments=(Segment(start=0, end=len(FIRST.text), kind=SegmentKind.FURNITURE),)
    ),
    "IT-007": lambda world: world.count("dead", convention="ucdp"),
}
COUNTS: dict[str, Case] = {
    "IT-011": lambda world: world.count("dead", low=0, high=0, kind=CountKind.BARE_PLURAL),
    "IT-012": lambda world: world.count("dead", kind=CountKind.ZERO),
    "IT-013": lambda world: world.count("dead", low=None, high=None),
    "IT-014": lambda world: world.count("dead", low=13, high=13, kind=CountKind.VAGUE),
    "IT-015": lambda world: extra(world, "The Mail said 2031 people were killed.", "2031", 2031),
    "IT-016": lambda world: world.count("dead", low=1000, high=None),
    "IT-017": lambda world: world.count("dead", kind=CountKind.SINGULAR),
    "IT-018": lambda world: world.count("dead", qualifier=Qualifier.AT_LEAST),
}
HARMS: dict[str, Case] = {
    "IT-021": lambda world: world.claim("dead", status=Status.CIVILIAN),
    "IT-022": lambda world: world.claim(
        "dead", groups=(Group.MEDICAL,), status=Status.COMBATANT, status_basis=StatusBasis.STATED
    ),
    "IT-023": lambda world: world.toll(claims_used=(HURT.id,)),
    "IT-024": lambda world: world.toll(status=Status.CIVILIAN),
    "IT-025": lambda world: world.toll(Harm.CASUALTIES, low=13, high=13),
    "IT-026": lambda world: world.toll(status=Status.CIVILIAN, low=17, high=17),
    "IT-027": lambda world: world.toll(status=Status.CIVILIAN, low=9, high=9).toll(
        status=Status.COMBATANT, low=8, high=8
    ),
    "IT-028": lambda world: world.claim("hurt", harm=Harm.DETAINED),
    "IT-029": lambda world: world.toll(originators=("northern guard",)),
}
DATES: dict[str, Case] = {
    "IT-031": lambda world: world.claim("dead", when=days_later(1)),
    "IT-032": lambda world: world.claim("dead", when=replace(WEEK, precision=DatePrecision.DAY)),
    "IT-033": lambda world: world.claim("dead", when=TimeInterval(start=DAY, precision=DatePrecision.DAY)),
    "IT-034": lambda world: world.report("first", published=DAY + timedelta(days=100)),
    "IT-035": lambda world: world.report("first", text_date=DAY - timedelta(days=30)),
    "IT-036": lambda world: world.report("first", published=None),
    "IT-037": lambda world: world.claim("dead", when=days_later(-2)),
    "IT-038": lambda world: world.incident(when=TimeInterval()),
    "IT-039": lambda world: world.incident(when=WEEK),
    "IT-040": lambda world: world.incident(when=days_later(-400)),
    "IT-041": lambda world: replace(world, scope=replace(world.scope, period_start=DAY + timedelta(days=1))),
}
PLACES: dict[str, Case] = {
    "IT-051": lambda world: world.claim("dead", places=(located(lat=17.0),)),
    "IT-052": lambda world: world.claim("dead", places=(located(lat=0.0, lon=0.0, country=None),)),
    "IT-053": lambda world: world.claim("dead", places=(replace(AT_QUESSA, resolved=None),)),
    "IT-054": lambda world: world.claim("dead", places=(located(kind="adm1"),)),
    "IT-055": lambda world: world.claim("hurt", places=(located(place_id="quessa-2", lat=14.0),)),
    "IT-056": lambda world: world.claim("others", places=(located(place_id="quessa-2", lat=14.0),)),
    "IT-057": lambda world: world.incident(places=(AT_QUESSA, located(country="QY"))),
    "IT-058": lambda world: replace(world, scope=replace(world.scope, area=("Morlund",))),
    "IT-059": lambda world: world.incident(places=(AT_QUESSA, Place(name="Morlund"))),
    "IT-060": lambda world: world.claim(
        "dead", places=(replace(AT_QUESSA, candidates=(QUESSA, replace(FAR_QUESSA, score=0.9))),)
    ),
}
RELATIONS: dict[str, Case] = {
    "IT-071": lambda world: world.claim(
        "hurt", relation=related(RelationType.SAME_AS, replace(DEAD, id="c_gone"))
    ),
    "IT-072": lambda world: world.claim("dead", relation=related(RelationType.SAME_AS, OTHERS)),
    "IT-073": lambda world: world.claim("dead", relation=related(RelationType.SAME_AS, CHILDREN)),
    "IT-074": lambda world: world.count("children", low=15, high=15),
    "IT-075": lambda world: world.claim("hurt", relation=related(RelationType.SUBSET_OF, DEAD)),
    "IT-076": lambda world: world.claim("hurt", relation=related(RelationType.UPDATES, DEAD)),
    "IT-077": lambda world: world.claim("children", relation=related(RelationType.SAME_AS, DEAD)),
    "IT-078": lambda world: world.toll(
        checks=(
            ArithmeticCheck(
                whole_id=DEAD.id,
                part_ids=(CHILDREN.id, OTHERS.id),
                outcome=CheckOutcome.PARTS_EXCEED_WHOLE,
                statement="5 + 16 = 21, whole 14: parts exceed whole",
            ),
        )
    ),
    "IT-079": lambda world: world.incident(claim_ids=(DEAD.id, HURT.id, OTHERS.id)).beside(
        claim_ids=(CHILDREN.id,)
    ),
    "IT-080": lambda world: world.claim(
        "children", attribution=credited("Morlund Rescue"), relation=related(RelationType.UPDATES, DEAD)
    ),
}
INCIDENTS: dict[str, Case] = {
    "IT-091": lambda world: world.incident(claim_ids=()),
    "IT-092": lambda world: world.incident(claim_ids=(*ALL.claim_ids, "c_gone")),
    "IT-093": lambda world: world.beside(claim_ids=(DEAD.id,)),
    "IT-094": lambda world: world.incident(claim_ids=(DEAD.id, OTHERS.id)),
    "IT-095": lambda world: world.incident(background_report_ids=(FIRST.id,)),
    "IT-096": lambda world: world.beside(id=ALL.id),
    "IT-097": lambda world: world.incident(scope=Scope.CAMPAIGN),
    "IT-098": lambda world: replace(
        world.beside(),
        tolls=(*world.tolls, *(replace(toll, incident_id="i_beside") for toll in world.tolls)),
    ),
    "IT-099": lambda world: replace(
        extra(world, FIRST.text, "14", 14),
        copy_of={FIRST.id: FIRST.id, made_report(FIRST.text, outlet="Mail").id: FIRST.id},
    ).beside(claim_ids=(made_claim(made_report(FIRST.text, outlet="Mail"), "14", 14, 14).id,)),
    "IT-100": lambda world: world.incident(means=Means.CAR_BOMB),
    "IT-101": lambda world: world.incident(perpetrators=("Southern Guard",)),
}
AGGREGATES: dict[str, Case] = {
    "IT-111": lambda world: world.claim("dead", scope=Scope.CAMPAIGN),
    "IT-112": lambda world: aggregate(world, 13),
    "IT-113": lambda world: aggregate(world.beside(means=Means.SHELLING).with_tolls(), 20),
    "IT-114": lambda world: aggregate(world, 100, when=TimeInterval()),
}
TOLLS: dict[str, Case] = {
    "IT-121": lambda world: world.toll(low=17),
    "IT-122": lambda world: world.toll(best=17),
    "IT-123": lambda world: world.toll(best=15, policy="ucdp/1").toll(status=Status.CIVILIAN, best=16),
    "IT-124": lambda world: world.toll(incident_id="i_gone"),
    "IT-125": lambda world: world.incident(claim_ids=(DEAD.id, HURT.id, CHILDREN.id)),
    "IT-126": lambda world: world.toll(excluded=(Exclusion(claim_id=DEAD.id, reason="odd"),)),
    "IT-127": lambda world: world.toll(excluded=()),
    "IT-128": lambda world: world.toll(low=13),
    "IT-129": lambda world: world.toll(claims_used=()),
    "IT-130": lambda world: world.toll(low=0, high=0),
    "IT-131": lambda world: world.claim("dead", modality=Modality.DENIED),
    "IT-132": lambda world: world.toll(policy="latest/1"),
    "IT-133": lambda world: world.toll(high=140),
    "IT-134": lambda world: world.toll(high_open=True),
    "IT-141": lambda world: world.toll(history=(_step(0, 14, 14),)),
    "IT-142": lambda world: world.toll(history=(_step(0, 14, 14), _step(0, 14, 16))),
    "IT-143": lambda world: world.toll(history=(_step(0, 17, 16),)),
    "IT-144": lambda world: world.toll(history=(_step(-1, 14, 16),)),
}
VOICES: dict[str, Case] = {
    "IT-151": lambda world: world.toll(originators=("sohr", "the Observatory")),
    "IT-152": lambda world: world.toll(originators=("made_centre", "made_body")),
    "IT-153": lambda world: world.toll(originators=("tarvena watch",)),
    "IT-154": lambda world: world.report("second", published=DAY + timedelta(days=2)).claim(
        "others", attribution=credited("Tarvena Watch")
    ),
    "IT-155": lambda world: world.claim(
        "dead", attribution=replace(DEAD.attribution, speakers=(Speaker(name="Somebody", start=0, end=8),))
    ),
    "IT-156": lambda world: world.claim(
        "dead", attribution=replace(DEAD.attribution, speakers=(Speaker(name="TW", originator="gone"),))
    ),
    "IT-157": lambda world: extra(world, FIRST.text, "14", 14),
    "IT-158": lambda world: world.report("second", url=FIRST.url),
    "IT-159": lambda world: world.report("second", outlet=None),
    "IT-160": lambda world: (
        world.report("second", agency_credits=("Reuters", "AFP"))
        .claim("others", attribution=credited())
        .toll(originators=("tarvena watch", "reuters"))
    ),
}
CASES: dict[str, Case] = {
    **ANCHORS,
    **COUNTS,
    **HARMS,
    **DATES,
    **PLACES,
    **RELATIONS,
    **INCIDENTS,
    **AGGREGATES,
    **TOLLS,
    **VOICES,
}


def _step(days: int, low: int, high: int) -> Revision:
    return Revision(known_on=DAY + timedelta(days=days), low=low, high=high, claim_ids=(DEAD.id,))

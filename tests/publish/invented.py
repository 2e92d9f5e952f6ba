"""A small record of invented reports from an invented country, with everything a page must cope with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from recount.model import (
    ArithmeticCheck,
    Attribution,
    Capture,
    CheckOutcome,
    Claim,
    ClaimRelation,
    Count,
    CountKind,
    DatePrecision,
    DecisionKind,
    Exclusion,
    Group,
    Harm,
    Incident,
    IncidentKind,
    LinkReason,
    Means,
    Modality,
    OffsetMap,
    Perpetrator,
    Place,
    PlaceCandidate,
    Qualifier,
    RecordScope,
    Rejection,
    RejectionReason,
    RelationType,
    Report,
    Revision,
    Scope,
    Segment,
    SegmentKind,
    Selector,
    Speaker,
    Status,
    StatusBasis,
    TimeInterval,
    Toll,
    WherePrecision,
    claim_id,
    report_id,
    sha256_hex,
)
from recount.publish import Grade, GradedTotal, Method, RecordedStep, RecordView, Ruling

MOMENT = datetime(2031, 5, 9, 8, 30, tzinfo=UTC)
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)> \u202egnorw\u202c ' + "q" * 400

FIRST_TEXT = (
    "Air strikes on Tarvane kill over 80\n\n"
    "Air strikes killed at least 84 civilians in Tarvane from 4 to 6 May, the Belmar Monitor and a rescue "
    "official said. The strikes killed 13 people on Wednesday, rescue official Ilo Menk told the Coastal "
    "Wire. "
    "Seven children were among 71 civilians killed on Monday and Tuesday, the Monitor said. "
    "Up to 300,000 people are trapped in the town.\n\n"
    "Dozens were wounded, residents said."
)
SECOND_TEXT = (
    "Belmar. A blast on a market in Osk killed 25 people on Thursday, the Belmar Monitor said. "
    "The ministry put the toll at 41. No soldiers were hurt, it said."
)
THIRD_TEXT = f"A strike near Osk killed about 60 fighters {HOSTILE}, the =cmd|' /C calc'!A0 Front said."
FOURTH_TEXT = "The river festival of Osk drew a large crowd on Sunday."
FIFTH_TEXT = "Ein Text in einer Sprache, die das Register nicht liest."


def report(
    text: str, outlet: str, published: date, *, language: str = "en", title: str | None = None
) -> Report:
    """Build a report around a text."""
    digest = sha256_hex(text.encode())
    return Report(
        id=report_id(digest, outlet, None, published),
        capture=Capture(
            sha256=digest, media_type="text/plain", size=len(text), origin="in.txt", captured_at=MOMENT
        ),
        text=text,
        text_sha256=digest,
        received_text=text,
        offsets=OffsetMap(normalised=(0, len(text)), received=(0, len(text))),
        segments=(Segment(start=0, end=len(text), kind=SegmentKind.BODY),),
        outlet=outlet,
        url="https://tarvane.example/story?x=1&y=<2>",
        title=title,
        language=language,
        published=published,
        normaliser="normaliser/1",
    )


FIRST = report(FIRST_TEXT, "Tarvane Daily", date(2031, 5, 7), title="Air strikes on Tarvane kill over 80")
SECOND = report(SECOND_TEXT, "Osk Courier & Sons", date(2031, 5, 9), title="Market blast in Osk")
THIRD = report(THIRD_TEXT, "=HYPERLINK(“x”)", date(2031, 5, 9), title=HOSTILE)
FOURTH = report(FOURTH_TEXT, "Osk Courier & Sons", date(2031, 5, 10))
FIFTH = report(FIFTH_TEXT, "Blatt", date(2031, 5, 10), language="de")


def place(name: str, lat: float | None, lon: float | None, precision: WherePrecision) -> Place:
    """Build a place with a gazetteer's entry."""
    entry = PlaceCandidate(
        gazetteer="invented",
        place_id=name.lower(),
        name=name,
        kind="town",
        lat=lat,
        lon=lon,
        country="AQ",
        parents=("Belmar",),
        native_name="تارفان" if name == "Tarvane" else None,
    )
    return Place(name=name, where_precision=precision, resolved=entry)


TARVANE = place("Tarvane", -75.25, 12.5, WherePrecision.EXACT)
OSK = place("Osk", -76.0, -14.25, WherePrecision.NEAR_POINT)
BELMAR = place("Belmar", -77.0, 3.0, WherePrecision.ADM1)


def claim(
    source: Report, quote: str, words: str, low: int | None, high: int | None, harm: Harm, **fields: object
) -> Claim:
    """Build a claim on the first place of its report where the quote stands."""
    start = source.text.index(quote)
    position = start + quote.index(words)
    count_fields = {key: fields.pop(key) for key in ("qualifier", "kind", "approx") if key in fields}
    return Claim(
        id=claim_id(source.id, position, position + len(words), harm),
        report_id=source.id,
        quote=Selector.at(source.text, start, start + len(quote)),
        count_selector=Selector.at(source.text, position, position + len(words)),
        count=Count(low=low, high=high, words=words, **count_fields),  # type: ignore[arg-type]
        harm=harm,
        extractor="grammar/1",
        **fields,  # type: ignore[arg-type]
    )


def said_by(*names: str, carrier: str | None = None) -> Attribution:
    """Build a credit."""
    return Attribution(speakers=tuple(Speaker(name=name) for name in names), carrier=carrier, basis="credit")


MAY = TimeInterval.of_days(date(2031, 5, 4), date(2031, 5, 6))
THURSDAY = TimeInterval.of_days(date(2031, 5, 8), date(2031, 5, 8), words="on Thursday", basis="words")
IN_TARVANE = {"places": (TARVANE,), "when": MAY, "means": Means.AIRSTRIKE, "scope": Scope.INCIDENT}
IN_OSK = {"places": (OSK,), "when": THURSDAY, "means": Means.OTHER, "scope": Scope.INCIDENT}

HEADLINE = claim(
    FIRST,
    "Air strikes on Tarvane kill over 80",
    "over 80",
    81,
    None,
    Harm.KILLED,
    qualifier=Qualifier.MORE_THAN,
    attribution=Attribution(basis="headline"),
    **IN_TARVANE,
)
WHOLE = claim(
    FIRST,
    "killed at least 84 civilians in Tarvane",
    "at least 84",
    84,
    None,
    Harm.KILLED,
    qualifier=Qualifier.AT_LEAST,
    status=Status.CIVILIAN,
    status_basis=StatusBasis.STATED,
    victims_text="civilians",
    attribution=said_by("the Belmar Monitor", "a rescue official"),
    **IN_TARVANE,
)
PART_ONE = claim(
    FIRST,
    "killed 13 people on Wednesday",
    "13",
    13,
    13,
    Harm.KILLED,
    attribution=said_by("Ilo Menk", carrier="the Coastal Wire"),
    relation=ClaimRelation(type=RelationType.SUBSET_OF, to=WHOLE.id),
    **IN_TARVANE,
)
PART_TWO = claim(
    FIRST,
    "Seven children were among 71 civilians killed",
    "71",
    71,
    71,
    Harm.KILLED,
    attribution=said_by("the Monitor"),
    relation=ClaimRelation(type=RelationType.SUBSET_OF, to=WHOLE.id),
    **IN_TARVANE,
)
CHILDREN = claim(
    FIRST,
    "Seven children were among 71 civilians killed",
    "Seven",
    7,
    7,
    Harm.KILLED,
    kind=CountKind.WORDS,
    groups=(Group.CHILD,),
    status=Status.CIVILIAN,
    status_basis=StatusBasis.RULE,
    attribution=said_by("the Monitor"),
    relation=ClaimRelation(type=RelationType.SUBSET_OF, to=PART_TWO.id),
    **IN_TARVANE,
)
TRAPPED = claim(
    FIRST,
    "Up to 300,000 people are trapped",
    "Up to 300,000",
    None,
    300_000,
    Harm.TRAPPED,
    qualifier=Qualifier.UP_TO,
    places=(TARVANE,),
    scope=Scope.CAMPAIGN,
)
WOUNDED = claim(
    FIRST,
    "Dozens were wounded",
    "Dozens",
    24,
    None,
    Harm.INJURED,
    kind=CountKind.VAGUE,
    qualifier=Qualifier.VAGUE,
    attribution=said_by("residents"),
    **IN_TARVANE,
)
MARKET = claim(
    SECOND,
    "killed 25 people on Thursday",
    "25",
    25,
    25,
    Harm.KILLED,
    attribution=said_by("the Belmar Monitor"),
    **IN_OSK,
)
RIVAL = claim(
    SECOND,
    "put the toll at 41",
    "41",
    41,
    41,
    Harm.KILLED,
    attribution=said_by("The ministry"),
    alleged_perpetrators=(Perpetrator(name="the Front"),),
    perpetrator_alleged=True,
    **IN_OSK,
)
NOBODY = claim(
    SECOND,
    "No soldiers were hurt",
    "No",
    0,
    0,
    Harm.INJURED,
    kind=CountKind.ZERO,
    status=Status.COMBATANT,
    status_basis=StatusBasis.STATED,
    attribution=said_by("The ministry"),
    **IN_OSK,
)
FIGHTERS = claim(
    THIRD,
    f"killed about 60 fighters {HOSTILE}",
    "about 60",
    60,
    60,
    Harm.KILLED,
    qualifier=Qualifier.ABOUT,
    approx=True,
    attribution=said_by("the =cmd|' /C calc'!A0 Front"),
    places=(BELMAR,),
    modality=Modality.ASSERTED,
)

TARVANE_INCIDENT = Incident(
    id="i_tarvane",
    kind=IncidentKind.INCIDENT,
    label="Tarvane, 4–6 May 2031, air strike",
    scope=Scope.INCIDENT,
    when=MAY,
    places=(TARVANE,),
    means=Means.AIRSTRIKE,
    claim_ids=tuple(item.id for item in (HEADLINE, WHOLE, PART_ONE, PART_TWO, CHILDREN, WOUNDED)),
    main_report_ids=(FIRST.id,),
    previous_ids=("i_before",),
    links=(LinkReason(claim_id=HEADLINE.id, other_id=WHOLE.id, score=4.5, features=(("same_place", 2.0),)),),
)
OSK_INCIDENT = Incident(
    id="i_osk",
    kind=IncidentKind.INCIDENT,
    label="Osk, 8 May 2031",
    scope=Scope.INCIDENT,
    when=THURSDAY,
    places=(OSK,),
    perpetrators=("the Front",),
    claim_ids=(MARKET.id, RIVAL.id, NOBODY.id),
    main_report_ids=(SECOND.id,),
    background_report_ids=(THIRD.id,),
)
HOSTILE_INCIDENT = Incident(
    id="../i_hostile",
    kind=IncidentKind.INCIDENT,
    label=f"Belmar {HOSTILE}",
    scope=Scope.UNCLEAR,
    when=TimeInterval(precision=DatePrecision.UNKNOWN),
    places=(BELMAR,),
    claim_ids=(FIGHTERS.id,),
    main_report_ids=(THIRD.id,),
)
SIEGE = Incident(
    id="a_siege",
    kind=IncidentKind.AGGREGATE,
    label="Tarvane, campaign",
    scope=Scope.CAMPAIGN,
    when=TimeInterval(start=date(2031, 3, 19)),
    places=(TARVANE,),
    claim_ids=(TRAPPED.id,),
    background_report_ids=(FIRST.id,),
)

TOLLS = (
    Toll(
        incident_id="i_tarvane",
        harm=Harm.KILLED,
        status=None,
        low=81,
        high=84,
        high_open=True,
        words=("over 80", "at least 84"),
        low_claims=(HEADLINE.id,),
        high_claims=(WHOLE.id,),
        claims_used=(HEADLINE.id, WHOLE.id),
        excluded=tuple(Exclusion(claim_id=item.id, reason="part") for item in (PART_ONE, PART_TWO, CHILDREN)),
        originators=("belmar monitor", "outlet:tarvane daily"),
        outlets=("Tarvane Daily",),
        checks=(
            ArithmeticCheck(
                whole_id=WHOLE.id,
                part_ids=(PART_ONE.id, PART_TWO.id),
                outcome=CheckOutcome.CONSISTENT,
                statement="13 + 71 = 84: consistent",
            ),
        ),
    ),
    Toll(
        incident_id="i_tarvane",
        harm=Harm.KILLED,
        status=Status.CIVILIAN,
        low=84,
        high=84,
        high_open=True,
        low_claims=(WHOLE.id,),
        high_claims=(WHOLE.id,),
        claims_used=(WHOLE.id,),
        originators=("belmar monitor",),
    ),
    Toll(
        incident_id="i_tarvane",
        harm=Harm.INJURED,
        status=None,
        low=24,
        high=24,
        high_open=True,
        vague=True,
        words=("Dozens",),
        low_claims=(WOUNDED.id,),
        high_claims=(WOUNDED.id,),
        claims_used=(WOUNDED.id,),
        originators=("residents",),
        outlets=("Tarvane Daily",),
    ),
    Toll(
        incident_id="i_osk",
        harm=Harm.KILLED,
        status=None,
        low=25,
        high=41,
        low_claims=(MARKET.id,),
        high_claims=(RIVAL.id,),
        claims_used=(MARKET.id, RIVAL.id),
        originators=("belmar monitor", "ministry"),
        outlets=("Osk Courier & Sons",),
        history=(
            Revision(
                known_on=date(2031, 5, 8), low=25, high=25, claim_ids=(MARKET.id,), reason="first_report"
            ),
            Revision(
                known_on=date(2031, 5, 9), low=25, high=41, claim_ids=(RIVAL.id,), reason="bodies_recovered"
            ),
        ),
    ),
    Toll(
        incident_id="i_osk",
        harm=Harm.INJURED,
        status=None,
        low=0,
        high=0,
        low_claims=(NOBODY.id,),
        high_claims=(NOBODY.id,),
        claims_used=(NOBODY.id,),
        originators=("ministry",),
    ),
    Toll(
        incident_id="../i_hostile",
        harm=Harm.KILLED,
        status=None,
        low=60,
        high=60,
        low_claims=(FIGHTERS.id,),
        high_claims=(FIGHTERS.id,),
        claims_used=(FIGHTERS.id,),
        originators=("cmd c calc a0 front",),
    ),
    Toll(
        incident_id="a_siege",
        harm=Harm.TRAPPED,
        status=None,
        low=None,
        high=300_000,
        high_claims=(TRAPPED.id,),
        claims_used=(TRAPPED.id,),
        originators=("outlet:tarvane daily",),
    ),
)

RULINGS = (
    Ruling(
        claim_id=RIVAL.id,
        kind=DecisionKind.CORRECT,
        reason="The ministry counts two days <together>.",
        decided_at=MOMENT,
        reviewer="R. Secret",
        changes=(("count", "14", "41"),),
    ),
)
GRADES = tuple(
    Grade(
        subject_id=subject_id,
        scheme=scheme,
        grade=grade,
        reason="Own <inquiry>.",
        decided_at=MOMENT,
        reviewer="R. Secret",
    )
    for subject_id, scheme, grade in (
        ("i_osk", "grading_incident", "fair"),
        ("i_osk", "grading_outcome", "inconclusive"),
        (MARKET.id, "grading_source", "B"),
        (MARKET.id, "grading_claim", "2"),
    )
)
TOTALS = (
    GradedTotal(
        harm=Harm.KILLED,
        grades=("confirmed", "fair"),
        is_headline=True,
        low=25,
        high=41,
        high_open=False,
        incidents=1,
    ),
    GradedTotal(
        harm=Harm.INJURED,
        grades=("confirmed", "fair"),
        is_headline=True,
        low=0,
        high=0,
        high_open=False,
        incidents=0,
    ),
)
STEPS = (
    RecordedStep(
        incident_id="i_osk",
        harm=Harm.KILLED,
        status=None,
        recorded_at=datetime(2031, 5, 8, 20, 15, tzinfo=UTC),
        toll=replace(TOLLS[3], high=25, claims_used=(MARKET.id,), history=()),
        claim_ids=(MARKET.id,),
        reasons=("first_recorded",),
    ),
    RecordedStep(
        incident_id="i_osk",
        harm=Harm.KILLED,
        status=None,
        recorded_at=datetime(2031, 5, 9, 7, 0, tzinfo=UTC),
        toll=TOLLS[3],
        claim_ids=(RIVAL.id,),
        reasons=("ruling", "new_claims"),
    ),
)
REJECTIONS = (
    Rejection(
        stage="extract",
        reason=RejectionReason.LANGUAGE_WITHOUT_RULES,
        detail="The report is in German.",
        report_id=FIFTH.id,
    ),
    Rejection(stage="ingest", reason=RejectionReason.EMPTY, detail="The file is empty.", origin="-empty.txt"),
    Rejection(
        stage="extract",
        reason=RejectionReason.COUNT_NOT_REREAD,
        detail="The number is not in the words.",
        report_id=THIRD.id,
        words="@sixty",
    ),
)


def view(**changes: object) -> RecordView:
    """Return the record; ``changes`` replace fields."""
    fields: dict[str, object] = {
        "scope": RecordScope(
            title="Violence in Belmar",
            area=("Belmar",),
            period_start=date(2031, 1, 1),
            inclusion=("Every report that gives a figure for people harmed.",),
            contact="recorder@belmar.example",
        ),
        "generated_at": MOMENT,
        "reports": (FIRST, SECOND, THIRD, FOURTH, FIFTH),
        "claims": (
            HEADLINE,
            WHOLE,
            PART_ONE,
            PART_TWO,
            CHILDREN,
            TRAPPED,
            WOUNDED,
            MARKET,
            RIVAL,
            NOBODY,
            FIGHTERS,
        ),
        "incidents": (TARVANE_INCIDENT, OSK_INCIDENT, HOSTILE_INCIDENT, SIEGE),
        "tolls": TOLLS,
        "rejections": REJECTIONS,
        "rulings": RULINGS,
        "grades": GRADES,
        "totals": TOTALS,
        "steps": STEPS,
        "methods": (Method(kind="policy", name="range/1", text="The range of what the originators say."),),
        "credits": ("Places: the invented gazetteer, CC BY 4.0.",),
        "log_head": "ab" * 32,
    }
    return RecordView(**(fields | changes))  # type: ignore[arg-type]

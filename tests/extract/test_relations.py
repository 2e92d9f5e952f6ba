from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from recount.extract.proposal import RelationHint
from recount.extract.reading import Reading
from recount.extract.relations import find_relations
from recount.model import (
    Attribution,
    Claim,
    ClaimRelation,
    Count,
    Harm,
    Means,
    Perpetrator,
    Place,
    PlaceCandidate,
    RelationType,
    Scope,
    Selector,
    Speaker,
    Status,
    TimeInterval,
    claim_id,
)
from recount.text.spans import Span
from tests.extract.scenes import figure, read

TUESDAY, WEDNESDAY, THURSDAY = date(2016, 10, 11), date(2016, 10, 12), date(2016, 10, 13)
SUBSET, SAME, MORE, UPDATE = (
    RelationType.SUBSET_OF,
    RelationType.SAME_AS,
    RelationType.ADDITIONAL_TO,
    RelationType.UPDATES,
)


@dataclass
class Scene:
    """Claims of one report, added in any order and named by their quotes."""

    reading: Reading
    claims: list[Claim] = field(default_factory=list)
    hints: list[RelationHint | None] = field(default_factory=list)

    def add(
        self,
        quote: str,
        words: str,
        harm: Harm = Harm.KILLED,
        *,
        hint: tuple[RelationType, str | None, str] | None = None,
        days: tuple[date, date] | None = (THURSDAY, THURSDAY),
        **slots: object,
    ) -> Claim:
        """Add a claim with its slots as plain values."""
        found = figure(self.reading, quote, words, harm)
        quantity, text = found.quantity, self.reading.text
        span: Span = quantity.span
        claim = Claim(
            id=claim_id("r_test", span.start, span.end, harm),
            report_id="r_test",
            quote=Selector.at(text, found.quote.start, found.quote.end),
            count_selector=Selector.at(text, span.start, span.end),
            count=Count(
                low=quantity.low,
                high=quantity.high,
                words=span.of(text),
                qualifier=quantity.qualifier,
                kind=quantity.kind,
                approx=quantity.approx,
            ),
            harm=harm,
            when=TimeInterval() if days is None else TimeInterval.of_days(*days),
            **slots,  # type: ignore[arg-type]
        )
        self.claims.append(claim)
        self.hints.append(None if hint is None else self._hint(*hint))
        return claim

    def _hint(self, kind: RelationType, target: str | None, cue: str) -> RelationHint:
        start = None if target is None else self.reading.text.index(target)
        return RelationHint(type=kind, target=start, cue=cue)

    def relations(self) -> dict[str, ClaimRelation]:
        """Find the relations."""
        return find_relations(self.reading, self.claims, self.hints)

    def edge(self, claim: Claim) -> tuple[RelationType, Claim] | None:
        """Type and target of the relation of a claim."""
        relation = self.relations().get(claim.id)
        if relation is None:
            return None
        return relation.type, next(other for other in self.claims if other.id == relation.to)


def places(*names: str) -> tuple[Place, ...]:
    return tuple(Place(name=name) for name in names)


def town(name: str, land: str) -> tuple[Place, ...]:
    candidate = PlaceCandidate(gazetteer="test", place_id=name, name=name, kind="city", parents=(land,))
    return (Place(name=name, resolved=candidate, candidates=(candidate,)),)


def credited(*names: str) -> Attribution:
    return Attribution(speakers=tuple(Speaker(name=name) for name in names))


def test_a_part_that_the_wording_names_belongs_to_its_whole() -> None:
    scene = Scene(read("Shelling killed 42 people including seven children in Velim."))
    whole = scene.add("killed 42 people", "42")
    part = scene.add("including seven children", "seven", hint=(SUBSET, "42", "including"))
    assert scene.edge(part) == (SUBSET, whole)
    assert scene.relations()[part.id].cue == "including"
    assert scene.edge(whole) is None


def test_a_part_may_stand_before_its_whole() -> None:
    scene = Scene(read("Seven children were among 71 people killed in Velim."))
    part = scene.add("Seven children", "Seven", hint=(SUBSET, "71", "among"))
    whole = scene.add("71 people killed", "71")
    assert scene.edge(part) == (SUBSET, whole)


def test_a_part_of_the_dead_belongs_to_the_nearest_figure_of_the_same_speaker() -> None:
    scene = Scene(
        read(
            "At least 112 people died, the Monitor said. Medics took 100 bodies. Rebels were among the dead."
        )
    )
    monitor = credited("Monitor")
    whole = scene.add("At least 112 people died", "At least 112", attribution=monitor)
    scene.add("took 100 bodies", "100", attribution=credited("Medics"))
    part = scene.add(
        "Rebels were among the dead", "Rebels", hint=(SUBSET, None, "among the dead"), attribution=monitor
    )
    assert scene.edge(part) == (SUBSET, whole)


@pytest.mark.parametrize(
    ("headline", "first", "second"),
    [
        ("Strikes kill over 80 in Velim", "over 80", "at least 84"),
        ("Strikes kill 14 in Velim", "14", "at least 14"),
        ("Strikes kill dozens in Velim", "dozens", "at least 58"),
        ("Strikes kill hundreds in Velim", "hundreds", "more than 500"),
    ],
)
def test_a_headline_and_the_text_state_one_toll(headline: str, first: str, second: str) -> None:
    scene = Scene(read(f"Monitors in Velim said {second} people had been killed.", headline=headline))
    head = scene.add(f"kill {first}", first, places=places("Velim"))
    body = scene.add(f"{second} people had been killed", second, places=places("Velim"))
    assert scene.edge(body) == (SAME, head)


def test_repeats_point_to_the_first_mention() -> None:
    scene = Scene(
        read("In Velim 18 people died. A doctor said 18 people died. The mayor said at least 18 died.")
    )
    first = scene.add("18 people died. A", "18")
    second = scene.add("said 18 people", "18")
    third = scene.add("at least 18 died", "at least 18")
    assert scene.edge(second) == scene.edge(third) == (SAME, first)


@pytest.mark.parametrize(
    ("slots", "other"),
    [
        ({"days": (TUESDAY, TUESDAY)}, {"days": (THURSDAY, THURSDAY)}),
        ({"places": places("Velim", "Ardun")}, {"places": places("Oskra", "Ardun")}),
        ({"status": Status.CIVILIAN}, {"status": Status.COMBATANT}),
        ({"scope": Scope.CONFLICT}, {"scope": Scope.INCIDENT}),
        ({"victims_text": "women"}, {"victims_text": "people"}),
        (
            {"means": Means.SHELLING, "alleged_perpetrators": (Perpetrator(name="raiders"),)},
            {"means": Means.AIRSTRIKE, "alleged_perpetrators": (Perpetrator(name="the army"),)},
        ),
    ],
)
def test_equal_figures_of_different_events_are_no_repeat(
    slots: dict[str, object], other: dict[str, object]
) -> None:
    scene = Scene(read("There 12 people died. Later 12 people died."))
    scene.add("There 12", "12", **slots)  # type: ignore[arg-type]
    later = scene.add("Later 12", "12", **other)  # type: ignore[arg-type]
    assert scene.edge(later) is None


def test_different_harm_is_never_a_repeat_or_an_increment() -> None:
    scene = Scene(read("In Velim 84 people died. Another 84 people were hurt."))
    scene.add("84 people died", "84")
    hurt = scene.add("Another 84 people were hurt", "84", Harm.INJURED, hint=(MORE, None, "another"))
    assert scene.edge(hurt) is None


def test_rival_figures_of_different_claimants_have_no_relation() -> None:
    scene = Scene(read("The army said 25 people died in Velim. Medics said 41 people died in Velim."))
    scene.add("25 people died", "25", attribution=credited("The army"), places=places("Velim"))
    medics = scene.add("41 people died", "41", attribution=credited("Medics"), places=places("Velim"))
    assert scene.edge(medics) is None


def test_a_smaller_rival_figure_is_no_part_even_where_its_place_is_narrower() -> None:
    scene = Scene(read("The army said 25 people died in Ardun. Medics said 21 people died in Velim."))
    scene.add("25 people died", "25", attribution=credited("The army"), places=places("Ardun"))
    medics = scene.add(
        "21 people died", "21", attribution=credited("Medics"), places=places("Velim", "Ardun")
    )
    assert scene.edge(medics) is None


def test_another_five_add_to_the_figure_before() -> None:
    scene = Scene(read("Strikes on Velim killed 11 people. Another five people were killed in Oskra."))
    first = scene.add("killed 11 people", "11", places=places("Velim"))
    more = scene.add("Another five", "five", hint=(MORE, None, "another"), places=places("Oskra"))
    assert scene.edge(more) == (MORE, first)


def test_others_hurt_beside_the_dead_of_their_sentence_may_repeat_an_earlier_figure() -> None:
    scene = Scene(
        read("Six died and dozens were hurt in Velim. A doctor said six died and 30 others were hurt.")
    )
    dozens = scene.add("dozens were hurt", "dozens", Harm.INJURED, places=places("Velim"))
    scene.add("said six died", "six", places=places("Velim"))
    hurt = scene.add(
        "30 others were hurt", "30", Harm.INJURED, hint=(MORE, None, "others"), places=places("Velim")
    )
    assert scene.edge(hurt) == (SAME, dozens)


def test_two_other_people_are_not_the_two_of_the_sentence_before() -> None:
    scene = Scene(read("In Velim two people died. Two other people died in a second blast."))
    scene.add("two people died", "two", places=places("Velim"))
    other = scene.add("Two other people died", "Two", hint=(MORE, None, "other"), places=places("Velim"))
    assert scene.edge(other) is None


def test_figures_of_single_days_are_parts_of_the_total() -> None:
    scene = Scene(
        read(
            "On Thursday 13 people died. On Tuesday and Wednesday 71 died.", headline="Raids on Ardun kill 84"
        )
    )
    whole = scene.add("kill 84", "84", days=(TUESDAY, THURSDAY), scope=Scope.PERIOD, places=places("Ardun"))
    thursday = scene.add("13 people died", "13", scope=Scope.DAY, places=places("Ardun"))
    before = scene.add("71 died", "71", days=(TUESDAY, WEDNESDAY), scope=Scope.PERIOD, places=places("Ardun"))
    assert scene.edge(thursday) == scene.edge(before) == (SUBSET, whole)


def test_a_town_is_part_of_the_land_the_gazetteer_puts_it_in() -> None:
    scene = Scene(read("Raids on Ardun killed 25 people on Thursday. In Velim 11 people died."))
    whole = scene.add("killed 25 people", "25", scope=Scope.DAY, places=places("Ardun"))
    part = scene.add("11 people died", "11", scope=Scope.INCIDENT, places=town("Velim", "Ardun"))
    assert scene.edge(part) == (SUBSET, whole)


def test_a_quarter_no_gazetteer_knows_is_part_of_the_town_in_the_headline_on_the_same_day() -> None:
    scene = Scene(read("In Oskra 3 people died.", headline="Rockets kill 10 in Velim"))
    whole = scene.add("kill 10", "10", places=town("Velim", "Ardun"))
    same_day = scene.add("3 people died", "3", places=places("Oskra"))
    assert scene.edge(same_day) == (SUBSET, whole)
    scene.claims.pop()
    undated = scene.add("3 people died", "3", places=places("Oskra"), days=None)
    assert scene.edge(undated) is None


def test_fighters_do_not_repeat_a_figure_for_all_the_dead() -> None:
    scene = Scene(read("The clash in Velim killed dozens. At least 38 raiders died, a monitor said."))
    dozens = scene.add("killed dozens", "dozens", places=places("Velim"))
    raiders = scene.add("At least 38 raiders", "At least 38", places=places("Velim"), status=Status.COMBATANT)
    assert scene.edge(raiders) == (SUBSET, dozens)


def test_parts_belong_to_the_nearest_statement_of_the_whole() -> None:
    scene = Scene(
        read(
            "Medics said at least 84 people died in Ardun. In Velim 13 people died.",
            headline="Over 80 dead in Ardun",
        )
    )
    scene.add("Over 80 dead", "Over 80", scope=Scope.DAY, places=places("Ardun"))
    body = scene.add("at least 84 people died", "at least 84", scope=Scope.DAY, places=places("Ardun"))
    part = scene.add("13 people died", "13", places=places("Velim", "Ardun"))
    assert scene.edge(part) == (SUBSET, body)


def test_figures_of_one_place_and_day_are_parts_only_when_they_add_up() -> None:
    text = "A strike on Velim killed five men. Two guards and three drivers died."
    scene = Scene(read(text))
    whole = scene.add("killed five men", "five", places=places("Velim"))
    guards = scene.add("Two guards", "Two", places=places("Velim"))
    drivers = scene.add("three drivers died", "three", places=places("Velim"))
    assert scene.edge(guards) == scene.edge(drivers) == (SUBSET, whole)


def test_figures_that_do_not_add_up_are_left_alone() -> None:
    scene = Scene(read("A strike on Velim killed nine men. Two guards and three drivers died."))
    scene.add("killed nine men", "nine", places=places("Velim"), victims_text="men")
    guards = scene.add("Two guards", "Two", places=places("Velim"), victims_text="guards")
    scene.add("three drivers died", "three", places=places("Velim"), victims_text="drivers")
    assert scene.edge(guards) is None


def test_the_dead_are_part_of_casualties() -> None:
    scene = Scene(read("In Velim 8 people died and 80 were hurt.", headline="88 casualties in Velim"))
    whole = scene.add("88 casualties", "88", Harm.CASUALTIES, places=places("Velim"))
    dead = scene.add("8 people died", "8", places=places("Velim"))
    hurt = scene.add("80 were hurt", "80", Harm.INJURED, places=places("Velim"))
    assert scene.edge(dead) == scene.edge(hurt) == (SUBSET, whole)


def test_some_of_them_are_part_of_the_figure_before() -> None:
    scene = Scene(read("In Velim 13 people were hurt, some of them badly."))
    whole = scene.add("13 people were hurt", "13", Harm.INJURED)
    part = scene.add("some of them badly", "some", Harm.INJURED)
    assert scene.edge(part) == (SUBSET, whole)


def test_many_of_the_guards_are_part_of_the_guards_and_of_nobody_else() -> None:
    text = (
        "In Velim 46 guards and 50 raiders died. The wall fell. Many of the guards were killed in the night."
    )
    scene = Scene(read(text))
    guards = scene.add("46 guards", "46", victims_text="guards")
    scene.add("50 raiders died", "50", victims_text="raiders")
    part = scene.add("Many of the guards were killed", "Many", victims_text="guards")
    assert scene.edge(part) == (SUBSET, guards)


def test_a_total_of_the_war_is_no_whole_of_an_incident() -> None:
    scene = Scene(read("The war in Ardun has killed 300,000 people. In Velim 13 people died."))
    scene.add("killed 300,000 people", "300,000", scope=Scope.CONFLICT, places=places("Ardun"), days=None)
    incident = scene.add("13 people died", "13", places=places("Velim", "Ardun"))
    assert scene.edge(incident) is None


@pytest.mark.parametrize(
    ("text", "new", "old"),
    [
        ("The toll in Velim was put at 25 people dead, up from 14 dead on Tuesday.", "25", "14"),
        ("The toll of the dead rose from 14 to 25 in Velim.", "25", "14"),
        ("In Velim 25 people died, the Monitor said, which had earlier given a toll of 14 dead.", "25", "14"),
        ("In Velim 25 people died. The mayor had earlier said 41 people died.", "25", "41"),
    ],
)
def test_a_figure_that_replaces_an_earlier_one_updates_it(text: str, new: str, old: str) -> None:
    scene = Scene(read(text))
    later = scene.add(new, new)
    earlier = scene.add(old, old)
    assert scene.edge(later) == (UPDATE, earlier)
    assert scene.edge(earlier) is None


def test_a_replaced_figure_is_no_whole_for_what_follows() -> None:
    scene = Scene(
        read("The toll rose to 42 dead, up from an earlier toll of 17. Rebels were among those killed.")
    )
    whole = scene.add("42 dead", "42")
    scene.add("earlier toll of 17", "17")
    part = scene.add("Rebels were among those killed", "Rebels", hint=(SUBSET, None, "among those killed"))
    assert scene.edge(part) == (SUBSET, whole)


def test_the_order_in_which_claims_are_given_does_not_matter() -> None:
    scene = Scene(read("In Velim 18 people died. A doctor said 18 people died, including two boys."))
    scene.add("two boys", "two", hint=(SUBSET, "18 people died,", "including"))
    scene.add("said 18 people", "18")
    scene.add("In Velim 18", "18")
    given = scene.relations()
    scene.claims.reverse()
    scene.hints.reverse()
    assert scene.relations() == given
    assert {relation.type for relation in given.values()} == {SUBSET, SAME}


def test_no_claims_no_relations() -> None:
    assert find_relations(read("Nothing happened in Velim."), [], []) == {}


def test_people_who_also_died_are_no_part_of_others() -> None:
    scene = Scene(read("Raiders killed 30 guards in Velim. Several miners were also killed in Velim."))
    scene.add("killed 30 guards", "30", victims_text="guards", places=places("Velim"))
    quote = "Several miners were also killed"
    also = scene.add(quote, "Several", victims_text="miners", places=places("Velim"))
    assert scene.edge(also) is None


def test_a_vague_headline_is_not_repeated_by_two_different_numbers() -> None:
    scene = Scene(
        read("Strike killed guards. It killed five guards in Velim. A second killed two guards there.")
    )
    first = scene.add("killed guards", "guards", victims_text="guards")
    five = scene.add("killed five guards", "five", victims_text="guards")
    two = scene.add("killed two guards", "two", victims_text="guards")
    assert scene.edge(five) == (SAME, first)
    assert scene.edge(two) != (SAME, first)


def test_two_others_right_after_a_figure_of_the_same_harm_add_to_it() -> None:
    scene = Scene(read("Raiders killed two clerks in Velim and executed three others in Ostel."))
    two = scene.add("killed two clerks", "two", victims_text="clerks")
    three = scene.add("executed three others", "three", hint=(MORE, None, "others"), victims_text="others")
    assert scene.edge(three) == (MORE, two)


def test_most_of_the_dead_are_a_part_whatever_the_figure_counts() -> None:
    scene = Scene(read("A blast killed 35 clerks. Most of the dead were young."))
    whole = scene.add("killed 35 clerks", "35", victims_text="clerks")
    most = scene.add("Most of the dead", "Most", days=None)
    assert scene.edge(most) == (SUBSET, whole)


def test_words_of_an_earlier_toll_do_not_reach_past_another_figure() -> None:
    scene = Scene(
        read("It had initially given a toll of 34 clerks but it grew after more bodies were found.")
    )
    scene.add("a toll of 34 clerks", "34", victims_text="clerks")
    bodies = scene.add("more bodies were found", "bodies", days=None)
    assert all(relation.to != bodies.id for relation in scene.relations().values())


def test_a_body_seen_where_a_strike_killed_many_is_one_of_them() -> None:
    scene = Scene(read("A strike killed 29 people in Velim. One man carried the body of a baby."))
    whole = scene.add("killed 29 people", "29", places=places("Velim"), victims_text="people")
    body = scene.add("body of a baby", "a", places=places("Velim"), victims_text="baby")
    assert scene.edge(body) == (SUBSET, whole)


@pytest.mark.parametrize(
    ("speaker", "means", "status"),
    [
        ("Bekan Council", Means.AIRSTRIKE, Status.UNKNOWN),  # a toll of another body's
        ("Karsem Monitor", Means.SHELLING, Status.UNKNOWN),
        ("Karsem Monitor", Means.AIRSTRIKE, Status.COMBATANT),  # the fallen of two sides
    ],
)
def test_a_smaller_figure_of_one_place_and_day_may_be_something_else(
    speaker: str, means: Means, status: Status
) -> None:
    scene = Scene(read("A raid killed 40 soldiers in Velim. Later 12 rebels were dead."))
    scene.add(
        "killed 40 soldiers",
        "40",
        places=places("Velim"),
        victims_text="soldiers" if status is Status.COMBATANT else None,
        status=status,
        means=Means.AIRSTRIKE,
        attribution=credited("Karsem Monitor"),
    )
    later = scene.add(
        "12 rebels were dead",
        "12",
        places=places("Velim"),
        victims_text="rebels" if status is Status.COMBATANT else None,
        status=status,
        means=means,
        attribution=credited(speaker),
    )
    assert scene.edge(later) is None


def test_a_smaller_figure_of_the_same_body_place_and_day_is_a_part() -> None:
    scene = Scene(read("A raid killed 40 people in Velim. The deaths include 12 children, it said."))
    whole = scene.add("killed 40 people", "40", places=places("Velim"), attribution=credited("Monitor"))
    part = scene.add("12 children", "12", places=places("Velim"), attribution=credited("Monitor"))
    assert scene.edge(part) == (SUBSET, whole)


def test_another_bodys_figure_for_the_same_event_is_no_part_of_the_headlines() -> None:
    headline = "Seven dead in Redland"
    scene = Scene(read("At least seven died in Velim. State media said four were killed.", headline=headline))
    scene.add("Seven dead", "Seven", places=places("Redland"))
    seven = scene.add(
        "At least seven died",
        "At least seven",
        places=places("Velim", "Redland"),
        attribution=credited("Karsem Monitor"),
    )
    four = scene.add(
        "four were killed",
        "four",
        places=places("Velim", "Redland"),
        attribution=credited("Redland News Agency"),
    )
    edge = scene.edge(seven)
    assert edge is not None
    assert edge[0] is not MORE
    assert scene.edge(four) is None


def test_a_district_is_no_part_of_another_district_of_its_town() -> None:
    scene = Scene(read("Raids killed 13 people in Bekan. Shells killed nine people in west Velim."))
    scene.add("killed 13 people", "13", places=places("Bekan", "Velim"))
    west = PlaceCandidate(gazetteer="test", place_id="w", name="Velim", kind="city", parents=("Velim",))
    nine = scene.add("killed nine people", "nine", places=(Place(name="west Velim", resolved=west),))
    assert scene.edge(nine) is None


def test_vague_words_for_one_event_do_not_repeat_those_for_a_campaign() -> None:
    text = "A raid on a ferry killed scores of people. It said hundreds were killed in the offensive."
    scene = Scene(read(text))
    scene.add("killed scores", "scores", scope=Scope.INCIDENT)
    later = scene.add("hundreds were killed", "hundreds", days=None, scope=Scope.CAMPAIGN)
    assert scene.edge(later) is None


def test_one_person_in_general_words_is_the_civilian_of_before() -> None:
    scene = Scene(read("One civilian was killed in Velim. Shells fell there killing one person."))
    first = scene.add("One civilian was killed", "One", victims_text="person civilian")
    again = scene.add("killing one person", "one", victims_text="person")
    assert scene.edge(again) == (SAME, first)


def test_one_person_in_the_same_words_is_one_whatever_place_was_read() -> None:
    scene = Scene(read("Rebels shot an air force pilot. He spoke of the killing of an air force pilot."))
    first = scene.add("shot an air force", "an", places=places("Karsem"), victims_text="air force pilot")
    again = scene.add("killing of an air force", "an", places=places("Velim"), victims_text="air force pilot")
    assert scene.edge(again) == (SAME, first)


def test_one_large_figure_dated_a_day_apart_is_still_one_toll() -> None:
    text = "Shells killed 31 people on Tuesday. The governor said 31 people had been killed."
    scene = Scene(read(text))
    first = scene.add("killed 31 people", "31", places=places("Velim"), days=(TUESDAY, TUESDAY))
    again = scene.add("31 people had been", "31", places=places("Velim"), days=(WEDNESDAY, WEDNESDAY))
    assert scene.edge(again) == (SAME, first)


def test_another_person_adds_to_the_figure_before_but_not_to_the_wars() -> None:
    text = "The war has killed more than 900 people. Two men died in Velim and another man in Bekan."
    scene = Scene(read(text))
    war = scene.add("killed more than 900", "more than 900", days=None, scope=Scope.CONFLICT)
    two = scene.add("Two men died", "Two", places=places("Velim"))
    another = scene.add("another man", "another", places=places("Bekan"))
    assert scene.edge(another) == (MORE, two)
    alone = Scene(read("The war has killed more than 900 people. In Bekan another man died."))
    alone.add("killed more than 900", "more than 900", days=None, scope=Scope.CONFLICT)
    assert alone.edge(alone.add("another man died", "another", places=places("Bekan"))) is None
    assert scene.edge(war) is None


def test_a_headlines_dozens_may_be_twelve_but_not_five() -> None:
    for words, same in (("at least 12", True), ("five", False)):
        scene = Scene(read(f"Raids killed {words} people in Velim.", headline="Dozens dead in Velim"))
        first = scene.add("Dozens dead", "Dozens", places=places("Velim"))
        later = scene.add(f"killed {words}", words, places=places("Velim"))
        edge = scene.edge(later)
        assert (edge == (SAME, first)) is same


def test_one_speaker_who_uses_the_same_words_again_means_the_same_people() -> None:
    text = "The brigade said it killed several hill guards. It said it had killed six hill guards."
    scene = Scene(read(text))
    first = scene.add(
        "killed several hill guards",
        "several",
        places=places("Velim"),
        victims_text="hill guards",
        attribution=credited("brigade"),
    )
    again = scene.add(
        "killed six hill guards",
        "six",
        places=places("Karsem"),
        victims_text="hill guards",
        attribution=credited("brigade"),
    )
    assert scene.edge(again) == (SAME, first)


def test_an_unknown_place_may_lie_in_a_city_but_not_in_a_village() -> None:
    for kind, target in (("city", True), ("village", False)):
        scene = Scene(read("Raids killed 28 people in Velim. Shells killed at least 21 in Sornek."))
        spot = PlaceCandidate(gazetteer="test", place_id="v", name="Velim", kind=kind, parents=("Redland",))
        whole = scene.add(
            "killed 28 people", "28", places=(Place(name="Velim", resolved=spot),), scope=Scope.DAY
        )
        part = scene.add("at least 21", "at least 21", places=places("Sornek"))
        assert (scene.edge(part) == (SUBSET, whole)) is target


def test_the_two_are_the_two_of_before_wherever_they_lay() -> None:
    scene = Scene(read("Rebels shot two men in Velim. The two victims were found in Sornek."))
    first = scene.add("shot two men", "two", places=places("Velim"))
    again = scene.add("two victims were found", "two", places=places("Sornek"))
    assert scene.edge(again) == (SAME, first)


def test_others_hurt_beside_three_more_dead_are_not_those_hurt_before() -> None:
    text = "Raids killed 20 people and hurt many. Three more died and 15 others were hurt in the evening."
    scene = Scene(read(text))
    scene.add("killed 20 people", "20")
    scene.add("hurt many", "many", Harm.INJURED)
    scene.add("Three more died", "Three", hint=(MORE, None, "more"))
    others = scene.add("15 others were hurt", "15", Harm.INJURED, hint=(MORE, None, "others"))
    assert scene.edge(others) is None

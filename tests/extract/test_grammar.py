from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import recount.extract
from recount.extract.grammar import propose_claims
from recount.extract.proposal import Proposal
from recount.extract.reading import Reading
from recount.model import Harm, Modality, RelationType

from .scenes import read

Figure = tuple[str, str, int | None, int | None]


def figures(text: str, *, headline: str = "") -> list[Figure]:
    reading = read(text, headline=headline)
    return [
        (reading.words(found.quantity.span), found.harm.value, found.quantity.low, found.quantity.high)
        for found in propose_claims(reading)
    ]


def proposals(text: str) -> tuple[Reading, list[Proposal]]:
    reading = read(text)
    return reading, propose_claims(reading)


CASES: dict[str, list[Figure]] = {
    # verbs: passive, active, -ing, participle, intransitive
    "At least 12 miners were killed in Oskaria.": [("At least 12", "killed", 12, None)],
    "The raid killed 14 fighters near Tarvale.": [("14", "killed", 14, 14)],
    "A blast hit the market, killing 23 shoppers and wounding 40.": [
        ("23", "killed", 23, 23),
        ("40", "injured", 40, 40),
    ],
    "Ninety people died when the ferry sank.": [("Ninety", "killed", 90, 90)],
    "Militants executed 30 captured soldiers.": [("30", "killed", 30, 30)],
    "Rebels wounded 50 state media reported.": [("50", "injured", 50, 50)],
    # ellipsis and coordination
    "Police said 13 were killed and 40 wounded.": [("13", "killed", 13, 13), ("40", "injured", 40, 40)],
    "The attack left one person dead and three others injured.": [
        ("one", "killed", 1, 1),
        ("three", "injured", 3, 3),
    ],
    "Shelling killed two women and five children in Drell.": [
        ("two", "killed", 2, 2),
        ("five", "killed", 5, 5),
    ],
    "19 fighters from the group and four villagers were killed.": [
        ("19", "killed", 19, 19),
        ("four", "killed", 4, 4),
    ],
    "Ten people were killed in Oskaria, six in Tarvale and three in Drell.": [
        ("Ten", "killed", 10, 10),
        ("six", "killed", 6, 6),
        ("three", "killed", 3, 3),
    ],
    # one number for two harms
    "Dozens of people were killed or injured in Drell.": [("Dozens", "casualties", 24, None)],
    "The shelling killed and wounded 30 villagers.": [("30", "casualties", 30, 30)],
    # nouns
    "The death toll from the blast in Oskaria rose to 31.": [("31", "killed", 31, 31)],
    "The raid caused the deaths of 35 villagers.": [("35", "killed", 35, 35)],
    "The bodies of 14 men were found.": [("14", "killed", 14, 14)],
    "The war has claimed more than 3,000 lives.": [("more than 3,000", "killed", 3001, None)],
    "The mine claimed the lives of a man and a woman.": [("a man and a woman", "killed", 2, 2)],
    "The clashes left many casualties.": [("many", "casualties", 10, None)],
    "The strike caused deaths, the governor said.": [("deaths", "killed", 1, None)],
    "The number of people killed in Oskaria has risen to 20.": [("20", "killed", 20, 20)],
    # parts told by a number of the harmed
    "Fifteen of the wounded were in a critical condition.": [("Fifteen", "injured", 15, 15)],
    "At least six of those killed were rebels while four were volunteers.": [
        ("At least six", "killed", 6, None),
        ("four", "killed", 4, 4),
    ],
    "Of those killed six were children.": [("six", "killed", 6, 6)],
    "Four guards and 11 raiders made up the rest of the dead.": [
        ("Four", "killed", 4, 4),
        ("11", "killed", 11, 11),
    ],
    "All those killed were farmers.": [("All those killed", "killed", 2, None)],
    "Among the miners killed in Drell was a boy.": [("a", "killed", 1, 1)],
    "At least 68 children were among the 126 people killed in Drell.": [
        ("At least 68", "killed", 68, None),
        ("126", "killed", 126, 126),
    ],
    "Two of the three guards were killed.": [("Two", "killed", 2, 2)],
    "Those executed in Drell are around 300.": [("around 300", "killed", 300, 300)],
    # subjects that something interrupts
    "18 raiders reportedly including one of foreign birth were killed in Drell.": [("18", "killed", 18, 18)],
    "Several prisoners being held at a mill in Drell were believed to have been killed.": [
        ("Several", "killed", 3, None)
    ],
    "At least 86 members of the guard and its allies who include men of other bands were killed.": [
        ("At least 86", "killed", 86, None)
    ],
    "Three commanders including Tam Orlin were confirmed dead.": [("Three", "killed", 3, 3)],
    "Six soldiers, who had been captured in May, were executed.": [
        ("Six", "detained", 6, 6),
        ("Six", "killed", 6, 6),
    ],
    "The clashes left hundreds of people from both towns stranded.": [("hundreds", "trapped", 200, None)],
    "A group of over 60 raiders coming from Drell were killed.": [("over 60", "killed", 61, None)],
    "Villagers had begun to flee Drell.": [("Villagers", "displaced", 2, None)],
    # one verb after another
    "12 people were wounded in the blast and later died.": [
        ("12", "injured", 12, 12),
        ("12", "killed", 12, 12),
    ],
    "Rebels killed two people wounded three and captured 4 soldiers.": [
        ("two", "killed", 2, 2),
        ("three", "injured", 3, 3),
        ("4", "detained", 4, 4),
    ],
    "The fire which the governor said killed several miners burned on.": [("several", "killed", 3, None)],
    "A rebel opened fire at guards before being executed.": [("A", "killed", 1, 1)],
    "The clerk was killed along with two other people.": [
        ("The clerk", "killed", 1, 1),
        ("two", "killed", 2, 2),
    ],
    # commas left out
    "A father a mother and a son were killed.": [("A father a mother and a son", "killed", 3, 3)],
    "A man woman and child died.": [("A man woman and child", "killed", 3, 3)],
    "The blast killed a nurse a clerk and two soldiers.": [
        ("a nurse a clerk", "killed", 2, 2),
        ("two", "killed", 2, 2),
    ],
    "Two people were killed on Monday-and scores of others injured-when a roof fell.": [
        ("Two", "killed", 2, 2),
        ("scores", "injured", 40, None),
    ],
    "Five men were killed and nine other injured.": [("Five", "killed", 5, 5), ("nine", "injured", 9, 9)],
    # whoever tells a figure is no victim
    "The strike killed 13 people, a health official told reporters.": [("13", "killed", 13, 13)],
    "The strike killed 12 people an official of the province said.": [("12", "killed", 12, 12)],
    # frames without a word of harm
    "The guard lost 13 of its fighters.": [("13", "killed", 13, 13)],
    "The fate of 250 others was unknown.": [("250", "missing", 250, 250)],
    "Jets destroyed a post and up to 80 militants.": [("up to 80", "killed", None, 80)],
    "Shelling of Drell claims 11 children": [("11", "killed", 11, 11)],
    "Raiders forced at least 3,000 villagers out of their homes.": [
        ("at least 3,000", "displaced", 3000, None)
    ],
    "The shelling forced 4,000 residents to leave the town of Drell.": [("4,000", "displaced", 4000, 4000)],
    "Drought forced 40 farmers to sell cattle.": [],
    "The advance drove 2,000 miners and farmers from their homes.": [("2,000", "displaced", 2000, 2000)],
    "The fighters took 19 soldiers prisoner after killing a guard.": [
        ("19", "detained", 19, 19),
        ("a", "killed", 1, 1),
    ],
    "The brigade holds 19 prisoners and killed a guard.": [("19", "detained", 19, 19), ("a", "killed", 1, 1)],
    "The army took 19 hills.": [],
    "The blast left 17 people with severe burns.": [("17", "injured", 17, 17)],
    "The war left 17 people with nothing.": [],
    "The evacuation began. Ten buses carrying 350 people reached Osk.": [("350", "displaced", 350, 350)],
    "A bus carrying 350 people reached Osk.": [],
    # what is said of people before their noun; verbs of recording before the harm
    "Five suspected militants were killed in Drell.": [("Five", "killed", 5, 5)],
    "Police shot dead five wanted men.": [("five", "killed", 5, 5)],
    "There were nine confirmed deaths.": [("nine", "killed", 9, 9)],
    "Seven people were documented as killed.": [("Seven", "killed", 7, 7)],
    "The dead numbered seven.": [("seven", "killed", 7, 7)],
    "The toll, earlier put at five, has risen to seven.": [
        ("five", "killed", 5, 5),
        ("seven", "killed", 7, 7),
    ],
    "Militants slit the throats of seven men.": [("seven", "killed", 7, 7)],
    "Soldiers seized 19 fishermen near Drell.": [("19", "detained", 19, 19)],
    "Soldiers seized 19 rifles near Drell.": [],
    "Forty people were treated for severe burns.": [("Forty", "injured", 40, 40)],
    # what says nothing of an attack: an illness, rain, a burial, a house
    "The minister was taken to hospital for a check-up.": [],
    "Three hundred guests sought shelter from the rain.": [],
    "The old singer was laid to rest.": [],
    "The house where two boys lived was torn apart.": [],
    "Parents needed medical treatment for a child.": [],
    "Three million people have become refugees.": [("Three million", "displaced", 3_000_000, 3_000_000)],
    "33 people mostly women suffered from severe breathing difficulties.": [("33", "injured", 33, 33)],
    "Pictures showed bodies lying in the road.": [("bodies", "killed", 2, None)],
    "The brigade committed a massacre against 14 villagers.": [("14", "killed", 14, 14)],
    # singulars, bare plurals, lists
    "A 9-year-old girl was shot dead.": [("A", "killed", 1, 1)],
    "A baker and his young son were killed.": [("A baker and his young son", "killed", 2, 2)],
    "A baker and his two daughters were killed.": [("A baker and his two daughters", "killed", 3, 3)],
    "Ivo Tarn and Ada al-Brel were arrested.": [("Ivo Tarn and Ada al-Brel", "detained", 2, 2)],
    "Raiders killed Ivo Tarn, a clerk, and eight others.": [
        ("Ivo Tarn", "killed", 1, 1),
        ("eight", "killed", 8, 8),
    ],
    "The shells killed all farmers near Tarvale.": [("all farmers", "killed", 2, None)],
    "The suspect, a former clerk, was arrested.": [("The suspect", "detained", 1, 1)],
    "The shells killed farmers near Tarvale.": [("farmers", "killed", 2, None)],
    "They showed the bodies of women and children.": [("women and children", "killed", 2, None)],
    # two harms run together where a comma is left out
    "2 killed others injured in rocket attacks on the market.": [
        ("2", "killed", 2, 2),
        ("others", "injured", 2, None),
    ],
    "The gunmen killed others near Drell.": [("others", "killed", 2, None)],
    # a harm of their own
    "The clinic received the bodies of 44 people as well as 14 injured guards.": [
        ("44", "killed", 44, 44),
        ("14", "injured", 14, 14),
    ],
    # limbs lost, gas
    "The teacher had her leg amputated.": [("The teacher", "injured", 1, 1)],
    "One of the children had his legs blown off.": [("One", "injured", 1, 1)],
    "A guard lost a leg in the blast.": [("A", "injured", 1, 1)],
    "He accused the army of gassing hundreds of people.": [("hundreds", "casualties", 200, None)],
    "30 people were gassed to death in Drell.": [("30", "killed", 30, 30)],
    "The blast caused serious injuries to a woman.": [("a", "injured", 1, 1)],
    "The attack caused casualties to the terrorists.": [("casualties", "casualties", 1, None)],
    # a group of people by its number
    "The shell killed a family of six.": [("six", "killed", 6, 6)],
    "The raid killed an armed group of 12 men.": [("12", "killed", 12, 12)],
    # the other harms
    "Some 40,000 civilians remain besieged in Drell.": [("Some 40,000", "trapped", 40000, 40000)],
    "More than 2,000 people have fled their homes.": [("More than 2,000", "displaced", 2001, None)],
    "Thousands of evacuees waited in Tarvale.": [("Thousands", "displaced", 2000, None)],
    "Gunmen abducted seven aid workers.": [("seven", "detained", 7, 7)],
    "As many as 60 passengers are missing.": [("As many as 60", "missing", None, 60)],
    "300 people were left homeless.": [("300", "displaced", 300, 300)],
    "Rescuers pulled 10 people from under the rubble.": [("10", "trapped", 10, 10)],
    "The toll may rise as many people remained under the rubble.": [("many", "trapped", 10, None)],
    # nobody
    "No casualties were reported.": [("No", "casualties", 0, 0)],
    "Nobody was hurt.": [("Nobody", "injured", 0, 0)],
}


@pytest.mark.parametrize("text", CASES, ids=lambda text: text[:40])
def test_the_wording_of_each_class_is_read(text: str) -> None:
    assert figures(text) == CASES[text]


@pytest.mark.parametrize(
    "text",
    [
        "The army lost 12 tanks and 40 vehicles.",
        "Rebels captured three villages and two bases.",
        "The army captured the town of Drell.",
        "Drell, a city of 300,000 people, lies on the coast.",
        "About 300 soldiers took part in the drill.",
        "There was no immediate word on casualties.",
        "The law would help avoid civilian deaths.",
        "They treated the wounded and buried the dead.",
        "He runs two camps for displaced people.",
        "The number of those killed is likely to rise.",
        "The volunteers saved 12 lives.",
        "Unemployment killed demand for 300 products.",
        "Officials claimed 20 people attended the meeting.",
        "Drums capable of causing casualties were found.",
        "Hundreds of families fled their homes.",
        "One of the towns was evacuated.",
        "Ivo 13 suffered a setback.",
        "The statue had its arm broken.",
        "The rebels had their hands severed from the villages.",
        "They met a family of five.",
        "The blast caused injuries to the building.",
        "The toll may rise as many live there.",
    ],
)
def test_what_counts_no_victims_yields_nothing(text: str) -> None:
    assert figures(text) == []


def test_headlines_leave_out_articles() -> None:
    assert figures("The man was named.", headline="Rebel commander killed in Drell") == [
        ("Rebel commander", "killed", 1, 1)
    ]
    assert figures("", headline="9 Killed 21 Injured in Mortar Fire on Drell") == [
        ("9", "killed", 9, 9),
        ("21", "injured", 21, 21),
    ]


def test_capitals_throughout_do_not_hide_the_words() -> None:
    assert figures("GUERRILLAS KILLED A PEASANT AND WOUNDED SIX SOLDIERS IN DRELL.") == [
        ("A", "killed", 1, 1),
        ("SIX", "injured", 6, 6),
    ]


def test_text_without_commas_is_read_as_well() -> None:
    text = "An air strike hit a market killing 11 people the monitor said and five others were hurt in Drell"
    assert figures(text) == [("11", "killed", 11, 11), ("five", "injured", 5, 5)]


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("The blast killed 64 people, including 14 girls.", "14", "64"),
        ("64 people including 14 girls were killed.", "14", "64"),
        ("Twelve soldiers, three of them officers, died.", "three", "Twelve"),
        ("Nine pupils were among 33 villagers killed.", "Nine", "33"),
        ("190 sailors, among them 16 cadets, were killed.", "16", "190"),
        ("10 of 48 people executed in Drell were children.", "10", "48"),
        ("Among the nine dead were four members of one family.", "four", "nine"),
        ("Among the 23 killed was a family of 10 people.", "10", "23"),
        ("Ten people were killed, including an Oskarian family of four.", "four", "Ten"),
        ("At least 68 children were among the 126 people killed.", "At least 68", "126"),
    ],
)
def test_parts_name_their_whole(text: str, part: str, whole: str) -> None:
    reading, found = proposals(text)
    by_words = {reading.words(proposal.quantity.span): proposal for proposal in found}
    hint = by_words[part].hint
    assert hint is not None
    assert (hint.type, hint.target) == (RelationType.SUBSET_OF, by_words[whole].quantity.span.start)
    assert by_words[whole].hint is None


@pytest.mark.parametrize(
    "text", ["Six of the dead were rebels.", "Four guards made up the rest of the dead."]
)
def test_a_number_of_the_harmed_is_a_part_of_a_whole_told_elsewhere(text: str) -> None:
    _, (found,) = proposals(text)
    assert found.hint is not None
    assert (found.hint.type, found.hint.target) == (RelationType.SUBSET_OF, None)


def test_a_toll_that_rises_updates_the_older_figure() -> None:
    for text in ("The toll rose to 31 from 27.", "The toll climbed from 27 to 31."):
        reading, found = proposals(text)
        by_words = {reading.words(proposal.quantity.span): proposal for proposal in found}
        hint = by_words["31"].hint
        assert hint is not None
        assert (hint.type, hint.target) == (RelationType.UPDATES, by_words["27"].quantity.span.start)


def test_a_figure_put_elsewhere_goes_on_about_the_harm_before() -> None:
    text = "Clashes killed 28 fighters. A second group put the number at 50."
    assert figures(text)[1] == ("50", "killed", 50, 50)


def test_two_harms_of_one_person_are_two_claims() -> None:
    text = "The captain was captured and later killed."
    assert [(words, harm) for words, harm, *_ in figures(text)] == [
        ("The captain", "detained"),
        ("The captain", "killed"),
    ]


def test_leaving_is_displacement_only_beside_an_evacuation() -> None:
    assert figures("Some 300 residents left Drell on Friday.") == []
    evacuated = "The evacuation of Drell went on. Some 300 residents left on Friday."
    assert [(words, harm) for words, harm, *_ in figures(evacuated)] == [("Some 300", "displaced")]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The halt stranded thousands at the crossing.", ("thousands", 2000)),
        ("Thousands of evacuees were also stuck there.", ("Thousands", 2000)),
        ("Hundreds of fighters and their families moved out of a besieged area.", ("Hundreds", 200)),
        ("Hundreds of fighters and their families evacuated the town of Drell.", ("Hundreds", 200)),
        ("A smaller number of fighters had left.", ("A smaller number of", 2)),
        ("Officials left the talks.", None),
        ("The army evacuated the wounded.", None),
    ],
)
def test_who_leaves_or_is_held_up_in_an_evacuation_is_displaced(
    text: str, figure: tuple[str, int] | None
) -> None:
    found = figures(f"The evacuation of Drell went on. {text}")
    assert found == ([] if figure is None else [(figure[0], "displaced", figure[1], None)])


def test_victims_and_agent_are_the_words_of_the_text() -> None:
    reading, (found,) = proposals("Three members of the coast guard were shot dead by masked gunmen.")
    assert found.victims is not None
    assert reading.words(found.victims) == "members of the coast guard"
    assert found.agent is not None
    assert reading.words(found.agent) == "masked gunmen"


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Rebels killed 12 hostages.", Modality.ASSERTED),
        ("Rebels threatened to kill 12 hostages.", Modality.HYPOTHETICAL),
        ("If the dam bursts, 2,000 people could die.", Modality.HYPOTHETICAL),
        ("The toll could reach 200.", Modality.HYPOTHETICAL),
        ("Some 3,000 people will be evacuated from Drell.", Modality.EXPECTED),
        ("The ministry denied that 20 civilians were killed.", Modality.DENIED),
        ("The army denied on Tuesday that its aircraft had killed 16 civilians.", Modality.DENIED),
        (
            "The army denied the reports and said on Tuesday that its men had killed 16 rebels.",
            Modality.ASSERTED,
        ),
    ],
)
def test_modality_is_read_from_the_frame(text: str, modality: Modality) -> None:
    (found,) = proposals(text)[1]
    assert found.modality is modality


VOCABULARY = (
    "12 at least 40 dozens of people soldiers children a man woman the were was killed wounded "
    "killing died fled and , . including among them who toll rose to from no deaths bodies of in "
    "Drell said ( ) left "
)

WORDS = st.sampled_from(VOCABULARY.split())


@given(st.lists(WORDS, max_size=60))
def test_any_run_of_words_is_read_without_contradiction(words: list[str]) -> None:
    reading = read(" ".join(words) or "x")
    seen: set[tuple[int, int, Harm]] = set()
    for found in propose_claims(reading):
        span = reading.sentences[found.sentence].span
        assert span.contains(found.quote)
        assert found.quote.contains(found.quantity.span)
        assert found.quote.contains(found.trigger)
        key = (found.quantity.span.start, found.quantity.span.end, found.harm)
        assert key not in seen
        seen.add(key)


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    for found in propose_claims(read(text or "x")):
        assert found.quote.contains(found.quantity.span)


DATA = Path(recount.extract.__file__).parent / "data" / "en"


@pytest.mark.parametrize("name", ["grammar", "harm", "victims"])
def test_every_word_of_the_lexicons_is_a_string(name: str) -> None:
    def strings(node: object) -> bool:
        if isinstance(node, dict):
            return all(strings(value) for value in node.values())
        return all(map(strings, node)) if isinstance(node, list) else isinstance(node, str)

    assert strings(yaml.safe_load((DATA / f"{name}.yml").read_text(encoding="utf-8")))


def test_every_letter_of_the_patterns_is_explained() -> None:
    text = (DATA / "grammar.yml").read_text(encoding="utf-8")
    legend = set(
        re.findall(
            r"(?:^#|   )\s*(\S) ", "\n".join(re.findall(r"^#   .*$", text, re.MULTILINE)), re.MULTILINE
        )
    )
    data = yaml.safe_load(text)
    symbols = {symbol for symbol, _ in data["chunks"]} | set(data["words"])
    assert symbols <= legend | {";"}

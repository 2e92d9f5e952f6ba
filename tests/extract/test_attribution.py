from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.extract.attribution import find_attributions
from recount.extract.attribution.cues import CueKind, find_cues
from recount.extract.attribution.datelines import find_datelines
from recount.extract.attribution.forms import MentionKind
from recount.extract.attribution.lexicon import load_lexicon, one_of
from recount.extract.attribution.phrases import PhraseReader
from recount.extract.attribution.tagging import find_known, tag_sentence
from recount.extract.attribution.tokens import index_at, tokenize
from recount.extract.grammar import propose_claims
from recount.model import Attribution

from .scenes import read


def attributions(text: str, headline: str = "") -> list[Attribution]:
    reading = read(text, headline=headline)
    found = find_attributions(reading, propose_claims(reading))
    for attribution in found:
        for speaker in attribution.speakers:
            assert speaker.start is not None
            assert reading.text[speaker.start : speaker.end] == speaker.name
    return found


def names(attribution: Attribution) -> list[str]:
    return [speaker.name for speaker in attribution.speakers]


def last(text: str, headline: str = "") -> tuple[list[str], str | None]:
    attribution = attributions(text, headline)[-1]
    return names(attribution), attribution.carrier


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # the speaker before the verb, leading or trailing
        ("The Observatory said 12 civilians were killed in Karsem.", ["Observatory"]),
        ("Shells killed 12 civilians in Karsem, activists said.", ["activists"]),
        ("Shells killed 12 civilians in Karsem activists said on Friday.", ["activists"]),
        ("A monitoring group says shells killed 12 people.", ["A monitoring group"]),
        ("Two residents reported that shells killed 12 people.", ["Two residents"]),
        ("Twelve people died in Karsem, a hospital spokesman told reporters.", ["a hospital spokesman"]),
        # what only says of what kind people are credits nobody
        ("The army killed 12 alleged militants in Karsem.", []),
        ("Rebels killed three alleged spies in Karsem.", []),
        ("The opposition alleged 12 people were killed in Karsem.", ["opposition"]),
        # the speaker after the verb
        ("Shells killed 12 civilians in Karsem, said the Observatory.", ["Observatory"]),
        ('"Shells killed 12 civilians" said a medic who asked not to be named.', ["a medic"]),
        (
            "Shells killed 12 civilians, said Ilan Varo, head of the Observatory.",
            ["Ilan Varo", "Observatory"],
        ),
        # names of bodies that go on behind a link, and what explains a name
        ("The Karsem Network for Human Rights said 12 people died.", ["Karsem Network for Human Rights"]),
        ("Twelve people died, the Union of Medical Care said.", ["Union of Medical Care"]),
        ("Twelve people died, the Ministry of Health said.", ["Ministry of Health"]),
        ("The Karsem American Medical Society said 12 people died.", ["Karsem American Medical Society"]),
        ("Radio Karsem said 12 people died.", ["Radio Karsem"]),
        (
            "The Karsem Documentation Centre, a monitoring group, said 12 people died.",
            ["Karsem Documentation Centre"],
        ),
        ("The Karsem Documentation Centre a monitoring group said 12 died.", ["Karsem Documentation Centre"]),
        ("Varo, the army's spokesman, said 12 people died.", ["Varo"]),
        ("In Karsem, a monitoring group said 12 people died.", ["a monitoring group"]),
        ("Twelve people were killed by the army, a monitoring group said.", ["a monitoring group"]),
        # prepositions and participles
        ("According to the Observatory, 12 civilians were killed.", ["Observatory"]),
        ("Twelve civilians were killed, according to local sources.", ["local sources"]),
        ("Figures compiled by the Karsem Rights Network say 12 people died.", ["Karsem Rights Network"]),
        ("Twelve people died, according to figures compiled by the Observatory.", ["Observatory"]),
        # figures put, given, acknowledged
        ("State television put the toll at 12 dead.", ["State television"]),
        ("The Redland army acknowledged the deaths of 12 civilians.", ["Redland army"]),
        # nobody
        ("Shells killed 12 civilians in Karsem.", []),
        ("Shells claimed 12 lives in Karsem.", []),
        ("A blast that rebels claimed responsibility for killed 12 people.", []),
        ("Twelve people were reported killed in Karsem.", []),
        ("Outside Karsem a resident said 12 people were killed.", ["a resident"]),
        ("It said 12 people were killed.", []),
        ("The army did not say whether 12 people were killed.", []),
    ],
)
def test_who_says_it(text: str, speakers: list[str]) -> None:
    assert last(text)[0] == speakers


@pytest.mark.parametrize(
    ("phrase", "speakers"),
    [
        ("the Syrian Observatory for Human Rights (SOHR)", ["SOHR"]),
        ("the Syrian Observatory for Human Rights monitoring group", ["Syrian Observatory for Human Rights"]),
        ("SOHR head Ilan Varo", ["Ilan Varo", "SOHR"]),
        ("Ilan Varo, head of the Observatory,", ["Ilan Varo", "Observatory"]),
        ("Ilan Varo the head of the Observatory", ["Ilan Varo", "Observatory"]),
        ("the head of the Observatory Ilan Varo", ["Ilan Varo", "Observatory"]),
        ("Ilan Varo, a civil defence official,", ["Ilan Varo", "civil defence"]),
        ("Defence Ministry spokesman Major General Ilan Varo", ["Ilan Varo", "Defence Ministry"]),
        ("Karsem governor Ilan Varo", ["Ilan Varo"]),
        ("a civil defence official", ["a civil defence official"]),
        ("a source at Karsem Police Command", ["a source at Karsem Police Command"]),
        ("SANA's correspondent", ["SANA's correspondent", "SANA"]),
        ("SANAs correspondent", ["SANAs correspondent", "SANA"]),
        ("activists in Karsem", ["activists"]),
        ("residents of the town", ["residents of the town"]),
        ("a monitor and a civil defence official", ["a monitor", "a civil defence official"]),
        ("a war monitor, medics and rescuers", ["a war monitor", "medics", "rescuers"]),
        ("the Observatory, which has people in Karsem,", ["Observatory"]),
        ("the Observatory which has people in Karsem", ["Observatory"]),
        ("a group tracking the violence", ["a group"]),
        ("the UN", ["UN"]),
        ("Reporters Without Borders", ["Reporters Without Borders"]),
        ("a healthcare worker", ["a healthcare worker"]),
    ],
)
def test_the_person_and_the_body_are_named_in_their_shortest_form(phrase: str, speakers: list[str]) -> None:
    assert last(f"Shells killed 12 people, {phrase} said.")[0] == speakers
    assert last(f"Shells killed 12 people {phrase} said.")[0] == speakers


@pytest.mark.parametrize(
    ("text", "speakers", "carrier"),
    [
        ("A medic told Reuters that 12 people were killed.", ["A medic"], "Reuters"),
        ("Twelve people were killed, a medic told Reuters from Karsem.", ["a medic"], "Reuters"),
        ("A medic told reporters that 12 people were killed.", ["A medic"], None),
        ("A source told SANA that 12 people were killed.", ["A source"], "SANA"),
        ("SANA news agency reported that 12 people were killed.", ["SANA"], None),
        ("SANA quoted a source as saying 12 people were killed.", ["a source"], "SANA"),
        ("SANA reported citing a medical source that 12 people were killed.", ["a medical source"], "SANA"),
        ("A medic said 12 people were killed; SANA reported.", ["A medic"], "SANA"),
        ("A medic confirmed 12 deaths in an interview with Reuters.", ["A medic"], "Reuters"),
        ("Residents told Redland's SANA news agency that 12 people were killed.", ["Residents"], "SANA"),
        ("The Observatory quoted a medic as saying 12 people died.", ["Observatory", "a medic"], None),
        ("A medic was quoted as saying by Reuters that 12 people were killed.", ["A medic"], "Reuters"),
    ],
)
def test_the_agency_told_or_reporting_another_speaker_carries(
    text: str, speakers: list[str], carrier: str | None
) -> None:
    assert last(text) == (speakers, carrier)


def test_nested_credits_all_speak() -> None:
    text = "The World Health Organization says health officials have reported that 84 people were killed."
    assert last(text)[0] == ["World Health Organization", "health officials"]


def test_a_second_verb_without_a_subject_goes_on_with_the_speaker() -> None:
    text = "The Observatory said the town was shelled and added that 12 people were killed."
    assert last(text)[0] == ["Observatory"]
    text = "The town was shelled, the Observatory said, adding that 12 people were killed."
    assert last(text)[0] == ["Observatory"]


def test_two_credits_of_one_sentence_keep_their_own_figures() -> None:
    text = "Tanks killed four people, residents said a day after rights groups said troops killed 80."
    first, second = attributions(text)
    assert (names(first), names(second)) == (["residents"], ["rights groups"])


@pytest.mark.parametrize(
    ("headline", "speakers"),
    [
        ("Shells kill 12 in Karsem: monitor", ["monitor"]),
        ("Shells kill 12 in Karsem – UN", ["UN"]),
        ("Shells kill 12 in Karsem monitor", ["monitor"]),
        ("Shells kill 12 in Karsem: monitor Ann Leeds", ["monitor"]),
        ("Monitor: 12 killed in Karsem", ["Monitor"]),
        ("12 killed in Karsem, UN says", ["UN"]),
        ("Shells kill 12 in Karsem", []),
        ("Shells kill 12 in talks with monitor", []),
        ("Shells kill 12 in Karsem monitor - Region - Daily Gazette", ["monitor"]),
        ("Shells kill 12 in Karsem - Region - Ahram Online", []),
        ("Shells kill 12 in Karsem: monitor | Daily Gazette", ["monitor"]),
    ],
)
def test_headlines_credit_with_a_colon_a_dash_or_a_last_word(headline: str, speakers: list[str]) -> None:
    attribution = attributions("Nothing else is known.", headline)[0]
    assert names(attribution) == speakers
    assert attribution.basis == ("headline" if speakers else "own_voice")


@pytest.mark.parametrize(
    ("first", "second", "speakers"),
    [
        ("SOHR head Ilan Varo said the town was hit.", "Shells killed 12, he added.", ["Ilan Varo", "SOHR"]),
        ("SOHR head Ilan Varo said the town was hit.", "It said 12 people were killed.", ["SOHR"]),
        ("SOHR head Ilan Varo said the town was hit.", "Shells killed 12, Varo said.", ["Ilan Varo", "SOHR"]),
        (
            "The Observatory said the town was hit.",
            "The Britain-based group said 12 were killed.",
            ["Observatory"],
        ),
        ("The Observatory said the town was hit.", "The monitor said 12 were killed.", ["Observatory"]),
        (
            "A source at Police Command said the town was hit.",
            "The source added that 12 were killed.",
            ["A source at Police Command"],
        ),
        ("White Helmets said the town was hit.", "The group said 12 were killed.", ["White Helmets"]),
        ("Activists said the town was hit.", "They said 12 people were killed.", ["Activists"]),
        ("A medic said the town was hit.", "The coalition said 12 were killed.", ["coalition"]),
    ],
)
def test_what_points_back_takes_the_name_used_before(first: str, second: str, speakers: list[str]) -> None:
    assert last(f"{first} {second}")[0] == speakers


def test_the_carrier_goes_on_with_the_speaker() -> None:
    assert last("A witness told Reuters the town was hit. Shells killed 12, the witness said.") == (
        ["A witness"],
        "Reuters",
    )


@pytest.mark.parametrize(
    "second",
    [
        "Another 12 people were killed in Dolvar.",
        "Seven children were among the dead.",
        "The attack left 12 people dead.",
        "The victims included 12 children.",
        "Twelve people were killed in a similar attack on Dolvar.",
    ],
)
def test_a_credit_carries_over_where_the_next_sentence_goes_on_with_it(second: str) -> None:
    attribution = attributions(f"A medic told Reuters the town was hit. {second}")[-1]
    assert (names(attribution), attribution.carrier, attribution.basis) == (["A medic"], "Reuters", "carried")


@pytest.mark.parametrize(
    "second",
    [
        "Meanwhile another 12 people were killed in Dolvar.",
        "Elsewhere, 12 people were killed in Dolvar.",
        "The war has killed 300,000 people since it began in 2011.",
        "More than 300,000 people have been killed since the war began.",
        "Troops also shelled Dolvar, killing 12 people.",
    ],
)
def test_a_credit_does_not_carry_into_the_reports_own_voice(second: str) -> None:
    attribution = attributions(f"A medic said the town was hit. {second}")[-1]
    assert attribution == Attribution()


def test_a_quotation_of_several_sentences_has_one_speaker() -> None:
    text = '"Shells fell at dawn. Twelve people were killed. We have no medicine," a medic said.'
    assert last(text)[0] == ["a medic"]


def test_he_added_reaches_back_over_a_sentence_in_the_reports_own_voice() -> None:
    text = 'Ilan Varo, head of SOHR, said shells fell. Karsem has no hospital. "Many people died," he added.'
    assert last(text)[0] == ["Ilan Varo", "SOHR"]


def test_speakers_are_linked_to_the_originator_table() -> None:
    (attribution,) = attributions("Shells killed 12, the monitor and a civil defence official said.")
    assert [speaker.originator for speaker in attribution.speakers] == [None, "syria_civil_defence"]
    text = "Shells killed 12 people, a monitor said. The Observatory said the town was hit."
    (attribution,) = attributions(text)
    assert [speaker.originator for speaker in attribution.speakers] == ["sohr"]


def test_two_monitors_in_a_report_leave_a_monitor_open() -> None:
    text = "Shells killed 12, a monitor said. The Observatory and Airwars said the town was hit."
    (attribution,) = attributions(text)
    assert [speaker.originator for speaker in attribution.speakers] == [None]


def test_no_proposals_no_attributions() -> None:
    assert find_attributions(read("The Observatory said nothing."), []) == []


def test_known_names_match_the_longest_and_leave_the_possessive() -> None:
    text = "SANA's man met the Aleppo Media Center (AMC) and who is who."
    found = [
        (text[name.name_start : name.name_end], name.originator)
        for name in find_known(tokenize(text, 0, 200))
    ]
    assert found == [("SANA", "sana"), ("AMC", "aleppo_media_center")]


def test_tokens_keep_dotted_acronyms_and_hyphens_whole() -> None:
    text = "U.S.-led jets, al-Qasr's U.N. aid"
    assert [token.text for token in tokenize(text, 0, len(text))] == [
        "U.S.-led",
        "jets",
        ",",
        "al-Qasr's",
        "U.N.",
        "aid",
    ]


def test_a_phrase_before_a_verb_ends_where_a_victim_noun_stands() -> None:
    text = "killing eight volunteers opposition activists said"
    sentence = tag_sentence(text, 0, len(text), "en")
    phrase = PhraseReader(sentence, load_lexicon("en")).ending_at(
        index_at(sentence.tokens, text.index("said"))
    )
    assert phrase is not None
    assert [text[mention.start : mention.end] for mention in phrase.mentions] == ["opposition activists"]
    assert phrase.mentions[0].kind is MentionKind.PHRASE


def test_one_of_matches_each_of_its_words_and_nothing_else() -> None:
    import re

    pattern = re.compile(one_of(["say", "says", "said", "tell"]))
    assert [bool(pattern.fullmatch(word)) for word in ("say", "says", "said", "tell", "sa", "tells")] == [
        True,
        True,
        True,
        True,
        False,
        False,
    ]


PIECES = st.sampled_from(
    [
        "12 people were killed",
        "said",
        "says",
        "told Reuters",
        "according to",
        "the Observatory",
        "SOHR",
        "(",
        ")",
        "Ilan Varo",
        "head of",
        "a monitor",
        "activists",
        "and",
        ",",
        ".",
        "he",
        "it",
        "who",
        "which",
        "citing",
        "quoted",
        "by",
        "in Karsem",
        "that",
        "reported",
        "the",
        "of",
        ":",
        "–",
        "killing 3",
        "U.N.",
        "'s",
        "\n",
        '"',
        "was quoted as saying",
        "adding",
        "the group",
        "Meanwhile",
        "another five were killed",
        "“",
        "”",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40), st.booleans())
def test_any_order_of_words_is_read_without_failing(pieces: list[str], has_headline: bool) -> None:  # noqa: FBT001
    text = " ".join(pieces)
    headline = "Shells kill 12: monitor" if has_headline else ""
    reading = read(text, headline=headline)
    proposals = propose_claims(reading)
    found = find_attributions(reading, proposals)
    assert len(found) == len(proposals)
    for attribution in found:
        for speaker in attribution.speakers:
            assert speaker.start is not None
            assert speaker.end is not None
            assert reading.text[speaker.start : speaker.end] == speaker.name != ""
        assert attribution.carrier is None or attribution.carrier in reading.text
        assert (attribution.basis == "own_voice") == (not attribution.speakers)


# --- classes of wording that only showed on reports nobody had tuned for ---------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Air strikes killed 12 people, the Observatory said on Wednesday.",
        "Since 19 September, at least 12 people have been killed here, the Observatory said on Wednesday.",
        "On Tuesday, 12 people were killed in Karsem, the Observatory said late on Wednesday night.",
        "In Karsem, 12 people were killed, the Observatory said in its toll on Twitter.",
        "After dawn, shells killed 12 people, the Observatory said on Oct. 12.",
    ],
)
def test_a_credit_that_closes_with_its_day_covers_the_words_before_it(text: str) -> None:
    assert last(text)[0] == ["Observatory"]
    assert last(text, "Observatory: 12 killed in Karsem")[0] == ["Observatory"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # a longer name keeps its place
        ("Shells killed 12 people, the Karsem Civil Defence said.", ["Karsem Civil Defence"]),
        ("The Karsem Red Crescent said 12 people were killed.", ["Karsem Red Crescent"]),
        ("The Moscow Media Office said 12 people were killed.", ["Moscow Media Office"]),
        ("Shells killed 12 in Karsem, a civil defence official said.", ["a civil defence official"]),
        # a party whose comma is lost is no part of the speaker
        ("Twelve died in a town held by the Nusra Front a monitor said.", ["a monitor"]),
        ("Twelve died where it fights alongside the Free Army a monitor said.", ["a monitor"]),
        # who somebody speaks for, told by a clause
        ("Ilan Varo who heads the Observatory said 12 people were killed.", ["Ilan Varo", "Observatory"]),
        (
            "Twelve people were killed, according to Ilan Varo, who runs the Observatory.",
            ["Ilan Varo", "Observatory"],
        ),
        ("Ilan Varo, a doctor at the hospital of Karsem, said 12 people were killed.", ["Ilan Varo"]),
        (
            "A doctor going by the name of Ilan for fear of reprisals said 12 people were killed.",
            ["A doctor"],
        ),
        ("The Karsem Centre for counting victims in Dolvar said 12 people died.", ["Karsem Centre"]),
        # quotation marks, adverbs and quantities around the speaker
        ('The Observatory "has documented the killing of 12 civilians" since May.', ["Observatory"]),
        ("The Observatory strongly condemned the raid in which 12 people were killed.", ["Observatory"]),
        ("A number of residents said 12 people were killed.", ["A number of residents"]),
        ("Twelve people were killed, according to field sources.", ["field sources"]),
        ("Shelling went on with the Observatory reporting that 12 people died.", ["Observatory"]),
        ("A source in the Observatory said 12 people were killed.", ["A source in the Observatory"]),
        # no credits
        ("The group declared a caliphate and 12 people were killed.", []),
        ("Photographed by Ann Said Twelve people were killed.", []),
        ("A raid that was carried out by rebels killed 12 people.", []),
    ],
)
def test_who_says_it_in_words_met_later(text: str, speakers: list[str]) -> None:
    assert last(text)[0] == speakers


def test_after_the_speaker_adding_goes_on_with_it() -> None:
    text = "Shells killed 30 people, said the Observatory adding that 12 of them were children."
    assert last(text)[0] == ["Observatory"]


def test_a_correspondent_who_quotes_carries_for_the_outlet() -> None:
    text = "SANA reporter quoted a number of residents as saying that 12 people were killed."
    assert last(text) == (["a number of residents"], "SANA")
    text += " The reporter said 14 people were wounded."
    assert last(text)[0] == ["SANA reporter", "SANA"]


@pytest.mark.parametrize(
    ("headline", "speakers"),
    [
        ("Shells kill 12 in Karsem State media", ["State media"]),
        ("Shells kill 12 State media - Region - Ahram Online", ["State media"]),
        ("Shells kill at least 12 Observatory", ["Observatory"]),
        ("Shells kill 12 White Helmets activists", []),
        ("Shells kill 12 rebels", []),
        ("Shells claim 12 children", []),
        ("Shells kill 10 civilians in Karsem Red Cross", ["Red Cross"]),
        ("Shells kill 12 in Karsem near UNICEF", []),
        ("Shells kill 12 outside UNICEF", []),
        ("Shells kill 12 soldiers in Syria Damascus", []),
        ("Shells kill 12 as raid hits Karsem Local reports", ["Local reports"]),
        ("Monitor 12 people killed by shells", ["Monitor"]),
        ("12 soldiers killed in clashes with NDF Monitor", ["Monitor"]),
        ("Army kills 12 rebels east of Karsem Monitoring group", ["Monitoring group"]),
        ("Watchdog Dozens killed by shells", ["Watchdog"]),
        ("Monitor killed by shells as 12 die", []),
    ],
)
def test_headlines_credit_with_their_last_words_but_victims_are_no_speakers(
    headline: str, speakers: list[str]
) -> None:
    found = attributions("Nothing else is known.", headline)
    assert [names(attribution) for attribution in found] in ([[speakers]] if speakers else [[[]], []])


@pytest.mark.parametrize(
    "second",
    [
        "And 12 people died of hunger.",
        '"There were 12 dead in the street."',
        "Twelve people died and the medic added that rain fell.",
    ],
)
def test_a_credit_carries_into_what_plainly_goes_on(second: str) -> None:
    attribution = attributions(f"A medic said the town was hit. {second}")[0]
    assert (names(attribution), attribution.basis) == (["A medic"], "carried")


@pytest.mark.parametrize(
    "text",
    [
        "Shells kill 12 in Karsem AFP Friday 2 May 2031 Rain fell on the town on Friday a monitor said.",
        "Shells kill 12 in Karsem KARSEM (Reuters) - Rain fell on the town a monitor said.",
        "People look at a house after shells killed 12 (AFP photo) Rain fell on the town a monitor said.",
    ],
)
def test_a_credit_does_not_reach_across_a_dateline_inside_its_sentence(text: str) -> None:
    assert attributions(text) == [Attribution()]


def test_the_words_before_a_dateline_have_their_own_credit() -> None:
    text = "Shells kill 12 says Observatory AFP Friday 2 May 2031 Rain fell on the town a monitor said."
    assert names(attributions(text)[0]) == ["Observatory"]


@pytest.mark.parametrize(
    ("first", "second", "speakers"),
    [
        ("A medic said the town was hit.", "Shells killed 12, the same source said.", ["A medic"]),
        ("The Karsem coalition said shells fell.", "The alliance said 12 died.", ["Karsem coalition"]),
        (
            "A rebel source said shells fell. A source in the Observatory said rain fell.",
            "The source said 12 died.",
            ["A source in the Observatory"],
        ),
    ],
)
def test_what_points_back_takes_the_last_that_fits(first: str, second: str, speakers: list[str]) -> None:
    assert last(f"{first} {second}")[0] == speakers


def test_datelines_are_found_in_order_and_acronyms_of_parties_are_none() -> None:
    text = "Hit AFP Friday 2 May 2031 Rain. KARSEM (Reuters) - Rain. The Army (FSA) Rain. (AFP photo) Rain."
    found = [text[span.start : span.end].strip() for span in find_datelines(text, load_lexicon("en"))]
    assert found == ["AFP Friday 2 May 2031", "KARSEM (Reuters) -", "(AFP photo)"]


def test_cues_are_verbs_prepositions_and_participles_with_by() -> None:
    text = "According to to her it said videos shared by him, as per Ann, shared"
    cues = find_cues(tokenize(text, 0, len(text)), load_lexicon("en"))
    assert [(cue.kind, text[cue.start : cue.end]) for cue in cues] == [
        (CueKind.PREPOSITION, "According to to"),
        (CueKind.VERB, "said"),
        (CueKind.AGENT, "shared by"),
        (CueKind.PREPOSITION, "as per"),
    ]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ('"Raids killed 15 members of the band" the commanders went on to say.', ["commanders"]),
        ("Rescue workers responding to the raids gave a higher toll of 23 dead.", ["Rescue workers"]),
        ("Activists in the district of Velim in Karsem said that 6 civilians were killed.", ["Activists"]),
        (
            "An official in the Redland town of Velim said on Tuesday that 6 people were killed.",
            ["An official"],
        ),
        ("According to a recent report by the Velim Network 12 people were killed.", ["Velim Network"]),
        (
            "Shells hit a clinic in Velim a source in the Karsem militia said killing 12 people.",
            ["a source in the Karsem militia"],
        ),
        (
            "Twelve people were killed a source in Velim National Hospital said.",
            ["a source in Velim National Hospital"],
        ),
        ("Twelve people were killed a source in the province said.", ["a source"]),
        ("Raids hurt dozens an opposition group and residents said.", ["an opposition group", "residents"]),
        ("Raids killed 12 and hurt dozens opposition activists said.", ["opposition activists"]),
        ("Rockets killed three civilians local media reported.", ["local media"]),
        ("Twelve people were killed two residents said.", ["two residents"]),
        ("Twelve people were killed, said SANA's Osk Harran.", ["Osk Harran", "SANA"]),
        ("SANAs Osk Harran said 12 people were killed.", ["Osk Harran", "SANA"]),
        ('"Shells killed 12 people" a statement from the health ministry read.', ["health ministry"]),
    ],
)
def test_who_says_it_in_longer_phrases(text: str, speakers: list[str]) -> None:
    assert names(attributions(text)[0]) == speakers


def test_the_one_quoted_speaks_on_not_the_one_who_quotes() -> None:
    text = "The charity Hill Aid quoted villagers who had fought for their homes saying that one woman was killed."
    assert last(text)[0] == ["villagers"]


def test_the_head_of_the_monitor_is_the_person_named_before() -> None:
    text = (
        "Ilan Varo, head of the Velim Observatory, said shells hit the town. "
        "Eight civilians were killed, the head of the monitor said."
    )
    assert names(attributions(text)[-1])[0] == "Ilan Varo"


def test_a_group_that_updates_its_toll_says_both_figures() -> None:
    text = "The Velim Network updated its earlier toll of 15 dead, saying three more people had died."
    assert [names(attribution) for attribution in attributions(text)] == [["Velim Network"]] * 2


def test_what_an_agency_reports_of_a_speaker_carries_over_with_both() -> None:
    text = (
        "Nine civilians were killed, a source in the province said, Reuters reported. "
        "The attacks left also 20 other civilians injured."
    )
    carried = attributions(text)[-1]
    assert (names(carried), carried.carrier, carried.basis) == (
        ["a source"],
        "Reuters",
        "carried",
    )


def test_a_credit_that_closed_its_sentence_covers_no_quotation_after_it() -> None:
    text = 'Gas was used, according to Reuters. "Twenty people have been killed" near the town.'
    assert names(attributions(text)[-1]) == []


@pytest.mark.parametrize(
    ("headline", "speakers"),
    [
        ("Raids on a market kill 15 - Daily Gazette", []),
        ("Raids on a market kill 15 - Hill Observatory", ["Observatory"]),
    ],
)
def test_a_headline_signed_by_its_own_outlet_is_in_its_own_voice(headline: str, speakers: list[str]) -> None:
    reading = read("It rained.", headline=headline)
    signed = replace(reading, report=replace(reading.report, outlet="dailygazette"))
    found = find_attributions(signed, propose_claims(signed))
    assert [names(attribution) for attribution in found] == [speakers]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # speakers no list knows, between a comma and the verb or behind "according to"
        ("The militia executed eight prisoners, clerics said.", ["clerics"]),
        ("The militia executed eight prisoners, a herder told AFP.", ["a herder"]),
        ("The militia executed eight prisoners, the border police said.", ["border police"]),
        ("The militia executed eight prisoners, morgue workers said on Monday.", ["morgue workers"]),
        ("The militia executed eight prisoners, a doctors' committee said.", ["a doctors' committee"]),
        ("The militia executed eight prisoners, according to community elders.", ["community elders"]),
        # names with a word for people in them
        ("Six people were killed, the Velim Doctors Network said.", ["Velim Doctors Network"]),
        ("The Redland Journalists Syndicate said six people were killed.", ["Redland Journalists Syndicate"]),
        # no speakers
        ("Six people were killed, the deadliest raid in months.", []),
        ("Six people were killed, shattering windows, according to plan.", []),
    ],
)
def test_speakers_that_no_list_knows_are_read_by_where_they_stand(text: str, speakers: list[str]) -> None:
    assert names(attributions(text)[0]) == speakers


@pytest.mark.parametrize(
    ("text", "is_cue"),
    [
        ("Ten reported victims died.", False),
        ("France 24 reported heavy losses.", True),
        ("The ministry in 2031 reported heavy losses.", True),
        ("All three reported that people died.", True),
    ],
)
def test_a_participle_behind_a_count_describes_and_behind_a_name_or_a_year_says(
    text: str, *, is_cue: bool
) -> None:
    assert bool(find_cues(tokenize(text, 0, len(text)), load_lexicon("en"))) is is_cue


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("The Karsem Observatory for Human Rights", "Karsem Observatory for Human Rights"),
        ("The Norlander Observatory for Human Rights", "Norlander Observatory for Human Rights"),
        ("The Karsem Monitor for Human Rights", "Karsem Monitor for Human Rights"),
    ],
)
def test_a_body_whose_name_ends_like_a_known_one_is_a_body_of_its_own(words: str, speaker: str) -> None:
    found = attributions(
        f"{words} said shells killed 12 people. The {words.split()[2]} said 3 people were hurt."
    )
    assert [names(each) for each in found] == [[speaker], [speaker]]
    assert [each.speakers[0].originator for each in found] == [None, None]


@pytest.mark.parametrize("words", ["The Observatory", "The Britain-based Observatory for Human Rights"])
def test_a_known_body_is_known_by_its_short_name(words: str) -> None:
    (found,) = attributions(f"{words} said shells killed 12 people.")
    assert found.speakers[0].originator == "sohr"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # the comma between a place and the speaker is lost
        ("Shells killed 12 people in Karsem local media reported.", ["local media"]),
        ("Shells killed 12 people in the city of Karsem state television reported.", ["state television"]),
        ("In Karsem state television said 12 people were killed.", ["state television"]),
        # an article and a noun that only join clauses
        ("The shells fell at noon and 12 died as a result local media reported.", ["local media"]),
        # in whose hands a place is says not who speaks
        ("Doctors in the town of Karsem held by the opposition said 12 people were killed.", ["Doctors"]),
        # what a person just named is
        ("Karsem resident Ilan Varo a writer told reporters that 12 people were killed.", ["Ilan Varo"]),
        # kinds joined before the noun
        ("Local and media sources said that 12 people were killed.", ["Local and media sources"]),
        ("Shells killed 12 people in Karsem a field source told reporters.", ["a field source"]),
        # a body that speaks in a document
        ("Twelve people were killed, the Defence Ministry statement said.", ["Defence Ministry"]),
        # behind a noun whose comma is lost, not in what the clause before tells
        (
            "Fighting between the Islamic State which holds Karsem and rebels the Observatory said killed 12 people.",
            ["Observatory"],
        ),
        # a name with an article inside
        (
            "The so-called Islamic State in Iraq and the Levant terrorist group said it had killed 12 people.",
            ["Islamic State in Iraq and the Levant"],
        ),
    ],
)
def test_a_speaker_is_told_from_the_words_beside_him(text: str, speakers: list[str]) -> None:
    assert last(text)[0] == speakers


def test_people_counted_at_the_end_of_a_headline_are_no_speakers() -> None:
    found = attributions("The video was shown on Monday.", "Video shows murder of 2 Norlander activists")
    assert names(found[0]) == []

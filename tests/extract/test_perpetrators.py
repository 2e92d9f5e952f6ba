from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.extract.grammar import propose_claims
from recount.extract.perpetrators import find_perpetrators

from .scenes import read

Found = tuple[list[str], bool]


def perpetrators(text: str, headline: str = "") -> list[Found]:
    reading = read(text, headline=headline)
    found = find_perpetrators(reading, propose_claims(reading))
    for parties, _ in found:
        for party in parties:
            assert party.start is not None
            assert reading.text[party.start : party.end] == party.name
    return [([party.name for party in parties], alleged) for parties, alleged in found]


def last(text: str, headline: str = "") -> list[str]:
    return perpetrators(text, headline)[-1][0]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        # subject of the verb
        ("Rebels killed 12 people in Karsem.", ["Rebels"]),
        ("Redlandian jets bombed Karsem, killing 12 people.", ["Redlandian jets"]),
        ("The army has shelled Karsem, killing 12 people.", ["army"]),
        ("Militants positioned in the hills fired shells on Karsem, killing 12 people.", ["Militants"]),
        ("Israel struck a depot, killing 12 people.", ["Israel"]),
        ("Twelve people were killed when government troops attacked Karsem.", ["government troops"]),
        # before what was done
        ("Redlandian air strikes killed 12 people.", ["Redlandian"]),
        ("Government barrel bomb attacks killed 12 people.", ["Government"]),
        ("A US-led coalition air strike killed 12 people.", ["US-led coalition"]),
        ("Twelve people were killed in rebel shelling.", ["rebel"]),
        ("The army's shelling killed 12 people.", ["army"]),
        ("The regimes shelling killed 12 people.", ["regime"]),
        ("In Dolvar rebel attacks killed 12 people.", ["rebel"]),
        # by
        ("Twelve people were killed by gunmen in Karsem.", ["gunmen"]),
        ("Twelve people were killed in shelling by rebels.", ["rebels"]),
        ("Twelve people were killed in a raid carried out by the army.", ["army"]),
        ("An attack claimed by Hezbollah killed 12 people.", ["Hezbollah"]),
        ("Fire from army posts killed 12 people.", ["army"]),
        ("Warplanes of the Redlandian air force killed 12 people.", ["Redlandian air force"]),
        # stripped to the party
        ("ISIS militants killed 12 people.", ["ISIS"]),
        ("Redlandian army soldiers killed 12 people.", ["Redlandian army"]),
        ("A fighter from the Nusra Front killed 12 people.", ["Nusra Front"]),
        ("Government warplanes killed 12 people.", ["Government"]),
        # coordinated
        ("Redlandian and Bluelandish jets killed 12 people.", ["Redlandian", "Bluelandish jets"]),
        ("The army and allied militias killed 12 people.", ["army", "allied militias"]),
        # its strikes
        ("The coalition acknowledged the deaths of 12 civilians in its strikes.", ["coalition"]),
        # nobody
        ("Shells killed 12 people in Karsem.", []),
        ("Warplanes killed 12 people in Karsem.", []),
        ("Clashes between the army and rebels killed 12 people.", []),
        ("Twelve rebels were killed in clashes with the army.", []),
        ("Nine rebels killed in Karsem.", []),
        ("Police in the morning shot 12 people dead.", ["Police"]),
        ("Police on Saturday morning shot 12 people dead.", ["Police"]),
        ("An area held by rebels was hit by shells, killing 12 people.", []),
        ("Civilian casualties of 12 were reported.", []),
        ("Shelling of army posts killed 12 people.", []),
    ],
)
def test_who_is_said_to_have_done_it(text: str, parties: list[str]) -> None:
    assert last(text) == parties


@pytest.mark.parametrize(
    ("text", "alleged"),
    [
        ("Redlandian jets killed 12 people.", False),
        ("Activists said Redlandian jets killed 12 people.", False),
        ("Air strikes believed to have been carried out by Redlandian jets killed 12 people.", True),
        ("Suspected rebel shelling killed 12 people.", True),
        ("Redlandian or Bluelandish jets killed 12 people.", True),
        ("Twelve people were killed in a raid blamed on the army.", True),
        ("Activists accused the army of killing 12 people.", True),
        ("The army was behind the attack that killed 12 people, a minister said.", True),
    ],
)
def test_hedges_blame_and_alternatives_make_it_alleged(text: str, alleged: bool) -> None:  # noqa: FBT001
    parties, is_alleged = perpetrators(text)[-1]
    assert parties
    assert is_alleged is alleged


@pytest.mark.parametrize(
    ("first", "second", "parties"),
    [
        ("Rebels shelled Karsem.", "Twelve people were killed.", ["Rebels"]),
        ("Rebels shelled Karsem. The town has no hospital.", "The attack killed 12 people.", ["Rebels"]),
        ("Rebels shelled Karsem.", "Twelve people were killed in an air strike on Dolvar.", []),
        ("Rebels shelled Karsem.", "Elsewhere 12 people were killed.", []),
        ("Rebels shelled Karsem.", "The war has killed 300,000 people since it began in 2011.", []),
        ("Rebels seized Karsem.", "Twelve people were killed.", []),
        ("Rebels shelled Karsem.", "Twelve people fled the town.", []),
        ("Twelve people were killed by shells.", "The attack was blamed on the army.", ["army"]),
    ],
)
def test_a_party_carries_over_within_one_account_only(first: str, second: str, parties: list[str]) -> None:
    assert last(f"{first} {second}") == parties


def test_a_headline_takes_the_party_of_the_lead() -> None:
    assert perpetrators("Rebels shelled Karsem on Monday.", "Twelve killed in Karsem")[0][0] == ["Rebels"]


def test_a_party_given_by_an_adjective_goes_by_its_noun_where_the_report_has_it() -> None:
    text = "Twelve people were killed. The terrorists fled."
    assert perpetrators(text, "Terrorist attack kills 12 in Karsem")[0][0] == ["terrorists"]


def test_the_victims_are_not_their_own_killers() -> None:
    assert last("Army raids hit Karsem. Twelve army soldiers were killed.") == []


def test_those_displaced_or_detained_need_a_party_that_did_just_that() -> None:
    assert last("Twelve people fled Karsem, which is besieged by the army.") == []
    assert last("Rebels abducted 12 people.") == ["Rebels"]


def test_the_same_figure_told_twice_is_of_one_event() -> None:
    text = "Twelve people were killed in a raid by the army. Elsewhere rain fell. The toll of 12 dead stands."
    assert perpetrators(text)[0][0] == perpetrators(text)[-1][0] == ["army"]


PIECES = st.sampled_from(
    [
        "12 people were killed",
        "rebels",
        "the army",
        "Redlandian",
        "jets",
        "and",
        "or",
        "by",
        "from",
        "of",
        "bombed",
        "raids",
        "ISIS",
        "militants",
        ",",
        ".",
        "its",
        "strikes",
        "blamed on",
        "accused",
        "was behind",
        "Karsem",
        "has",
        "killing 3",
        "positioned in",
        "loyal to",
        "Ilan Varo",
        "clashes",
        "another attack",
        "\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40), st.booleans())
def test_any_order_of_words_is_read_without_failing(pieces: list[str], has_headline: bool) -> None:  # noqa: FBT001
    reading = read(" ".join(pieces), headline="Shells kill 12" if has_headline else "")
    proposals = propose_claims(reading)
    found = find_perpetrators(reading, proposals)
    assert len(found) == len(proposals)
    for parties, alleged in found:
        assert parties or not alleged
        for party in parties:
            assert party.start is not None
            assert reading.text[party.start : party.end] == party.name != ""


# --- classes of wording that only showed on reports nobody had tuned for ---------------------------------------


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        # named by what they did
        ("A suicide bomber killed 12 people in Karsem.", ["suicide bomber"]),
        ("A suicide bomber driving a van killed 12 people.", ["suicide bomber"]),
        ("A suicide bomber killed 12 people in an attack claimed by Daesh.", ["Daesh"]),
        # a kind of attack names nobody, a weapon in its hands does
        ("A terrorist attack killed 12 people.", []),
        ("Terrorist shelling killed 12 people.", ["Terrorist"]),
        ("A terrorist attack killed 12 people. The terrorists fled.", ["terrorists"]),
        ("A rebel attack killed 12 people. The rebels fled.", ["rebel"]),
        # adverbs, dates and asides between party and verb
        ("The militias summarily executed 12 men.", ["militias"]),
        ("The army units on Monday shelled Karsem, killing 12 people.", ["army units"]),
        ("The army backed by the air force shelled Karsem, killing 12 people.", ["army"]),
        # a place before the party is no part of it
        ("In Karsem militants shelled a school, killing 12 people.", ["militants"]),
        ("After the heavy shelling rebels fired rockets, killing 12 people.", ["rebels"]),
        # two states side by side whose comma is lost
        ("Redlandian Bluelandish air strikes killed 12 people.", ["Redlandian", "Bluelandish"]),
        ("Redlandian Kurdish fighters killed 12 people.", ["Redlandian Kurdish fighters"]),
        # both of a pair of clauses
        (
            "Twelve people were killed as rebels shelled the west and the army bombed the east.",
            ["rebels", "army"],
        ),
        # the subject of the clause that ends in the killing
        ("The army foiled a terrorist attack on its posts, killing 12 terrorists.", ["army"]),
        ("The army foiled a terrorist attack, killing 12 terrorists and wounding 20 others.", ["army"]),
        ("The army on Monday took Karsem leaving 12 terrorists dead.", ["army"]),
        ("The army took Karsem while a bomb went off killing 12 people.", []),
        ("Strikes in opposition areas of Karsem struck a market killing 12 people.", []),
        # what comes down harms others only where it hits them
        ("A Redlandian warplane crashed into a market, killing 12 people.", ["Redlandian warplane"]),
        ("A Redlandian warplane crashed, killing 12 people.", []),
        # names and acronyms
        ("The Islamic State of Iraq and Syria (ISIS) militant group executed 12 men.", ["ISIS"]),
        ("Twelve people were killed by the group.", []),
        # victims are not their own killers
        ("Daesh lost 12 fighters in the attack.", []),
        ("Army raids killed 14 people. Twelve regime soldiers were killed.", []),
        # told beside the cause, not as the cause
        ("Twelve people were killed in a rocket attack in Karsem Daesh attacks Dolvar.", []),
        ("Twelve people were killed in a rocket attack by the army.", ["army"]),
        # totals of a war
        ("Rebels shelled Karsem. The death toll is 300,000.", []),
        # losses on both sides
        ("The army fended off a raid by rebels. Twelve people were killed on both sides.", []),
        # asides between commas
        ("The militia, which holds Karsem, killed 12 people.", ["militia"]),
        ("The army, backed by militias, shelled the market, killing 12 people.", ["army"]),
        ("Rebels, angered by talks, overran the base, killing 12 guards.", ["Rebels"]),
        ("The rebels, according to the mayor, bombed the market and killed 12 people.", ["rebels"]),
        ("The Orn Brigade, a rebel group, killed 12 soldiers.", ["Orn Brigade"]),
        (
            "The Orn Brigade, in a statement, claimed responsibility for a blast that killed 12.",
            ["Orn Brigade"],
        ),
        ("The rebels, in a statement, condemned the strike that killed 12 people.", []),
        ("Soldiers, including two officers, died when a bomb killed 12 people.", []),
        ("Gunmen on horseback killed 12 herders.", ["Gunmen"]),
        ("Redlandian soldiers shot dead 12 people.", ["Redlandian soldiers"]),
        ("Twelve Redlandian soldiers shot dead in Karsem were buried.", []),
        ("Bandits abducted 12 pupils.", ["Bandits"]),
        # where a party stands that acts
        ("Rebels in Karsem fired rockets and killed 12 people.", ["Rebels"]),
        ("Government troops in the north shelled a market, killing 12 people.", ["Government troops"]),
        ("Militants in the north overran the base, killing 12 guards.", ["Militants"]),
        ("The army for its part shelled Karsem, killing 12 people.", ["army"]),
        ("Rebels across the country through launching raids saw 12 people killed.", []),
        ("An air raid on rebels in Karsem killed 12 people.", []),
        # an attack named by its party, with its day between them
        ("The toll of the Daesh Thursday attack on Karsem reached 51 people.", ["Daesh"]),
        ("Twelve people died in the rebels attack on Karsem.", ["rebels"]),
        # driven out
        ("Rebel shelling of Karsem forced 40 civilians to flee.", ["Rebel"]),
    ],
)
def test_who_is_said_to_have_done_it_in_words_met_later(text: str, parties: list[str]) -> None:
    assert last(text) == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        # an account goes on
        ("Rebels opened fire on Karsem. Twelve people were killed.", ["Rebels"]),
        ("Rebels continued to pound Karsem. Twelve people were killed.", ["Rebels"]),
        # what happened beside the attack is another event
        (
            "Rebels shelled Karsem. The attack came as troops bombed Dolvar. Twelve died in the attack.",
            ["Rebels"],
        ),
        # harm done in places the party holds itself
        ("Rebels shelled Karsem. Twelve people were killed in rebel-held Dolvar.", []),
        ("Rebels shelled Karsem. Twelve people were killed in government-held Dolvar.", ["Rebels"]),
        # another time
        ("Rebels shelled Karsem. In May 12 people were killed.", []),
        ("Rebels shelled Karsem. Twelve people were killed the previous day.", []),
        ("Rebels shelled Karsem. The worst attack killed 12 people in August 2013.", []),
        # one party under two names in the account
        (
            "US-led coalition jets hit Karsem. Coalition jets hit Dolvar. Another strike killed 12.",
            ["Coalition"],
        ),
        (
            "Dawn Front rebels shelled the town, killing 12 people. An outbreak of cholera killed 19 inmates there.",
            [],
        ),
        ("Rebels shelled the town, killing 12 people. Doctors counted 86 deaths from hunger.", []),
        ("Rebels shelled the town. The army's operations room put its own losses there at five killed.", []),
        ("Rebels shelled the town. The rebels admitted the loss of four fighters.", []),
        (
            "The army said its soldiers had killed 20 rebels, and that two reservists had fallen when a bomb exploded.",
            [],
        ),
        ('Rebels shelled the town. "Twelve people fell as martyrs," a doctor said.', ["Rebels"]),
        ("Experts exhumed 58 bodies from a trench after rebels withdrew from the town they had shelled.", []),
        ("Experts exhumed 58 bodies of people executed by rebels.", ["rebels"]),
        ("Experts exhumed 58 bodies of people shot dead by rebels.", ["rebels"]),
        ("Gunmen opened fire on diggers who unearthed a grave, and 3 people died.", ["Gunmen"]),
        (
            "Riot police fired at the crowd, killing 12 people. The police chief said that 11 of his men were injured.",
            [],
        ),
        (
            "Dawn Front rebels shelled the town, killing 12. It was the worst day since last October when 17 died.",
            [],
        ),
        (
            "The army killed 31 people and rebels killed 24, a monitor said. The dead include 19 students.",
            [],
        ),
    ],
)
def test_a_party_is_carried_within_its_account_only(text: str, parties: list[str]) -> None:
    assert last(text) == parties


def test_those_blamed_by_both_sides_stand_side_by_side() -> None:
    text = (
        "It said 12 people were killed. Redland blamed rebels for the attack. "
        "The opposition says the army staged the attack."
    )
    assert perpetrators(text)[-1] == (["rebels", "army"], True)


def test_small_parts_of_a_toll_are_not_taken_for_the_same_figure_again() -> None:
    text = "Rebels killed 12 people including six children. Elsewhere rain fell. Six died in a fire in May."
    assert perpetrators(text)[-1][0] == []


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        # an attack that was warded off: who warded it off acted
        ("The army foiled an attack by rebels on Karsem. Twenty-five rebels were killed.", ["army"]),
        ("The army repelled rebel attacks on Karsem, killing 25 gunmen.", ["army"]),
        # an attack nobody has made yet
        ("The town fears a possible Redlandian attack. A car bomb killed 12 people.", []),
        # it is not known who
        (
            "It was not clear whether Redlandian or Bluelandish jets carried out the strikes. Twelve people died.",
            [],
        ),
        ("The group was not able to say if the raid was made by Redlandian jets. Twelve people died.", []),
        # the very word of harm, with its auxiliary
        ("The army has killed 12 people as clashes went on.", ["army"]),
        (
            "Some 500,000 people have been killed in the war mostly by the regime and its allies.",
            ["regime", "allies"],
        ),
        # verbs joined to one another
        ("Units of the armed forces killed and injured many militants.", ["armed forces"]),
        ("The army advanced in Karsem and killed 12 militants.", ["army"]),
        ("Soldiers advanced in Karsem which ended in the killing of several gunmen.", ["Soldiers"]),
        # the party tells it itself
        ("The Velik Brigade announced on Monday that it had killed 12 soldiers.", ["Velik Brigade"]),
        ("Russia said it had killed 12 commanders in Karsem.", ["Russia"]),
        ("ISIS also claimed an October bomb attack in Karsem that killed 17 people.", ["ISIS"]),
        # verbs and words that are no fighting between two sides
        ("Air strikes by Redlandian war planes in Karsem have killed 12 people.", ["Redlandian war planes"]),
        ("A raid by the US-led coalition fighting Daesh mistakenly killed 12 people.", ["US-led coalition"]),
        # the party is not the victim's, and not the one who holds a place
        ("Forty civilians and 25 YPG fighters killed 110 injured by Turkey.", ["Turkey"]),
        (
            "Raids by the US-led coalition on areas held by the rebels have killed 21 people.",
            ["US-led coalition"],
        ),
        ("Police foiled a plot to kill the mayor.", []),
        ("Police foiled a plot in Karsem. They said the band had planned to kill 12 people.", []),
        # what was sent from a party's own weapons, not only from where it is
        ("Bombs dropped from Redlandian government helicopters killed 12 people.", ["Redlandian government"]),
        ("Rockets fired from the sea killed 12 people.", []),
        # denied
        ("The army denied that it had bombed Karsem, killing 12 people.", []),
        # a party that is only described is named behind its attack
        (
            "Twelve people died in a terrorist mortar attack by the so-called Jaish al-Karsem.",
            ["Jaish al-Karsem"],
        ),
        ("Twelve people died in terrorist attacks with shells by Jaish al-Karsem.", ["Jaish al-Karsem"]),
        ("Twelve people died in a terrorist mortar attack.", ["terrorist"]),
        # people of no party
        ("Two leaders were killed by unknown persons near Karsem.", ["unknown persons"]),
        ("The judge was shot dead by a group of heavily armed men.", ["heavily armed men"]),
        ("Twelve people were killed in a village by the river.", []),
        # names
        ("Fighter jets struck Karsem, killing 12 people.", []),
        ("Regime fighter jets struck Karsem, killing 12 people.", ["Regime"]),
        ("Three suicide bombers killed 12 people.", ["suicide bombers"]),
        ("PLFs fighters killed 12 people.", ["PLF"]),
        ("A blast by security posts killed 12 people.", []),
    ],
)
def test_what_was_foiled_feared_unknown_or_told_by_the_party_itself(text: str, parties: list[str]) -> None:
    assert last(text) == parties


@pytest.mark.parametrize(
    ("text", "parties", "alleged"),
    [
        ("Jets believed to be Redlandian hit Karsem, killing 12 people.", ["Redlandian"], True),
        (
            "Twelve people died in raids carried out by either army or Redlandian jets.",
            ["army", "Redlandian"],
            True,
        ),
        (
            "An air raid killed 12 people. The raid was probably carried out by Redlandian jets.",
            ["Redlandian"],
            True,
        ),
        ("Shells killed 12 people. Locals said the shells were fired by the army.", ["army"], False),
        ("Raids killed 12 people. They were carried out by the Redlandian army.", ["Redlandian army"], False),
    ],
)
def test_who_is_held_to_have_done_it_in_the_sentence_or_the_next(
    text: str,
    parties: list[str],
    alleged: bool,  # noqa: FBT001
) -> None:
    found, hedged = perpetrators(text)[0]
    assert [name.split(" jets")[0] for name in found] == parties
    assert hedged is alleged


def test_a_raid_told_beside_another_one_is_not_its_doers() -> None:
    text = "Raids killed 12 people. The raids came in addition to others carried out by the Redlandian army."
    assert perpetrators(text)[0][0] == []


def test_the_dead_of_two_sides_are_nobodys_victims() -> None:
    text = "Coalition jets bombed Karsem. At least 45 rebels and 20 soldiers of the regime had been killed."
    assert [parties for parties, _ in perpetrators(text)[-2:]] == [[], []]


def test_other_figures_of_an_event_told_elsewhere_share_its_doer() -> None:
    text = "An air strike killed 18 people and wounded 40 in Karsem."
    assert perpetrators(text, headline="Redlandian strike kills 18 in Karsem")[-1][0] == ["Redlandian"]


def test_a_headline_is_of_the_first_act_of_the_lead() -> None:
    text = "Redlandian shelling killed 31 people after rebels executed a pilot."
    assert perpetrators(text, headline="Many dead in Karsem, at least 31")[0][0] == ["Redlandian"]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        # the party that claims the attack of an unnamed bomber, also where it is told before
        (
            "A blast claimed by the Sarn Brigade shook Karsem. Medics spoke of 48 dead. A suicide bomber made it.",
            ["Sarn Brigade"],
        ),
        # one word with its acronym is the usual name
        ("Twelve people were killed by Daesh (ISIS) terrorists in Karsem.", ["Daesh"]),
        ("The Sarn Brigade claimed to have executed 12 people.", ["Sarn Brigade"]),
        ("Redland forces execute 12 people in Karsem.", ["Redland forces"]),
        # an air raid is not what a blast on the ground was
        (
            "Army jets bombed Karsem. A car bomb went off in Dolvar. Twelve people were killed by the blast.",
            [],
        ),
        ("The raids in Karsem came as a bomb killed 12 people in Dolvar.", []),
        ("An air strike by a coalition fighting the rebels killed 12 people.", ["coalition"]),
    ],
)
def test_who_is_said_to_have_done_it_across_sentences(text: str, parties: list[str]) -> None:
    assert last(text) == parties


def test_a_described_party_goes_by_the_noun_of_its_own_account() -> None:
    text = (
        "A terrorist attack killed 12 people in Karsem. A terrorist group planted the mine. "
        + "Nothing else was known of it. " * 30
        + "A year ago terrorists burned a bus."
    )
    assert perpetrators(text)[0][0] == ["terrorist group"]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        # those who fight in a state are not the state
        ("Iraq insurgents killed 12 people in Karsem.", ["Iraq insurgents"]),
        # a state of two words, before a plural s and before "against"
        ("Strikes carried out by the United States against the Front killed 12 people.", ["United States"]),
        # who stands behind an attack did not make it
        ("A US-backed offensive by Redlandian fighters killed 12 people.", ["Redlandian fighters"]),
        # several together
        (
            "The Redlandian army in cooperation with the popular forces attacked Karsem and killed 12 people.",
            ["Redlandian army", "popular forces"],
        ),
        ("The attacks carried out by Redland and its allies killed 12 people.", ["Redland", "allies"]),
        # what stands between a party and its verb, or around its name
        ("Hezbollah (a militia in the north of Redland) fired shells and killed 12 people.", ["Hezbollah"]),
        ('Twelve people were killed when mortars fired by "rebels" hit Karsem.', ["rebels"]),
        ("The rebels on Saturday morning fired a rocket on Karsem, killing 12 people.", ["rebels"]),
        # of another time, and for another reason
        ("Just days after a regime chemical attack a woman was killed in Karsem.", []),
        ("The raids were carried out by rebels in revenge for the death of five guards.", []),
    ],
)
def test_a_party_is_named_whole_and_only_for_its_own_deeds(text: str, parties: list[str]) -> None:
    assert last(text) == parties

"""Who a noun of harm harms: "the killing of 12 people", "a death toll of 12", "12 deaths", "12 bodies"."""

from __future__ import annotations

import re

from recount.extract.grammar.clause import Clause, Found
from recount.extract.grammar.people import is_money
from recount.extract.proposal import COMPARED
from recount.model import Harm, RelationType
from recount.text.spans import Span

_LONGEST_LIST = 8
_THOSE = re.compile("[pgo]t?[nAX]{0,2}[PE]r*x")  # over symbols: for the soldiers killed


def find_noun_claims(clause: Clause) -> None:
    """Find what each noun of harm counts, from left to right."""
    for at, symbol in enumerate(clause.symbols):
        if symbol == "f":
            _act(clause, at)
        elif symbol == "F":
            _counted(clause, at)
        elif symbol == "O":
            _none(clause, at)
        elif symbol == "B":
            _bodies(clause, at)
        elif symbol == "L":
            _lives(clause, at)
        elif symbol == "T":
            _toll(clause, at, clause.chunks[at].harm)
        elif symbol == "U":
            _tally(clause, at)


def _act(clause: Clause, at: int) -> None:
    harm = clause.chunks[at].harm
    if harm is None:
        return
    personal = clause.chunks[at].has(clause.lexicon.sets["personal_acts"])
    for who in clause.right("of", at) or _against(clause, at) or _whose(clause, at):
        if not _is_act_of(clause, at):
            return
        if (personal or not clause.is_bare_name(who)) and clause.add(Found(who, harm, at, "act")):
            _act_list(clause, who, at, harm)


def _is_act_of(clause: Clause, at: int) -> bool:
    """Whether "of" belongs to the act itself or to its case ("the murder case of"), not to "death squads of"."""
    if clause.symbols[at + 1 : at + 2] not in tuple("nXHY"):
        return True
    return clause.chunks[at + 1].has(clause.lexicon.sets["act_cases"])


def _whose(clause: Clause, at: int) -> list[int]:
    """Return the person of "John Doe's murder"."""
    if at == 0 or clause.symbols[at - 1] != "D" or not clause.chunks[at - 1].last.owns:
        return []
    return [at - 1]


def _against(clause: Clause, at: int) -> list[int]:
    """Return the people of "a massacre against 14 civilians"."""
    follows = clause.symbols[at + 1 : at + 3]
    is_against = follows in ("pC", "pS") and clause.chunks[at + 1].has(clause.lexicon.sets["against"])
    return [at + 2] if is_against else []


def _act_list(clause: Clause, who: int, at: int, harm: Harm) -> None:
    current = who
    for _ in range(_LONGEST_LIST):
        following_items = clause.right("list_right", current)
        items = [
            item
            for item in following_items
            if not (
                _speaks(clause, item) or is_money(clause, item) or _is_harmed_otherwise(clause, item, harm)
            )
        ]
        for item in items:
            clause.add(Found(item, harm, at, "act_list"))
        following = next((item for item in items if clause.symbols[item] in "SDCQ"), None)
        if following is None:
            return
        current = following


def _is_harmed_otherwise(clause: Clause, item: int, harm: Harm) -> bool:
    """Whether the words for people say another harm of them ("the bodies of 44 people and 140 injured guards")."""
    return clause.chunks[item].harm not in {None, harm}


def _speaks(clause: Clause, item: int) -> bool:
    """Whether people after an act begin a clause of their own ("the murder of the guard, the mayor said")."""
    if clause.predicate(item) is not None or clause.right("speech", item):
        return True
    if clause.chunks[item].last.tag == "u":  # "two guards, some of them"
        return True
    definite = clause.symbols[item] in "DEP" or clause.symbols[item - 1] == "t"
    start = item - 1 if clause.symbols[item - 1] == "t" else item
    return definite and "," in clause.symbols[start - 2 : start] and bool(clause.right("own_verb", item))


def _counted(clause: Clause, at: int) -> None:
    """Read a noun that may count itself: "12 deaths", "the deaths of 12", "caused deaths", "no deaths"."""
    chunk = clause.chunks[at]
    if chunk.harm is None:
        return
    if chunk.quantity is not None:
        clause.add(Found(at, chunk.harm, at, "counted"))
        _told_also(clause, at, chunk.harm)
    elif (clause.has_before("putting", at, 3) and _raised(clause, at, chunk.harm)) or _totalled(
        clause, at, chunk.harm
    ):
        return
    elif any(clause.symbols[who] != "E" for who in clause.right("of", at)):
        _act(clause, at)
    elif clause.has_before("no_word", at, 4):
        return
    elif (nobody := _denied_before(clause, at)) is not None:
        clause.add(Found(nobody, chunk.harm, at, "none"))
    elif _is_stated(clause, at):
        whose = [who for who in clause.right("done_to", at) if not clause.is_bare_name(who)]
        if whose:
            clause.add(Found(whose[0], chunk.harm, at, "done_to"))
        elif not clause.right("to", at):
            clause.add(Found(at, chunk.harm, at, "stated"))


def _raised(clause: Clause, at: int, harm: Harm) -> bool:
    """Read "brought civilian casualties for the year to 11,252"; return whether it is told so."""
    for who in clause.right("raised", at):
        return clause.add(Found(who, harm, at, "toll"))
    return False


def _totalled(clause: Clause, at: int, harm: Harm) -> bool:
    """Read "deaths since Monday now total 62", "the dead number 45"; return whether it is told so."""
    for verb in clause.right("totalled", at):
        if not clause.chunks[verb].has(clause.lexicon.sets["totalling"]):
            continue
        for who in range(verb + 1, min(verb + 3, len(clause.symbols))):
            if clause.symbols[who] == "Q":
                return clause.add(Found(who, harm, at, "toll"))
            if clause.symbols[who] not in "pzr":
                break
    return False


def _told_also(clause: Clause, at: int, harm: Harm) -> None:
    """Read the numbers that share a counted noun ("17 deaths on Monday and 21 by Tuesday night")."""
    for who in clause.right("ellipsis", at):
        if clause.chunks[who].last.tag != "u" and clause.predicate(who) is None:
            clause.add(Found(who, harm, at, "counted_list"))


def find_compared(clause: Clause) -> None:
    """Read figures of another time beside those found ("143 murders in April, against 97 in March")."""
    for found in list(clause.found.values()):
        for walk in ("compared", "compared_far"):
            for link in clause.right(walk, max(found.who, found.trigger)):
                who = link + 2 if clause.symbols[link + 1] == "t" else link + 1
                if clause.chunks[link].has(clause.lexicon.sets[walk]) and clause.predicate(who) is None:
                    clause.add(Found(who, found.harm, found.trigger, COMPARED))


def _is_stated(clause: Clause, at: int) -> bool:
    """Whether harm without any number is stated as a fact ("the strike caused deaths")."""
    chunk = clause.chunks[at]
    if not chunk.last.form.endswith(clause.lexicon.plural_ending) or clause.symbols[at - 1 : at] == "t":
        return False
    if chunk.harm is Harm.INJURED and clause.has_before("sustaining", at, 3):
        return False
    if clause.has_before("capable", at, 6):
        return False
    stated = clause.has_before("stating", at, 3) or clause.has_after("stated", at, 2)
    return stated and not _is_negated(clause, at)


def _denied_before(clause: Clause, at: int) -> int | None:
    """Return the "no" of "no reports of casualties"."""
    if clause.symbols[at - 1 : at] != "o" or not clause.has_before("reports", at, 2):
        return None
    return next((nobody for nobody in range(max(0, at - 4), at) if clause.symbols[nobody] == "Z"), None)


def _is_negated(clause: Clause, at: int) -> bool:
    """Whether the harm is denied ("without causing deaths", "has not acknowledged any deaths")."""
    return any(token.tag in "!0" for chunk in clause.chunks[max(0, at - 5) : at] for token in chunk.tokens)


def _none(clause: Clause, at: int) -> None:
    harm = clause.chunks[at].harm
    unhurt = harm is Harm.INJURED and clause.chunks[at - 1].has(clause.lexicon.sets["having"]) and at > 0
    if harm is not None and not unhurt and not clause.has_before("no_word", at, 3):
        clause.add(Found(at, harm, at, "none"))  # "they had no visible injuries" tells of some, not of all


def _bodies(clause: Clause, at: int) -> None:
    chunk = clause.chunks[at]
    if chunk.quantity is not None:
        if chunk.last.form in clause.lexicon.sets["only_before_of"] and not _are_of_people(clause, at):
            return  # "the five heads of state"
        if chunk.tokens[1].tag != "o" or chunk.quantity.high != 1:  # "one of its bodies"
            clause.add(Found(at, Harm.KILLED, at, "bodies"))
        return
    for who in clause.right("of", at):
        if clause.add(Found(who, Harm.KILLED, at, "bodies_of")):
            _act_list(clause, who, at, Harm.KILLED)
            return
    if (whose := _of_whom(clause, at)) is not None:
        clause.add(Found(whose, Harm.KILLED, at, "whose_bodies"))
    elif _is_seen(clause, at):
        clause.add(Found(at, Harm.KILLED, at, "bodies_seen"))


def _are_of_people(clause: Clause, at: int) -> bool:
    """Whether what lies there is of people ("two heads of soldiers"), or of nothing that is named."""
    return clause.symbols[at + 1 : at + 2] != "o" or clause.symbols[at + 2 : at + 3] in tuple("CSPDEQt")


def _of_whom(clause: Clause, at: int) -> int | None:
    """Return the people of "four students, whose mutilated bodies", ``None`` without them."""
    before = at - 1
    if before >= 0 and clause.chunks[before].last.owns and clause.symbols[before] in "CSPEQ":
        return before  # "the peasants' bodies"
    while before > 0 and clause.symbols[before] in "rnex":
        before -= 1
    if before < 1 or clause.symbols[before] != "w":
        return None
    people = before - 2 if clause.symbols[before - 1] == "," else before - 1
    return people if people >= 0 and clause.symbols[people] in "CSPEQ" else None


def _is_seen(clause: Clause, at: int) -> bool:
    """Whether several bodies, not told of before, are found or seen ("footage showed bodies lying there")."""
    chunk = clause.chunks[at]
    if chunk.last.form not in clause.lexicon.sets["several_bodies"] or clause.symbols[at - 1 : at] in (
        "t",
        "w",
    ):
        return False
    return clause.has_after("strewn", at, 2) or clause.has_before("seeing_bodies", at, 2)


def _lives(clause: Clause, at: int) -> None:
    """Count lives as deaths only beside a verb that takes them ("claimed 21 lives", never "saved 21")."""
    if not (clause.has_before("lives", at, 3) or clause.has_after("lives", at, 3)):
        return
    if clause.chunks[at].quantity is not None:
        clause.add(Found(at, Harm.KILLED, at, "lives"))
        return
    for who in clause.right("of", at):
        if clause.add(Found(who, Harm.KILLED, at, "lives_of")):
            _act_list(clause, who, at, Harm.KILLED)


def _toll(clause: Clause, at: int, harm: Harm | None, *, rule: str = "toll") -> None:
    if harm is None:
        return
    before = clause.left("toll_left", at) if clause.has_before("putting", at, 6) else []
    for who in before or clause.right("toll", at):
        if not _belongs_to_toll(clause, at, who, harm) or not clause.add(Found(who, harm, at, rule)):
            continue
        for other in clause.right("toll_before", who):
            _revised(clause, who, other, at, harm)


def _belongs_to_toll(clause: Clause, at: int, who: int, harm: Harm) -> bool:
    """Whether a number after a toll is the toll, and no figure of another clause."""
    own = clause.predicate(who)
    if own is not None and clause.chunks[own].harm not in {harm, None}:
        return False
    sets = clause.lexicon.sets
    if clause.chunks[who - 1].has(sets["as"]) and clause.chunks[who - 2].has(sets["growing"]):
        return False  # "the toll may rise as several …"
    those = _THOSE.match(clause.symbols, at + 1)  # "the toll |for soldiers killed in the war has risen to 18"
    first = at + 1 if those is None else those.end()
    return all(clause.symbols[at] != "x" or clause.chunks[at].harm is not harm for at in range(first, who))


def _tally(clause: Clause, at: int) -> None:
    """Read "the number of people killed rose to 20", "brought to 49 the number killed"."""
    harmed = next(iter(clause.right("tally", at)), None)
    if harmed is None or (harm := clause.chunks[harmed].harm) is None:
        return
    told_before = clause.has_before("putting", at, 6) or clause.has_before("raising", at, 4)
    before = clause.left("toll_left", at) if told_before else []
    if before:
        clause.add(Found(before[0], harm, harmed, "toll"))
    else:
        _toll(clause, harmed, harm)


def find_figures(clause: Clause) -> None:
    """Read "put the figure at 60", which goes on about the harm before it."""
    for at, symbol in enumerate(clause.symbols):
        dead = clause.chunks[at].harm
        if symbol == "V" and dead is not None and clause.has_before("putting", at, 3):
            _raised(clause, at, dead)  # "put the dead at 14"
        elif symbol == "V" and dead is not None:
            _totalled(clause, at, dead)
        if clause.chunks[at].has(clause.lexicon.sets["total"]) and clause.has_before("putting", at, 2):
            before = max((who for who in clause.found if who < at), default=None)
            _toll(clause, at, None if before is None else clause.found[before].harm, rule="tally")
        if _opens(clause, at) and clause.inherited is not None:
            _changed(clause, at, clause.inherited)
        _named_right(clause, at)
        recounted = symbol == "U" and _is_recounted(clause, at)
        if symbol != "U" or not (recounted or clause.has_before("putting", at, 3)):
            continue
        before = max((who for who in clause.found if who < at), default=None)
        harm = clause.inherited if before is None else clause.found[before].harm
        _toll(clause, at, harm, rule="tally")


def _opens(clause: Clause, at: int) -> bool:
    """Whether a sentence opens with a word for the figure before it ("the figure", "that", right after it)."""
    if not clause.follows:
        return False
    if clause.symbols[at] == "U":
        return at <= 1 and clause.symbols[at + 1 : at + 2] != "o"
    return at == 0 and clause.chunks[0].has(clause.lexicon.sets["that_figure"])


def _named_right(clause: Clause, at: int) -> None:
    """Read "the correct number |is 14" behind a figure that was told before it, in its sentence or the one before."""
    of_something = clause.symbols[at + 1 : at + 2] == "o"  # "the true number of fighters there is 5,000"
    if clause.symbols[at] not in "UT" or of_something or not clause.has_before("right_figure", at, 2):
        return
    told = max((who for who in clause.found if who < at), default=None)
    harm = clause.found[told].harm if told is not None else clause.inherited
    if harm is None or (told is None and not clause.follows):
        return
    for who in clause.right("amounts", at):
        clause.add(Found(who, harm, at, "tally"))


def _changed(clause: Clause, at: int, harm: Harm) -> None:
    """Read "the figure |was later raised to 19"."""
    for who in clause.right("changed", at):
        changes = any(chunk.has(clause.lexicon.sets["changing"]) for chunk in clause.chunks[at + 1 : who])
        if changes and clause.chunks[who - 1].has(clause.lexicon.sets["to"]):
            clause.add(Found(who, harm, at, "changed"))


def _is_recounted(clause: Clause, at: int) -> bool:
    """Whether a count is one that another replaces ("revising upward a count of 38 given a day earlier")."""
    return clause.symbols[at + 1 : at + 3] == "oQ" and clause.has_before("recounting", at, 3)


def find_inherent(clause: Clause) -> bool:
    """Read nouns that say what happened to the people they name ("thousands of evacuees"); return whether any does."""
    known = len(clause.found)
    for at, chunk in enumerate(clause.chunks):
        is_missing = chunk.symbol == "S" and any(token.harm is Harm.MISSING for token in chunk.tokens)
        if is_missing:
            clause.add(Found(at, Harm.MISSING, at, "inherent"))  # "relatives of a missing student"
        if chunk.symbol != "C" or chunk.harm is None:
            continue
        if [token.tag for token in chunk.tokens[1:3]] != ["o", "t"]:  # not "some of the detainees"
            clause.add(Found(at, chunk.harm, at, "inherent"))
    return len(clause.found) > known


def _revised(clause: Clause, first: int, second: int, at: int, harm: Harm) -> None:
    """Read "from 14 to 25" and "to 25 from 14": the figure after "from" is the older one."""
    joint = clause.chunks[second - 1]
    if joint.has(clause.lexicon.sets["from"]):
        newer, older = first, second
    elif joint.has(clause.lexicon.sets["to"]):
        newer, older = second, first
    else:
        return
    clause.add(Found(second, harm, at, "toll"))
    update = clause.found[newer]
    update.whole, update.relation, update.cue = older, RelationType.UPDATES, Span(joint.start, joint.end)

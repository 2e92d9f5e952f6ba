"""Who a verb of harm harms: its subject ("12 people were killed") or its object ("killing 12 people")."""

from __future__ import annotations

from recount.extract.grammar.clause import Clause, Found
from recount.extract.grammar.people import (
    acts_itself,
    closes_parts,
    describes_too,
    is_age,
    is_age_of,
    is_habit,
    is_how,
    is_joined,
    is_money,
    is_one_that,
    named,
    portion,
    told_twice,
)
from recount.model import CountKind, Harm

_APPOSED = frozenset({"D,S,", "DSc", "DSo", "DSp", "DS,", "DS"})
_PERSONAL = frozenset({Harm.KILLED, Harm.DETAINED, Harm.MISSING})
_BOTH = frozenset({Harm.KILLED, Harm.INJURED})


def merge_harms(clause: Clause) -> None:
    """Read "killed and injured" about the same people as one harm: casualties.

    A second verb with people of its own ("killed and injured 30") stays apart.
    """
    symbols, chunks = clause.symbols, clause.chunks
    for at in range(len(symbols) - 1):
        second = at + 2 if symbols[at + 1] in "c," else at + 1
        if symbols[at] not in "kxKG" or second >= len(symbols) or symbols[second] not in "kxKGF":
            continue
        if symbols[second] == "F" and chunks[second].quantity is not None:
            continue  # "five killed and a handful of wounded"
        if {chunks[at].harm, chunks[second].harm} != _BOTH:
            continue
        active = symbols[at] in "KG" or (symbols[at] == "x" and not _counts_before(clause, at, second))
        shared = active and symbols[second] in "KGx" and bool(clause.right("object", second))
        if shared or (symbols[at] in "kx" and not clause.right("object", second)):
            chunks[at].harm = Harm.CASUALTIES
            symbols = symbols[: at + 1] + "r" * (second - at) + symbols[second + 1 :]
    clause.symbols = symbols


def _counts_before(clause: Clause, at: int, second: int) -> bool:
    """Whether people stand before two verbs who are their victims, not whoever harms a number behind them ("gunmen
    killed and injured five")."""
    before = clause.left("adjacent", at)
    if not before:
        return False
    doers = all(clause.symbols[who] in "PE" for who in before)
    return not (doers and any(clause.symbols[who] in "CQ" for who in clause.right("object", second)))


def find_verb_claims(clause: Clause) -> None:
    """Find the people harmed by each verb group, from left to right."""
    for at, symbol in enumerate(clause.symbols):
        if symbol in "kd":
            _subject(clause, at, "passive" if symbol == "k" else "intransitive")
        elif symbol == "W":
            _subject(clause, at, "intransitive", walk="adjacent")
        elif symbol in "KGI":
            _object(clause, at)
        elif symbol == "x":
            _participle(clause, at)


def _participle(clause: Clause, at: int) -> None:
    """A bare participle is active before people of its own, else it speaks of the people before it."""
    before = next((who for who in clause.left("adjacent", at) if who not in clause.found), None)
    after = _active_object(clause, at)
    if after is None and before is None and (left := _left_so(clause, at)) is not None:
        _add_with_list(clause, left, at, "left_so", walk="list_right")
    elif after is None and before is None and _leaves_hurt(clause, at):
        clause.add(Found(at, clause.chunks[at].harm or Harm.CASUALTIES, at, "left_hurt"))
    elif after is None and before is None and clause.right("after_things", at):
        _object(clause, at)  # "the raid wiped out a command post and 12 fighters"
    elif after is not None and not (before == at - 1 and _is_headline_pair(clause, before, after)):
        _object(clause, at)
    elif (
        clause.symbols[at + 1 : at + 3] in ("cx", "cK")
        and clause.right("object", at + 2)
        and not (clause.chunks[at].last.tag == "j" and before == at - 1)  # "left three dead and wounded nine"
    ):
        return  # "killed and beheaded two": the second verb has the object
    elif (at == 0 or clause.symbols[at - 1] not in "ta") and not _has_thing_after(clause, at):
        _subject(clause, at, "participle", walk="participle")


def _left_so(clause: Clause, at: int) -> int | None:
    """Return the people of "leaving thousands of people from both towns stranded", ``None`` without them."""
    for verb in range(at - 1, max(-1, at - 14), -1):
        if clause.symbols[verb] in ";wskxdKGI":
            return None
        if clause.chunks[verb].has(clause.lexicon.sets["leaving"]):
            people = next((who for who in clause.right("object", verb) if who not in clause.found), None)
            return people if people is not None and people < at and _fits(clause, people, at) else None
    return None


def _leaves_hurt(clause: Clause, at: int) -> bool:
    """Whether the dead and wounded are all that is said to be left ("the bomb left |dead and wounded")."""
    left = clause.symbols[at - 1 : at] == "v" and clause.chunks[at - 1].has(clause.lexicon.sets["leaving"])
    return left and clause.chunks[at].harm is Harm.CASUALTIES


def _active_object(clause: Clause, at: int) -> int | None:
    """Return the people a bare participle harms as an active verb, ``None`` when it cannot be active."""
    if clause.chunks[at].last.tag != "k":
        return None
    after = next((who for who in clause.right("object", at) if _fits(clause, who, at)), None)
    if after is None or _is_attributive(clause, at, after) or clause.predicate(after) is not None:
        return None
    return after


def _is_headline_pair(clause: Clause, before: int, after: int) -> bool:
    """Tell "8 wounded, some seriously" from "rebels wounded 8": counted people before, uncounted after."""
    if clause.symbols[after] == "D" and clause.chunks[after].last.tag == "A":
        return False  # "two gunmen killed John Doe"
    quantity = clause.chunks[after].quantity
    vague = clause.symbols[after] == "Q" and quantity is not None and quantity.kind is CountKind.VAGUE
    return clause.symbols[before] in "CQHS" and (vague or clause.symbols[after] not in "CQHS")


def _has_thing_after(clause: Clause, at: int) -> bool:
    """Whether a participle is active with an object that is no victim ("Rebels captured the town")."""
    after = clause.symbols[at + 1 : at + 2]
    if clause.chunks[at].last.tag != "k" or not after:
        return False
    if after in "CQS" and clause.predicate(at + 1) is not None:
        return False
    counted = clause.symbols[at - 1 : at] in ("C", "Q", "H") and clause.chunks[at].harm_word.sure
    return not counted and after in "tnAXYaeHCQSPDEF"


def _is_attributive(clause: Clause, at: int, after: int) -> bool:
    """Whether a participle only describes the people after it ("camps for displaced people")."""
    before = at - 1
    while before >= 0 and clause.symbols[before] == "r":
        before -= 1
    neighbour = clause.symbols[before] if before >= 0 else ";"
    if clause.chunks[after].has(clause.lexicon.sets["others"]) and len(clause.chunks[after].tokens) == 1:
        return False  # "injured others"
    if neighbour == "c" and clause.symbols[after] in "PE" and describes_too(clause, before - 1):
        return True  # "the disabled and wounded guards"
    if neighbour == "c" and clause.symbols[before - 1 : before] in tuple("CSPDEQHx"):
        return clause.symbols[after] in "PE"  # "refugees and displaced people"
    described = clause.symbols[after] in "PE" or (clause.symbols[after] == "D" and neighbour in "pog")
    return neighbour in "ta" or (described and neighbour not in "2nAXYHEDPSCNMR1wch")


def _subject(clause: Clause, at: int, rule: str, *, walk: str = "subject") -> None:
    if at > 0 and clause.symbols[at - 1] in "BLT":
        return
    if _shares_subject(clause, at) or _comes_after(clause, at):
        return
    for who in clause.left(walk, at):
        who = named(clause, told_twice(clause, portion(clause, who, at), at))
        known = clause.found.get(who)
        if not _fits(clause, who, at) or not _is_caused(clause, who, at) or acts_itself(clause, who):
            continue
        if _is_kept_from(clause, at) or _is_uncounted(clause, who, at):
            return
        if known is not None:
            if _is_second(clause, known, at):
                clause.second.append(Found(who, clause.chunks[at].harm or known.harm, at, "second_harm"))
                return
            continue
        if clause.is_tallied(who) or is_one_that(clause, who) or is_age(clause, who, at):
            continue
        _add_with_list(clause, who, at, rule, walk="list_left")
        _add_ellipsis(clause, at)
        _add_others(clause, at)
        return
    if clause.symbols[at - 1 : at] == "2":
        _add_others(clause, at)  # "he was killed along with two guards"


def _is_kept_from(clause: Clause, at: int) -> bool:
    """Whether people did not leave ("have been unable to leave their homes")."""
    return clause.chunks[at].harm is Harm.DISPLACED and clause.has_before("kept_from", at, 2)


def _is_uncounted(clause: Clause, who: int, at: int) -> bool:
    """Whether a verb that is read for counted people only has others ("fighters had taken refuge there")."""
    return (
        clause.symbols[who] not in "CQH"
        and clause.chunks[at].last.form in clause.lexicon.sets["only_counted"]
    )


def _add_others(clause: Clause, at: int) -> None:
    """Add those named after the verb ("was killed in the blast along with two guards")."""
    harm = clause.chunks[at].harm
    for link in clause.right("with_others", at):
        other = link + 2 if clause.symbols[link + 1] == "t" else link + 1
        with_them = harm is not None and clause.chunks[link].has(clause.lexicon.sets["along"])
        if clause.symbols[other] == "P" and not clause.chunks[other].has(clause.lexicon.sets["other"]):
            continue
        if with_them and clause.predicate(other) is None and _fits(clause, other, at):
            _add_with_list(clause, other, at, "along", walk="list_right")


def _is_second(clause: Clause, known: Found, at: int) -> bool:
    """Whether people found harmed are harmed otherwise too: one of both verbs only describes them ("soldiers
    captured in the town were killed", "killed 12 people who had been abducted")."""
    if clause.chunks[at].harm is known.harm or any(
        found.who == known.who and found.harm is clause.chunks[at].harm for found in clause.second
    ):
        return False
    described = clause.symbols[known.trigger] == "x" or "w" in clause.symbols[known.who : known.trigger]
    relative = clause.symbols[at - 1] == "w" and known.trigger < known.who
    return relative or (described and clause.symbols[at] in "kd" and known.who < known.trigger)


def _is_caused(clause: Clause, who: int, at: int) -> bool:
    """An infinitive speaks of the people before it only after a verb of causing ("forced 300 to flee")."""
    if clause.chunks[at].tokens[0].tag != "z" or who != at - 1:
        return True
    return clause.has_before("causative", who, 2)


def _shares_subject(clause: Clause, at: int) -> bool:
    """A verb group joined to another has its subject ("was arrested and later killed")."""
    before = at - 1
    while before > 0 and clause.symbols[before] == "r":
        before -= 1
    if before < 1 or clause.symbols[before] != "c":
        return False
    first = next(iter(clause.left("joined", before)), None)
    if first is None or (first < before - 1 and clause.symbols[at] not in "kd"):
        return False
    if any(chunk.has(clause.lexicon.sets["another"]) for chunk in clause.chunks[before:at]):
        return True  # "one was killed and another wounded" counts nobody twice
    harm = clause.chunks[at].harm
    for found in list(clause.found.values()):
        if found.trigger == first and harm is not None and found.harm is not harm:
            clause.second.append(Found(found.who, harm, at, "shared_subject"))
    return True


def _comes_after(clause: Clause, at: int) -> bool:
    """A passive -ing form after a preposition speaks of the subject ("were executed after being captured")."""
    verb = clause.chunks[at]
    if clause.symbols[at - 1 : at] != "p" or not clause.lexicon.sets["being"].intersection(
        token.form for token in verb.tokens[:1]
    ):
        return False
    subject = max(clause.found.values(), key=lambda found: found.trigger, default=None)
    if subject is not None and verb.harm is Harm.DETAINED and subject.harm is not Harm.DETAINED:
        clause.second.append(Found(subject.who, Harm.DETAINED, at, "after"))
    elif subject is None and verb.harm is not None:
        start = max(clause.symbols.rfind(mark, 0, at) for mark in ";sw") + 1
        who = next((who for who in range(start, at) if clause.symbols[who] in "SCQ"), None)
        if who is not None and set(clause.symbols[start:who]) <= set("rnA") and _fits(clause, who, at):
            clause.add(Found(who, verb.harm, at, "after"))
    return True


def _object(clause: Clause, at: int) -> None:
    for owner in clause.right("object", at):
        is_owner = clause.chunks[owner].last.owns and clause.symbols[owner + 1 : owner + 2] == "C"
        who = owner + 1 if is_owner else owner  # "kill couple's five children"
        if _fits(clause, who, at) and _is_object(clause, who, at):
            if is_habit(clause, who, at) or _is_uncounted(clause, who, at):
                return
            _add_with_list(clause, who, at, "object", walk="list_right")
            _add_gapped(clause, who, at)
            return
    for who in clause.right("after_things", at):  # "wiped out a command post and 12 fighters"
        beside_things = clause.symbols[at + 1 : at + 2] in ("X", "Y")  # "killed 30 animals and two people"
        if (beside_things or not clause.chunks[at].harm_word.sure) and _fits(clause, who, at):
            _add_with_list(clause, who, at, "after_things", walk="list_right")
            return
    if clause.symbols[at] != "K" or clause.symbols[at + 1 : at + 2] in tuple("CSPDEQHZ"):
        return
    for who in clause.left("object_before", at):  # "the 12 people they had seized"
        if _fits(clause, who, at):
            _add_with_list(clause, who, at, "object_before", walk="list_left")
            return


def _add_gapped(clause: Clause, who: int, at: int) -> None:
    """Read what another means did, where the verb is not said again ("mines killed 41 people |and shelling 77")."""
    harm = clause.chunks[at].harm
    for other in clause.right("gapped", who):
        if harm is not None:
            clause.add(Found(other, harm, at, "gapped"))


def _is_object(clause: Clause, who: int, at: int) -> bool:
    """People after a verb are its object unless a harm of their own follows at once ("killed 25 injured")."""
    own = clause.predicate(who)
    if own is None or own != who + 1 or clause.symbols[who] != "Q":
        return True
    return clause.chunks[own].harm == clause.chunks[at].harm


def _fits(clause: Clause, who: int, at: int) -> bool:
    """Whether a verb can be said of a chunk: some need a word for people, a bare name needs a sure verb."""
    verb = clause.chunks[at]
    if clause.is_bare_name(who):
        personal = verb.harm in _PERSONAL or (verb.harm is Harm.INJURED and clause.symbols[at] in "kd")
        alone = not clause.is_list(who) and not is_joined(clause, who)
        several = who < at and verb.has(clause.lexicon.sets["plural_be"]) and alone
        return personal and verb.harm_word.sure and not several
    if verb.harm_word.sure:
        return True
    if clause.symbols[who] == "Q" and verb.has(clause.lexicon.sets["only_people"]):
        return True
    caught = clause.symbols[at : who + 1] in ("xQ", "KQ") and verb.harm is Harm.DETAINED
    if (caught or clause.symbols[who : at + 1] == "Qx") and any(known < who for known in clause.found):
        return True  # "15 soldiers were killed and nine |captured", "killed 30 soldiers and |captured nine"
    if clause.symbols[at] == "x" and who < at:  # "forces captured on the first day" may have captured
        return clause.symbols[who] in "CSZ"
    return clause.is_named_people(who)


def _add_with_list(clause: Clause, who: int, at: int, rule: str, *, walk: str) -> None:
    harm = clause.chunks[at].harm
    if harm is None or not clause.add(Found(who, harm, at, rule)):
        return
    if walk == "list_left" and closes_parts(clause, who, at):
        return
    step = clause.right if walk == "list_right" else clause.left
    current = who
    for _ in range(8):
        if (
            walk == "list_left"
            and clause.chunks[current].last.tag == "u"
            and clause.symbols[current - 1] == ","
        ):
            return  # "38 people, most of them seized at home": no list
        following = next(iter(step(walk, current)), None)
        if following is not None and clause.symbols[current : following + 2] in _APPOSED:
            current = following  # "John Doe, a commander, and eight others"
            continue
        if (
            following is None
            or following in clause.found
            or not _continues(clause, (current, following), at, walk)
        ):
            return
        if clause.symbols[following] not in "PE":
            clause.add(Found(following, harm, at, f"{rule}_list"))
        current = following


def _add_ellipsis(clause: Clause, at: int) -> None:
    """Add counts that share the verb ("12 were killed in the north and 5 in the south")."""
    harm = clause.chunks[at].harm
    for who in clause.right("ellipsis", at):
        of_them = clause.chunks[who].last.tag == "u"
        if harm is not None and not of_them and clause.predicate(who) is None:
            _add_with_list(clause, who, at, "ellipsis", walk="list_right")


def _continues(clause: Clause, pair: tuple[int, int], at: int, walk: str) -> bool:
    """Whether a coordinated item shares the verb: to the right it must have no verb of its own."""
    current, item = pair
    if not _fits(clause, item, at) or is_age_of(clause, current, item):
        return False
    if clause.chunks[item].harm not in {None, clause.chunks[at].harm}:
        return False  # "the bodies of 44 people and 140 injured guards"
    if walk == "list_right":
        if is_how(clause, item) or is_money(clause, item):
            return False
        if clause.symbols[item + 1 : item + 3] == "ow":
            return False  # "injured seven, one |of whom later died"
        own = clause.chunks[item].has(clause.lexicon.sets["possessive"])  # "three pupils and their teacher"
        named_alone = clause.symbols[item] == "D" and clause.symbols[current] not in "SD" and not own
        speaker = clause.symbols[item] in "SDPC" and clause.chunks[item].has(clause.lexicon.sets["speakers"])
        speaks = speaker and bool(clause.right("speech", item))
        of_them = clause.chunks[item].last.tag == "u"
        return not (named_alone or speaks or of_them) and clause.predicate(item) is None
    before = clause.chunks[item - 1] if item else None
    owned = (
        before is not None
        and clause.symbols[current] in "SDC"
        and before.has(clause.lexicon.sets["possessive"])
    )
    opens = before is not None and (before.has(clause.lexicon.sets["opening"]) or owned)
    return item == 0 or opens or clause.symbols[item - 1] not in "pozgvKGIt"

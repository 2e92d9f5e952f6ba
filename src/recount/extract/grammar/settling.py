"""Words of two kinds: each gets the tag that its neighbours, the sentence or the report ask for."""

from __future__ import annotations

from recount.extract.grammar.lexicon import Lexicon
from recount.extract.grammar.tagged import Token
from recount.model import Harm

_LONGEST_SPEAKER = 10  # words
_DESCRIBED = 3  # words between an article and its noun
_SAID_OF = frozenset("dkbhmw,c")  # tags of what follows a subject
_SUBJECT = 8  # words of a counted subject
_TOLD = 12  # words after "shot" in which it is told what came of it
_OUTCOMES = frozenset({Harm.KILLED, Harm.INJURED})
_DENIED = 12  # words between a denial and whom it speaks of
_NAMED = frozenset("NMRnAF")  # what a number counts, or what stands before it


def settle_capitals(tokens: list[Token], lexicon: Lexicon) -> None:
    """Tell plurals and abbreviations from names and small words where capitals hide them."""
    for at, token in enumerate(tokens):
        if token.tag == "A" and _is_counted_plural(tokens, at, lexicon):
            token.tag = "H"
        elif token.tag == "p" and token.form in lexicon.sets["abbreviations"]:
            people = at + 1 < len(tokens) and tokens[at + 1].tag in "NM"
            if people and at and (tokens[at - 1].tag == "q" or _counts_before(tokens, at)):
                token.tag = "A"


def settle(tokens: list[Token], lexicon: Lexicon) -> None:
    """Give words of two kinds the tag their neighbours ask for."""
    for at, token in enumerate(tokens):
        before = tokens[at - 1].tag if at else ""
        after = tokens[at + 1].tag if at + 1 < len(tokens) else ""
        if token.tag == "y":
            token.tag = _settle_report(tokens, at, lexicon)
            if token.tag == "s" and before == "N" and _speaks_after(tokens, at):
                token.tag = ";"
        elif before == "q" and after in {"k", "j", "b", "h"} and token.form in lexicon.sets["other"]:
            token.tag = "N"
        elif token.tag == "v" and before == "q" and after in _NAMED and token.form in lexicon.sets["sought"]:
            token.tag = "e"  # "five wanted men"
        elif token.tag == "3" and after == "q":
            token.tag = "r"
        elif token.tag == "p" and before in {"M", "N"} and token.form in lexicon.sets["beside"]:
            if _names_own(tokens, at + 1, lexicon):
                token.tag = "c"  # "a woman with her two children"
        elif after == "o" and token.form in lexicon.sets["collecting"] and _counts_next(tokens, at + 2):
            for word in tokens[_opening(tokens, at) : at + 2]:
                word.tag = "r"  # "a group of 60 fighters", "an Arran family of four"
        elif token.harm is None and _may_suffer(tokens, at, lexicon):
            _settle_suffering(tokens, at, lexicon)
        elif (
            token.tag == "X"
            and before in {"N", "M"}
            and after == "p"
            and token.form.endswith(lexicon.verb_endings)
        ):
            token.tag = "e"  # "rebels fighting for the town"
        elif token.form in lexicon.sets["beginning"] and after == "z" and _begins_harm(tokens, at):
            token.tag = "h"  # "had begun to flee"
        elif token.form in lexicon.sets["being"] and after in {"v", "e"}:
            token.tag = "r"  # "prisoners being held there"
        elif token.tag == "k" and not token.sure and after in {"X", "Y"} and before not in {"b", "h", "y"}:
            token.tag = "e"  # "besieged towns"
        elif token.tag == "j" and before in {"a", "t"} and token.form in lexicon.sets["people_states"]:
            token.tag, token.harm = "M", None
        elif token.tag == "n" and before == "z" and after == "N":
            token.tag = "v"  # "to retrieve victims"
        elif token.tag == "G" and after == "o":
            token.tag = "f"
        elif token.tag in "Kf" and (entry := lexicon.words.get(token.form)) is not None and entry.noun:
            noun = after == "o" or before in {"a", "t", "p", "o"} or (at > 0 and tokens[at - 1].owns)
            token.tag, token.harm = ("f" if noun else "K"), entry.harm
        elif token.form in lexicon.sets["only_before_of"] and after != "o":
            token.tag = "v"
        else:
            _settle_people(tokens, at, lexicon)
    _settle_counted(tokens, lexicon)


def _is_denied_of(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a word stands for anybody of whom a denial speaks."""
    sets = lexicon.sets
    any_one = at > 0 and tokens[at].tag in "MR" and tokens[at - 1].form in sets["any"]
    if tokens[at].form not in sets["anyone"] and not any_one:
        return False
    return any(token.form in sets["denied_acts"] for token in tokens[max(0, at - _DENIED) : at])


def _settle_counted(tokens: list[Token], lexicon: Lexicon) -> None:
    """ "143 murders" counts people; "accused of murders" does not."""
    for at, token in enumerate(tokens):
        if token.tag in "fK" and token.form in lexicon.sets["counted_acts"] and _is_counted(tokens, at):
            token.tag = "F"


def _settle_people(tokens: list[Token], at: int, lexicon: Lexicon) -> None:
    """Tell who is taken or shot, how old somebody is, and what only looks like a word for people."""
    token, following = tokens[at], tokens[at + 1 : at + 2]
    if token.form in lexicon.sets["shot"] and token.harm is None:
        _settle_shot(tokens, at, lexicon)
    elif token.tag in "nMR" and _is_denied_of(tokens, at, lexicon):
        token.tag = "N"  # "denied that its troops had killed anyone", "… any civilian"
    elif token.form in lexicon.sets["taking_away"] and _is_cared_for(tokens, at, lexicon):
        token.tag, token.harm = "v", None
    elif token.form in lexicon.sets["also_adjectives"]:
        if following and following[0].form in lexicon.sets["ailments"]:
            token.tag = "n"  # "minor injuries"
    elif token.form.endswith(lexicon.age_ending) and token.tag == "n":
        is_person = not following or following[0].tag in _SAID_OF
        token.tag = "M" if is_person else token.tag  # "an eleven-year-old died"


def _is_counted_plural(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a word in capitals that nobody knows is a plural with a number ("SIX WARDENS"), not a name."""
    form = tokens[at].form
    plural = form.endswith(lexicon.plural_ending) and not form.endswith(lexicon.not_plural_endings)
    if not plural or not form.isalpha():
        return False
    before = at - 1
    while before >= max(0, at - 3) and tokens[before].tag in "nearAX":
        before -= 1
    return before >= 0 and tokens[before].tag == "q"


def settle_moving(tokens: list[Token], lexicon: Lexicon) -> None:
    """ "3,000 residents left" is displacement; "left three dead" is not."""
    for at, token in enumerate(tokens):
        after = tokens[at + 1].tag if at + 1 < len(tokens) else ""
        if token.form in lexicon.moving and token.harm is None and after not in set("qaNMRu"):
            if not _leaves_on_business(tokens, at, lexicon):
                token.tag, token.harm = lexicon.moving[token.form], Harm.DISPLACED
        elif token.form in lexicon.sets["carrying"] and token.tag == "v" and after == "q":
            token.harm = Harm.DISPLACED  # "buses carrying 3,000 people"
        elif token.form in lexicon.sets["held_up"] and token.harm is Harm.TRAPPED:
            token.harm = Harm.DISPLACED  # "thousands of them were stuck on the way"
        elif token.form in lexicon.sets["evacuating"] and _evacuate_a_place(tokens, at):
            token.tag = "d"  # "hundreds of rebels evacuated the town"


def _leaves_on_business(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether those who leave are no evacuees ("officials left the talks")."""
    before = at - 1
    while before >= 0 and tokens[before].tag in "hrmb":
        before -= 1
    return any(
        token.form in lexicon.sets["officials"] for token in tokens[max(0, before - _DESCRIBED) : before + 1]
    )


def _evacuate_a_place(tokens: list[Token], at: int) -> bool:
    """Whether counted people evacuate a place, not others ("hundreds of rebels evacuated |the town")."""
    ahead = "".join(token.tag for token in tokens[at + 1 : at + 2 + _DESCRIBED])
    if not ahead or ahead[0] not in "tAX" or not set("NMRuqjk").isdisjoint(ahead):
        return False
    subject = tokens[max(0, at - _SUBJECT) : at]
    return any(token.tag == "q" for token in subject) and subject[-1].tag in "NMYh"


def _settle_suffering(tokens: list[Token], at: int, lexicon: Lexicon) -> None:
    """Whoever suffers from an injury is injured; a number of injuries counts by itself."""
    for after in range(at + 1, min(at + 7, len(tokens))):
        if tokens[after].form in lexicon.sets["ailments"] or _is_severed(tokens, after, lexicon):
            tokens[at].tag, tokens[at].harm = "d", Harm.INJURED
            for ailment in tokens[at + 1 : after + 1]:
                ailment.tag, ailment.harm = "n", None
            if tokens[at].form in lexicon.sets["having"]:  # "have bullet wounds" says it only as a whole
                tokens[at].end = tokens[after].end
                del tokens[at + 1 : after + 1]
            return
        passed = lexicon.sets["limbs"] | lexicon.sets["also_adjectives"]
        if tokens[after].tag not in "pnAearcjkoXt" and tokens[after].form not in passed:
            return


def _settle_shot(tokens: list[Token], at: int, lexicon: Lexicon) -> None:
    """Whoever is shot, of whom no more is said, is dead or wounded; "shot dead", "shot and wounded" say more."""
    if any(token.form in lexicon.sets["shot_otherwise"] for token in tokens[at + 1 : at + 2]):
        return  # "a drone was shot down"
    if at and tokens[at - 1].form in lexicon.sets["found"]:
        return  # whoever is "found shot" is one of the dead told of
    told = (
        token for token in tokens[at + 1 : at + 2 + _TOLD] if token.harm in _OUTCOMES and token.tag in "kKdj"
    )
    if next(told, None) is not None:
        return
    tokens[at].tag, tokens[at].harm, tokens[at].sure = "k", Harm.CASUALTIES, False


def _is_cared_for(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether people are taken to where they are helped ("taken away by ambulance")."""
    ahead = tokens[at + 1 : at + 2 + _DESCRIBED]
    return any(token.form in lexicon.sets["caring"] for token in ahead)


def _is_counted(tokens: list[Token], at: int) -> bool:
    """Whether a number counts a noun ("143 political murders")."""
    before = at - 1
    while before >= max(0, at - _DESCRIBED) and tokens[before].tag in "nearARX":
        before -= 1
    return before >= 0 and tokens[before].tag == "q"


def _is_severed(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a limb is said to be lost ("had a leg amputated")."""
    return tokens[at].form in lexicon.sets["severed"] and tokens[at - 1].form in lexicon.sets["limbs"]


def _may_suffer(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a verb has a subject that suffers from what follows ("sustained burns", "treated for burns")."""
    if tokens[at].form in lexicon.sets["suffering"]:
        return True
    is_treated = at + 1 < len(tokens) and tokens[at].form in lexicon.sets["treating"]
    return is_treated and tokens[at + 1].form in lexicon.sets["treated_for"]


def _speaks_after(tokens: list[Token], at: int) -> bool:
    """Whether the speaker stands after the verb and closes the sentence ("… and two soldiers, said John Doe")."""
    rest = tokens[at + 1 :]
    return 0 < len(rest) <= _LONGEST_SPEAKER and all(token.tag in "AnMRXtaopec," for token in rest)


def _names_own(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether "her …", "two of her …" stands at a place."""
    if at + 2 < len(tokens) and tokens[at].tag == "q" and tokens[at + 1].tag == "o":
        at += 2
    return at < len(tokens) and tokens[at].form in lexicon.sets["possessive"]


def _counts_before(tokens: list[Token], at: int) -> bool:
    """Whether a number stands before, with one word between ("six more UP members")."""
    return at > 1 and tokens[at - 1].tag == "r" and tokens[at - 2].tag == "q"


def _counts_next(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].tag == "q"


def _opening(tokens: list[Token], at: int) -> int:
    """Where the phrase of the noun at a place begins: at its article, with what describes it between."""
    first = at
    while first > max(0, at - _DESCRIBED) and tokens[first - 1].tag in "nAeR":
        first -= 1
    return first - 1 if first and tokens[first - 1].tag == "a" else at


def _begins_harm(tokens: list[Token], at: int) -> bool:
    """Whether an infinitive of harm follows at once ("began to flee")."""
    return tokens[at + 2].tag in "dkK" if at + 2 < len(tokens) else False


def _settle_report(tokens: list[Token], at: int, lexicon: Lexicon) -> str:
    """A verb of reporting before a harm word is part of its verb group ("were reported killed")."""
    before = tokens[at - 1].tag if at else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None and tokens[at].form in lexicon.sets["report_nouns"]:
        return "n"  # "... kills 12 children: reports"
    if before in {"a", "t"} and after is not None and after.tag not in "kjd":
        return "e"  # "a suspected attack"
    if before == "q" and after is not None and after.tag in _NAMED:
        return "e"  # "five suspected fighters", "nine confirmed deaths"
    if after is not None and after.form in lexicon.sets["as"]:
        return "e"  # "a man known as ..."
    if (
        after is not None
        and after.tag == "k"
        and tokens[at].form in lexicon.sets["speaking"]
        and before not in "bhr"
    ):
        return "s"  # "the blast, which officials said killed 12"
    otherwise = "e" if tokens[at].form in lexicon.sets["thought_of"] else "s"
    for token in tokens[at + 1 : at + 7]:
        if token.tag in "kjd":
            return "y"
        if token.tag not in "rzbh":
            return otherwise
    return otherwise

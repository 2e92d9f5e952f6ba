"""Parts told by a number "of" the harmed: "six of the dead were rebels", "most of those killed"."""

from __future__ import annotations

from recount.extract.grammar.clause import Clause, Found
from recount.model import Harm, RelationType
from recount.text.spans import Span

_LONGEST_LIST = 8
_SHARED = frozenset({Harm.KILLED, Harm.CASUALTIES})  # "two of the hostages" need not be held any more


def harm_of_group(clause: Clause, at: int) -> Harm | None:
    """Return the harm of "the dead", "the victims"; victims are those of the harm spoken of before."""
    harm = clause.chunks[at].harm
    return clause.inherited if harm is Harm.CASUALTIES and clause.inherited is not None else harm


def find_partitives(clause: Clause) -> None:
    """Find numbers of people among those harmed, from left to right."""
    for at, symbol in enumerate(clause.symbols):
        if at in clause.found:
            _told_on(clause, at)
            continue
        group = _group_of(clause, at) if symbol in "CQF" else None
        if group is not None:
            _add(clause, at, group)
        elif symbol == "V" and _is_all_that(clause, at):
            _add(clause, at, at)
        elif symbol == "V" and clause.symbols[at - 1 : at] == "o":
            _of_which(clause, at)
            _oldest_of(clause, at)
        elif symbol == "V":
            _amount(clause, at)
            _dead_are(clause, at)
        elif symbol == "x" and clause.symbols[max(0, at - 3) : at] == "otQ":
            _of_which(clause, at, at - 1)
        elif symbol == "v" and clause.chunks[at].has(clause.lexicon.sets["making_up"]):
            _made_up(clause, at)


def _group_of(clause: Clause, at: int) -> int | None:
    """Return the chunk that names the group, ``None`` when the number is of something else."""
    chunk, following = clause.chunks[at], clause.symbols[at + 1 : at + 4]
    if clause.symbols[at] == "Q":
        if following.startswith("oV"):
            return at + 2
        counted = at + 2 if following[:1] == "o" and following[1:2] in ("Q", "C") else at + 3
        told = following[:1] == "o" and (following[1:2] in ("Q", "C") or following[1:] in ("tQ", "tC"))
        known = clause.found.get(counted)
        # some of "the 126 abducted girls" may be free by now
        lasting = known is not None and (known.rule != "inherent" or known.harm in _SHARED)
        return counted if told and lasting else None
    named = [token.tag for token in chunk.tokens[1:3]] == ["o", "t"]
    told = any(token.tag in "kj" for token in chunk.tokens)  # "some of the injured civilians"
    return at if named and (told or chunk.harm in _SHARED) else None


def _is_all_that(clause: Clause, at: int) -> bool:
    """Whether it is said who all the harmed were ("all those killed were civilians")."""
    before = clause.chunks[at - 1] if at else None
    follows = clause.symbols[at + 1 : at + 3].replace("r", "") + clause.symbols[at + 3 : at + 4]
    return before is not None and before.last.form in clause.lexicon.sets["all"] and follows[:2] == "bP"


def _add(clause: Clause, at: int, group: int) -> None:
    known = clause.found.get(group)
    harm = known.harm if known is not None else harm_of_group(clause, group)
    if harm is None:
        return
    if at == group and clause.symbols[at] == "V":
        clause.add(Found(at, harm, group, "all_of"))
        return
    cue = Span(clause.chunks[min(at + 1, group)].start, clause.chunks[group].end)
    whole = group if known is not None else None
    clause.add(Found(at, harm, group, "partitive", whole, RelationType.SUBSET_OF, cue))
    for other in _others(clause, group):
        clause.add(Found(other, harm, group, "partitive_list", whole, RelationType.SUBSET_OF, cue))


def _told_on(clause: Clause, at: int) -> None:
    """Read on from people counted as some of others ("twelve of the bodies are of men, |six of women")."""
    found = clause.found[at]
    if [token.tag for token in clause.chunks[at].tokens[1:3]] != ["o", "t"] or found.trigger > at:
        return
    for other in _others(clause, at):
        clause.add(Found(other, found.harm, at, "partitive_list"))


def _others(clause: Clause, group: int) -> list[int]:
    """Return the numbers told one after another of one group ("six were men, three women and one was a child")."""
    found: list[int] = []
    last = group
    while len(found) < _LONGEST_LIST:
        other = next(iter(clause.right("others_were", last)), None)
        if other is None or clause.predicate(other) is not None or not _are_told_of(clause, last, other):
            break
        found.append(other)
        last = other
    return found


def _are_told_of(clause: Clause, one: int, other: int) -> bool:
    """Whether both verbs only say who they are, not what they did ("six of the dead were guards and four attacked")."""
    own = next((at for at in range(other + 1, len(clause.symbols)) if clause.symbols[at] in "bv"), other)
    words = clause.lexicon.sets["belonging"]
    done = clause.symbols[own + 1 :].lstrip("r")
    if done[:1] in ("v", "e") and done[1:2] not in tuple("NMPD"):
        return False  # "and three were taken to hospital"
    return all(clause.symbols[at] != "v" or clause.chunks[at].has(words) for at in (one + 1, own))


def _amount(clause: Clause, group: int) -> None:
    """Read "those executed are around 300"."""
    harm = harm_of_group(clause, group)
    for who in clause.right("amounts", group):
        if harm is not None and clause.predicate(who) is None:
            clause.add(Found(who, harm, group, "amount"))


def _of_which(clause: Clause, group: int, whole: int | None = None) -> None:
    """Read "of those killed, six were children and four were guards", "of the 13 dead, six were children"."""
    harm = harm_of_group(clause, group)
    if harm is None:
        return
    cue = Span(clause.chunks[group - 1].start, clause.chunks[group].end)
    for who in clause.right("of_which", group):
        if clause.predicate(who) is not None:
            continue
        for each in (who, *_others(clause, who)):
            clause.add(Found(each, harm, group, "of_which", whole, RelationType.SUBSET_OF, cue))


def _oldest_of(clause: Clause, group: int) -> None:
    """Read "the youngest of the dead was a boy"."""
    harm = harm_of_group(clause, group)
    if harm is None or not clause.chunks[max(0, group - 2)].has(clause.lexicon.sets["oldest"]):
        return
    cue = Span(clause.chunks[group - 1].start, clause.chunks[group].end)
    for who in clause.right("copula_right", group):
        if clause.symbols[who] == "S":
            clause.add(Found(who, harm, group, "oldest_of", None, RelationType.SUBSET_OF, cue))


def _dead_are(clause: Clause, group: int) -> None:
    """Read "the dead are nine farmers and a teacher"."""
    harm = harm_of_group(clause, group)
    verb = clause.chunks[group + 1 : group + 2]
    is_comprising = bool(verb) and verb[0].has(clause.lexicon.sets["comprising"])
    if is_comprising:
        items = clause.right("object", group + 1)
    else:
        items = clause.right("copula_right", group) if clause.symbols[group + 1 : group + 2] == "b" else []
    if harm is None or not items or clause.symbols[items[0]] not in "CS":
        return
    cue = Span(clause.chunks[group].start, clause.chunks[group].end)
    item: int | None = items[0]
    while item is not None and clause.symbols[item] in "CSQ" and clause.predicate(item) is None:
        if not clause.add(Found(item, harm, group, "dead_are", None, RelationType.SUBSET_OF, cue)):
            return
        item = next(iter(clause.right("list_right", item)), None)


def _made_up(clause: Clause, at: int) -> None:
    """Read "four guards and two clerks made up the rest of the dead"."""
    group = next((back for back in range(at + 1, at + 7) if clause.symbols[back : back + 1] == "V"), None)
    harm = None if group is None else harm_of_group(clause, group)
    if group is None or harm is None:
        return
    cue = Span(clause.chunks[at].start, clause.chunks[group].end)
    item: int | None = next(iter(clause.left("adjacent", at)), None)
    while item is not None and item not in clause.found and clause.chunks[item].quantity is not None:
        clause.add(Found(item, harm, group, "made_up", None, RelationType.SUBSET_OF, cue))
        item = next(iter(clause.left("list_left", item)), None)

"""Who stands in the victim's place of a word of harm (relations of Universal Dependencies)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recount.extract.parse import Parse
from recount.extract.syntax.harms import HarmWord, Way

_SUBJECT = ("nsubj", "nsubj:pass", "nsubj:outer")
_SUFFERING = ("nsubj:pass",)
_PASSIVE = ("nsubj:pass", "aux:pass", "cop")
_RELATIVE = ("WP", "WDT")  # "who", "which", "that" where it opens a clause
_NOMINAL = ("NOUN", "PROPN")
_CHAIN = 4  # verbs joined to one another that may share a subject


def find_roles(parse: Parse, word: HarmWord, of: frozenset[str]) -> tuple[list[int], str]:
    """Return the tokens that head the victims of a word of harm, with the name of the rule.

    Args:
        of: prepositions that lead to the victims of a noun ("of").
    """
    found, rule = _roles(parse, word, of)
    victims: list[int] = []
    for victim in found:
        for each in (victim, *_joined(parse, victim)):
            if each not in victims and not word.first <= each <= word.last:
                victims.append(each)
    return victims, rule


def _roles(parse: Parse, word: HarmWord, of: frozenset[str]) -> tuple[list[int], str]:
    at = word.token
    if word.way is Way.AMONG:
        return _counted_among(parse, at), word.way.value
    if word.way is Way.KILLER:
        return _after_of(parse, at, of), word.way.value
    if word.way in (Way.ACT, Way.BODY, Way.LIFE):
        return _of_noun(parse, at, of), word.way.value
    if word.way is Way.VERB and not _is_passive(parse, at):
        objects = list(parse.children(at, "obj"))
        if objects:
            return [_antecedent(parse, at, who) for who in objects], "object"
        if _is_active(parse, at):
            return _shared_object(parse, at), "object"
        return _subject(parse, at, _SUFFERING), "subject"
    return _subject(parse, at, _SUBJECT), "subject"


def _counted_among(parse: Parse, at: int) -> list[int]:
    """Return who is said to be among the victims: before the verb, or after it ("among the dead were …")."""
    own = list(parse.children(at, *_SUBJECT))
    if own:
        return own
    head = parse.tokens[at].head
    if head == at:
        return []
    others = [who for who in parse.children(head, *_SUBJECT) if who != at]
    return others or ([head] if parse.tokens[head].pos in _NOMINAL else [])


def _is_passive(parse: Parse, at: int) -> bool:
    """Whether a verb is passive, or a participle said of someone ("is seriously wounded")."""
    return next(iter(parse.children(at, *_PASSIVE)), None) is not None


def _is_active(parse: Parse, at: int) -> bool:
    return not _is_passive(parse, at) and next(iter(parse.children(at, "nsubj")), None) is not None


def _shared_object(parse: Parse, at: int) -> list[int]:
    """The object of "whom they killed" stands before the verb, as what the clause is said of."""
    if parse.tokens[at].relation == "acl:relcl":
        relative = [who for who in parse.children(at, "obj") if _is_relative(parse, who)]
        return [parse.tokens[at].head] if relative else []
    return []


def _subject(parse: Parse, at: int, relations: tuple[str, ...]) -> list[int]:
    """Return the subject, that of the verb it is joined to, or the noun a participle or clause belongs to."""
    for _ in range(_CHAIN):
        subjects = list(parse.children(at, *relations))
        if subjects:
            return [_antecedent(parse, at, who) for who in subjects]
        token = parse.tokens[at]
        if token.relation in ("acl", "acl:relcl"):
            return [token.head]
        if (
            token.relation not in ("conj", "xcomp")
            or next(iter(parse.children(at, *_SUBJECT)), None) is not None
        ):
            return []
        at = token.head
    return []


def _antecedent(parse: Parse, verb: int, who: int) -> int:
    """Return the noun a relative pronoun stands for, the token itself otherwise.

    Where the parse does not tie the clause to a noun it is the one right before the pronoun ("Osk Harran, who was …").
    """
    if not _is_relative(parse, who):
        return who
    at = verb
    for _ in range(_CHAIN):
        token = parse.tokens[at]
        if token.relation == "acl:relcl":
            return token.head
        if token.relation not in ("conj", "xcomp"):
            break
        at = token.head
    before = who - 2 if who > 1 and parse.tokens[who - 1].form == "," else who - 1
    return before if before >= 0 and parse.tokens[before].pos in _NOMINAL else who


def _is_relative(parse: Parse, at: int) -> bool:
    return parse.tokens[at].tag in _RELATIVE


def _of_noun(parse: Parse, at: int, of: frozenset[str]) -> list[int]:
    """Return those an act of harm is said to be of ("the murder of X", "X's murder")."""
    return (
        _after_of(parse, at, of) or list(_of_beyond(parse, at, of)) or list(parse.children(at, "nmod:poss"))
    )


def _after_of(parse: Parse, at: int, of: frozenset[str]) -> list[int]:
    """Return those that follow with "of"; right beside it the parse may hang the preposition elsewhere."""
    beside = at + 1 < len(parse.tokens) and parse.tokens[at + 1].form.lower() in of
    return [
        who
        for who in parse.children(at, "nmod", "nmod:desc", "obl")
        if who > at and (beside or _has_case(parse, who, of))
    ]


def _has_case(parse: Parse, at: int, words: frozenset[str]) -> bool:
    return any(parse.tokens[case].form.lower() in words for case in parse.children(at, "case"))


def _of_beyond(parse: Parse, at: int, of: frozenset[str]) -> Iterator[int]:
    """Yield those named after a place or a day ("the murder on Monday of X"), which the parse may hang there."""
    for between in parse.children(at, "nmod", "obl", "nmod:unmarked", "obl:unmarked"):
        for who in parse.children(between, "nmod"):
            if between > at and _has_case(parse, who, of):
                yield who


def find_parts(
    parse: Parse, word: HarmWord, victims: Iterable[int], including: frozenset[str]
) -> Iterator[tuple[int, int, int]]:
    """Yield parts, each with its whole and the word that says so ("nine people, including the mayor")."""
    for whole in victims:
        for at in (whole, word.token):
            for part in parse.children(at, "nmod", "obl"):
                cases = parse.children(part, "case")
                cue = next((case for case in cases if parse.tokens[case].form.lower() in including), None)
                if cue is not None:
                    for each in (part, *_joined(parse, part)):
                        yield each, whole, cue


def _joined(parse: Parse, at: int) -> Iterator[int]:
    """Yield the nouns joined to a noun ("a judge, an officer and a candidate")."""
    yield from parse.children(at, "conj")

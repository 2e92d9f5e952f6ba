"""Whether a parsed clause asserts its harm: negation, modal verbs, conditions, attempts."""

from __future__ import annotations

from recount.extract.grammar.lexicon import Lexicon
from recount.extract.parse import Parse
from recount.model import Modality

_GOVERNED = ("xcomp", "ccomp", "acl", "compound", "amod")
_CLIMB = 3  # governors that are looked at


def modality_of(parse: Parse, at: int, lexicon: Lexicon) -> Modality:
    """Read the words a word of harm depends on, and those that depend on it."""
    sets = lexicon.sets
    near = {
        parse.tokens[child].form.lower()
        for child in parse.children(at, "aux", "advmod", "mark", "amod", "det")
    }
    if near & sets["conditional"] or near & (sets["modal"] | sets["hypothetical"]):
        return Modality.HYPOTHETICAL
    if near & sets["negation"]:
        return Modality.DENIED
    if near & sets["expected"]:
        return Modality.EXPECTED
    return _governed(parse, at, lexicon)


def _governed(parse: Parse, at: int, lexicon: Lexicon) -> Modality:
    sets = lexicon.sets
    for _ in range(_CLIMB):
        token = parse.tokens[at]
        if token.head == at or token.relation == "root":
            break
        governor = parse.tokens[token.head].form.lower()
        if token.relation in _GOVERNED or (token.relation == "nmod" and governor in sets["attempts"]):
            if governor in sets["denied"]:
                return Modality.DENIED
            if governor in sets["hypothetical"] or governor in sets["prevented"]:
                return Modality.HYPOTHETICAL
        carried = token.relation == "xcomp"
        at = token.head
        marks = {parse.tokens[child].form.lower() for child in parse.children(at, "mark", "aux")}
        if marks & sets["conditional"]:
            return Modality.HYPOTHETICAL
        if carried and marks & sets["expected"]:
            return Modality.EXPECTED  # "will continue to die"
    return Modality.ASSERTED

"""The grammar's words: one tag and, for a word of harm, what it says happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from recount.codebook.resources import load_yaml
from recount.extract.parse import words_in_lower_case
from recount.model import Harm

_PACKAGE = "recount.extract"
_SHORTEST_PERSON = 5  # letters: "human" and shorter words end so by chance


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word, or several that work as one, is to the grammar.

    Attributes:
        tag: letter of ``grammar.yml``.
        harm: what a word of harm says happened.
        sure: whether the verb makes a victim of any object, not only of words for people.
        noun: whether a verb form is also a noun of the act ("massacre").
    """

    tag: str
    harm: Harm | None = None
    sure: bool = True
    noun: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Several words that work as one."""

    rest: tuple[str, ...]
    entry: Entry


@dataclass(slots=True)
class Lexicon:
    """All words of a language, by lower-case form.

    Attributes:
        words: single words.
        phrases: phrases by first word, longest first.
        inherent: harm that a word for people carries by itself ("evacuees").
        sets: word lists of ``grammar.yml`` the rules ask for by name.
        moving: verbs of leaving and the tag they have where the text speaks of an evacuation.
        present: finite forms of verbs of harm in the present tense.
        lower: words the treebanks of the language write in lower case; in capitals any other may be a name.
        adverb_ending, verb_endings, plural_ending, not_plural_endings, person_ends, people_ends: what unknown
            words are told by.
    """

    words: dict[str, Entry] = field(default_factory=dict)
    phrases: dict[str, list[Phrase]] = field(default_factory=dict)
    inherent: dict[str, Harm] = field(default_factory=dict)
    sets: dict[str, frozenset[str]] = field(default_factory=dict)
    moving: dict[str, str] = field(default_factory=dict)
    adverb_ending: str = ""
    verb_endings: tuple[str, ...] = ()
    plural_ending: str = ""
    not_plural_endings: tuple[str, ...] = ()
    age_ending: str = ""
    person_ends: tuple[str, ...] = ()
    people_ends: tuple[str, ...] = ()
    lower: frozenset[str] = frozenset()
    present: set[str] = field(default_factory=set)

    def add(self, form: str, entry: Entry) -> None:
        """Add a word or phrase; the first entry of a form stays."""
        first, *rest = form.split()
        if not rest:
            self.words.setdefault(first, entry)
            return
        known = self.phrases.setdefault(first, [])
        if all(phrase.rest != tuple(rest) for phrase in known):
            known.append(Phrase(tuple(rest), entry))
            known.sort(key=lambda phrase: -len(phrase.rest))

    def person_tag(self, form: str) -> str | None:
        """Return the tag of an unknown word that by its ending names a person ("dustman"), or several."""
        if len(form) < _SHORTEST_PERSON or form in self.sets["no_person"]:
            return None
        if form.endswith(self.person_ends):
            return "M"
        return "N" if form.endswith(self.people_ends) else None


@cache
def load_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language (``data/<language>/{harm,victims,grammar}.yml``)."""
    harm = load_yaml(_PACKAGE, f"data/{language}/harm.yml")
    victims = load_yaml(_PACKAGE, f"data/{language}/victims.yml")
    grammar = load_yaml(_PACKAGE, f"data/{language}/grammar.yml")
    lexicon = Lexicon(
        adverb_ending=grammar["adverb_ending"],
        verb_endings=tuple(grammar["verb_endings"]),
        plural_ending=grammar["plural_ending"],
        age_ending=grammar["age_ending"],
        not_plural_endings=tuple(grammar["not_plural_endings"]),
        person_ends=tuple(grammar["sets"]["person_ends"]),
        people_ends=tuple(grammar["sets"]["people_ends"]),
        lower=words_in_lower_case(language),
    )
    _add_function_words(lexicon, grammar["words"])
    _add_verbs(lexicon, harm)
    _add_nouns(lexicon, harm["nouns"])
    _add_people(lexicon, victims)
    lexicon.inherent.update(_by_word(harm["nouns"]["inherent"]))
    lexicon.sets.update({name: frozenset(map(str, words)) for name, words in grammar["sets"].items()})
    lexicon.moving.update(_moving(lexicon, harm["moving"]))
    return lexicon


def _moving(lexicon: Lexicon, by_form: Mapping[str, Iterable[str]]) -> dict[str, str]:
    tags = {word: {**_PHRASE_TAGS, "gerund": "W"}[form] for form, words in by_form.items() for word in words}
    for word in tags:
        lexicon.add(word, Entry("v"))
    return tags


def _add_function_words(lexicon: Lexicon, words: Mapping[str, Iterable[str]]) -> None:
    for tag, forms in words.items():
        for form in forms:
            lexicon.add(form, Entry(tag))


def _add_verbs(lexicon: Lexicon, data: Mapping[str, Any]) -> None:
    acts = {word for words in data["nouns"]["act"].values() for word in words}
    for harm, by_object in data["verbs"].items():
        for certainty, lemmas in by_object.items():
            for forms in lemmas:
                _add_transitive(lexicon, forms.split(), Harm(harm), sure=certainty == "sure", acts=acts)
    for harm, lemmas in data["intransitive"].items():
        for forms in lemmas:
            *finite, gerund = forms.split()
            for form in finite:
                _override(lexicon, form, Entry("d", Harm(harm)))
            _override(lexicon, gerund, Entry("W", Harm(harm)))
    for harm, by_form in data["phrases"].items():
        for form, phrases in by_form.items():
            for phrase in phrases:
                _override(lexicon, phrase, Entry(_PHRASE_TAGS[form], Harm(harm)))


_PHRASE_TAGS = {"participle": "k", "active": "K", "gerund": "G", "intransitive": "d", "state": "j"}


def _add_transitive(lexicon: Lexicon, forms: list[str], harm: Harm, *, sure: bool, acts: set[str]) -> None:
    base, third, past, *rest = forms
    participle, gerund = rest if len(rest) == 2 else (past, rest[0])
    lexicon.present.update(form.replace("-", " ") for form in (base, third) if form != past)
    tags = {base: "K", third: "K", past: "K", gerund: "G"} | {participle: "k"}
    for form, tag in tags.items():
        _override(lexicon, form.replace("-", " "), Entry(tag, harm, sure=sure, noun=form in acts))


def _override(lexicon: Lexicon, form: str, entry: Entry) -> None:
    lexicon.words.pop(form, None)
    lexicon.add(form, entry)


def _add_nouns(lexicon: Lexicon, nouns: Mapping[str, Any]) -> None:
    for kind, tag in (("toll", "T"), ("counted", "F"), ("act", "f")):
        for word, harm in _by_word(nouns[kind]).items():
            lexicon.add(word, Entry(tag, harm))
    for kind, tag in (("bodies", "B"), ("lives", "L")):
        for word in nouns[kind]:
            _override(lexicon, word, Entry(tag, Harm.KILLED))
    for word in nouns["tally"]:
        lexicon.add(word, Entry("U"))


def _by_word(by_harm: Mapping[str, Iterable[str]]) -> dict[str, Harm]:
    return {word: Harm(harm) for harm, words in by_harm.items() for word in words}


def _add_people(lexicon: Lexicon, victims: Mapping[str, Any]) -> None:
    for number, tag in (("singular", "M"), ("plural", "N"), ("role", "R")):
        for words in victims[number].values():
            for word in words:
                lexicon.add(word, Entry(tag))
    for number, tag in (("singular", "X"), ("plural", "Y")):
        for word in victims["things"][number]:
            lexicon.add(word, Entry(tag))

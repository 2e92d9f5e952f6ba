"""Sentences of a treebank in CoNLL-U, and the forms in which text really comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ARTICLES = ("the", "a", "an")


@dataclass(frozen=True)
class Sentence:
    """A sentence with its tree.

    Attributes:
        words, spaces: syntactic words, and whether a space follows each.
        tags: Penn tags.
        heads: index of each word's head; the root is its own.
        relations: UD relations, "ROOT" for the root, as spaCy writes it.
    """

    words: list[str]
    spaces: list[bool]
    tags: list[str]
    heads: list[int]
    relations: list[str]


def read_treebank(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a file; of words written as one ("don't") the parts."""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield _sentence(rows)
            rows = []


def _sentence(rows: list[list[str]]) -> Sentence:
    words, spaces, tags, heads, relations = [], [], [], [], []
    joined_until, space_after_joined = 0, True
    for row in rows:
        if "." in row[0]:
            continue
        space = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            joined_until, space_after_joined = int(row[0].split("-")[1]), space
            continue
        number, head = int(row[0]), int(row[6])
        words.append(row[1])
        spaces.append(space if number > joined_until else number == joined_until and space_after_joined)
        tags.append(row[4])
        heads.append(head - 1 if head else number - 1)
        relations.append(row[7] if head else "ROOT")
    return Sentence(words, spaces, tags, heads, relations)


def cased(sentence: Sentence, case: Callable[[str], str]) -> Sentence:
    """Return a sentence in capitals, or in lower case."""
    return replace(sentence, words=[case(word) for word in sentence.words])


def without_commas(sentence: Sentence) -> Sentence:
    """Return a sentence as texts are that lost their commas and apostrophes."""
    words = [word.replace("'", "").replace("’", "") or word for word in sentence.words]
    dropped = {at for at, word in enumerate(words) if word == ","}
    return _without(replace(sentence, words=words), dropped)


def bare(sentence: Sentence) -> Sentence:
    """Return a sentence like a headline: no articles, no full stop."""
    dropped = {
        at
        for at, tag in enumerate(sentence.tags)
        if tag == "." or sentence.words[at].lower() in ("the", "a", "an")
    }
    return _without(sentence, dropped)


def lower_words(sentences: Iterable[Sentence]) -> list[str]:
    """Return the words that are written in lower case at least as often as they are names, sorted."""
    lower: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for sentence in sentences:
        for at, (word, tag) in enumerate(zip(sentence.words, sentence.tags, strict=True)):
            if word.isalpha() and word.islower():
                lower[word] += 1
            elif at and word[:1].isupper() and tag.startswith("NNP"):
                names[word.lower()] += 1
    return sorted(word for word, times in lower.items() if times >= names[word])


def _without(sentence: Sentence, dropped: set[int]) -> Sentence:
    """Leave words out, unless another word depends on them."""
    heads = {head for at, head in enumerate(sentence.heads) if head != at}
    kept = [
        at
        for at in range(len(sentence.words))
        if at not in dropped or at in heads or sentence.heads[at] == at
    ]
    place = {old: new for new, old in enumerate(kept)}
    spaces = [sentence.spaces[at] or at + 1 in dropped for at in kept]
    return Sentence(
        [sentence.words[at] for at in kept],
        spaces,
        [sentence.tags[at] for at in kept],
        [place[sentence.heads[at]] for at in kept],
        [sentence.relations[at] for at in kept],
    )

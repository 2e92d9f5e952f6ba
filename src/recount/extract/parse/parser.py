"""The parser: spaCy with weights trained for this package (``weights/<language>/card.json`` says from what).

The library is loaded when the first sentence is parsed, never before: where the gate stops everything, nothing waits
for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from recount.extract.parse.casing import restore_case
from recount.extract.parse.loading import load_weights
from recount.extract.parse.tree import ROOT, Parse, Token
from recount.text.casing import is_shouting
from recount.text.spans import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONGEST = 1200  # characters; what is longer is a table or page furniture, and time stays bounded


def parse_sentences(text: str, spans: Sequence[Span], *, language: str) -> list[Parse | None]:
    """Parse sentences of a report.

    A sentence is parsed as one, whatever marks stand in it. Heads, relations and tags depend on the sentences of the
    call only: the same text gives the same parse.

    Returns:
        One parse a span; ``None`` where the span is longer than ``LONGEST``, holds no word, or the language has no
        weights.
    """
    weights = _weights(language)
    wanted = [at for at, span in enumerate(spans) if _is_parsable(text, span)] if weights else []
    parses: list[Parse | None] = [None] * len(spans)
    if weights is None or not wanted:
        return parses
    pipeline = _load(weights)
    lower = _lower_words(weights)
    with pipeline.memory_zone():  # words of this report are forgotten with it
        docs, starts = zip(*(_words(pipeline, spans[at].of(text), lower) for at in wanted), strict=True)
        for at, doc, offsets in zip(wanted, pipeline.pipe(docs), starts, strict=True):
            if offsets:
                parses[at] = _as_parse(doc, text, [spans[at].start + offset for offset in offsets])
    return parses


def _is_parsable(text: str, span: Span) -> bool:
    return span.end - span.start <= LONGEST and bool(span.of(text).strip())


@cache
def _weights(language: str) -> Path | None:
    folder = resources.files("recount.extract.parse").joinpath("weights", language)
    return Path(str(folder)) if folder.joinpath("config.cfg").is_file() else None


_load = cache(load_weights)


def words_in_lower_case(language: str) -> frozenset[str]:
    """Return the words the treebanks of a language write in lower case; none where there are no weights."""
    weights = _weights(language)
    return frozenset() if weights is None else _lower_words(weights)


@cache
def _lower_words(weights: Path) -> frozenset[str]:
    return frozenset(weights.joinpath("words.txt").read_text(encoding="utf-8").split())


def _words(pipeline: Language, sentence: str, lower: frozenset[str]) -> tuple[Doc, list[int]]:
    """Return the words of a sentence and where they start; line breaks within it are no words.

    The parser is told that no sentence starts within: what splits sentences is ``text.sentences``.
    """
    from spacy.tokens import Doc  # slow to import

    tokens = [token for token in pipeline.make_doc(sentence) if not token.is_space]
    words = [token.text for token in tokens]
    doc = Doc(
        pipeline.vocab,
        words=restore_case(words, lower) if is_shouting(sentence) else words,
        spaces=[bool(token.whitespace_) for token in tokens],
        sent_starts=[at == 0 for at in range(len(tokens))],
    )
    return doc, [token.idx for token in tokens]


def _as_parse(doc: Doc, text: str, starts: Sequence[int]) -> Parse:
    return Parse(
        tuple(
            Token(
                form=text[start : start + len(token.text)],
                norm=token.text,
                tag=token.tag_,
                head=token.head.i,
                relation=ROOT if token.head.i == token.i else token.dep_,
                start=start,
                end=start + len(token.text),
            )
            for token, start in zip(doc, starts, strict=True)
        )
    )

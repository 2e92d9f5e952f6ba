"""How sure the reading of a claim is: a number from 0 to 1 that says how often such claims are right.

Two questions, one after the other: are harm and number right, and if so, is the speaker? For each a table holds a
level and a weight for every feature a claim can have, fitted to annotated reports by ``evals/calibrate.py``. Level and
weights are added up and turned into a share by the logistic function; the product of the two shares is the confidence.
It grades the reading, never the source.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from recount.codebook.originators import load_originators
from recount.codebook.resources import load_yaml
from recount.extract.reading import Reading
from recount.model import Claim, CountKind, DatePrecision, Modality, Qualifier, SourceKind, WherePrecision
from recount.text.casing import is_shouting

LEAST, MOST = 0.02, 0.99
"""Bounds of a machine's confidence; 1 is a person's word."""
LONG_REPORT = 4000  # code points
LONG_SENTENCE = 250  # code points; newswire has 25 words in a sentence, some 150
MANY_FIGURES = 4  # in one sentence
FAR = 250  # code points between a speaker and the figure
_PRESS = frozenset({SourceKind.NEWS_AGENCY, SourceKind.OUTLET})
_IMPLIED = frozenset({CountKind.BARE_PLURAL, CountKind.NONE_STATED})


Features = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the table.

    Attributes:
        level: what the sum starts from.
        weights: by feature; one that is not here weighs nothing.
    """

    level: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The table.

    Attributes:
        figure, speaker: the two questions.
        priors: by kind of proposer ("grammar", "llm"), where neither a rule nor the proposer's rare rules
            together have a weight.
        unknown: where the kind of proposer has none either.
    """

    figure: Question
    speaker: Question
    priors: Mapping[str, float]
    unknown: float

    def score(self, features: Features) -> float:
        """Return the confidence that a claim with some features is right."""
        shares = (self._share(question, features) for question in (self.figure, self.speaker))
        return min(MOST, max(LEAST, math.prod(shares)))

    def _share(self, question: Question, features: Features) -> float:
        total = question.level + sum(self._weight(question, feature) for feature in features)
        return 1 / (1 + math.exp(-total))

    def _weight(self, question: Question, feature: str) -> float:
        group, _, rule = feature.partition("=")
        if group != "rule" or question is not self.figure or feature in question.weights:
            return question.weights.get(feature, 0.0)
        proposer = rule.partition(":")[0]
        return question.weights.get(f"rule={proposer}", self.priors.get(proposer, self.unknown))


@cache
def load_weights(language: str) -> Weights:
    """Return the table of a language (``data/<language>/confidence.yml``)."""
    data: Mapping[str, Any] = load_yaml("recount.extract", f"data/{language}/confidence.yml")
    return Weights(
        figure=_question(data["figure"]),
        speaker=_question(data["speaker"]),
        priors={row["proposer"]: float(row["weight"]) for row in data["priors"]},
        unknown=float(data["unknown"]),
    )


def _question(data: Mapping[str, Any]) -> Question:
    weights = {row["feature"]: float(row["weight"]) for row in data["weights"]}
    return Question(level=float(data["level"]), weights=weights)


def rate_claims(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims of a report, each with its confidence."""
    weights = load_weights(reading.report.language)
    rows = features_of(reading, claims)
    return [
        replace(claim, confidence=round(weights.score(row), 3))
        for claim, row in zip(claims, rows, strict=True)
    ]


def features_of(reading: Reading, claims: Sequence[Claim]) -> list[Features]:
    """Return the names of the features that each claim of a report has."""
    sentences = [reading.sentence_at(claim.count_selector.start) for claim in claims]
    crowd = Counter(sentences)
    texts = {sentence: tuple(_of_text(reading, sentence, count)) for sentence, count in crowd.items()}
    is_credited = any(claim.attribution.speakers for claim in claims)
    return [
        (
            *_of_claim(claim),
            *_of_speakers(claim, is_credited=is_credited),
            *texts[sentence],
        )
        for claim, sentence in zip(claims, sentences, strict=True)
    ]


def _of_claim(claim: Claim) -> Iterator[str]:
    yield f"rule={claim.proposers[0] if claim.proposers else ''}"
    yield f"count={'implied' if claim.count.kind in _IMPLIED else claim.count.kind.value}"
    if claim.count.qualifier is Qualifier.BETWEEN:
        yield "count=range"
    if claim.modality is not Modality.ASSERTED:
        yield "modality=not_asserted"
    if len(claim.proposers) > 1:
        yield "proposers=agree"
    if not any(place.where_precision is not WherePrecision.UNKNOWN for place in claim.places):
        yield "place=unresolved"
    if claim.when.precision is DatePrecision.UNKNOWN:
        yield "date=unknown"


def _of_speakers(claim: Claim, *, is_credited: bool) -> Iterator[str]:
    yield f"attribution={claim.attribution.basis}"
    speakers = claim.attribution.speakers
    if not speakers:
        if is_credited:
            yield "attribution=own_voice_among_credits"
        return
    if len(speakers) > 1:
        yield "attribution=several"
    known = [source for speaker in speakers if (source := load_originators().find(speaker.name)) is not None]
    if not known:
        yield "attribution=unlisted"
    if any(source.kind in _PRESS for source in known):
        yield "attribution=press"
    starts = [speaker.start for speaker in speakers if speaker.start is not None]
    if starts and min(abs(start - claim.count_selector.start) for start in starts) > FAR:
        yield "attribution=far"


def _of_text(reading: Reading, sentence: int | None, figures: int) -> Iterator[str]:
    if len(reading.text) > LONG_REPORT:
        yield "report=long"
    if sentence is None:
        return
    span = reading.sentences[sentence].span
    if reading.is_headline(sentence):
        yield "sentence=headline"
    if span.end - span.start > LONG_SENTENCE:
        yield "sentence=long"
    if figures >= MANY_FIGURES:
        yield "sentence=many_figures"
    if is_shouting(reading.text[span.start : span.end]):
        yield "sentence=capitals"

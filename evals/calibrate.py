"""Fit the table of confidence, and measure whether it means what it says.

    python evals/calibrate.py REPORTS.jsonl …              fit, and print the tables
    python evals/calibrate.py REPORTS.jsonl … --write      and write the table and the page that explains it
        --folder ../shared/evals    where the scorers and the harder texts (muc4/dev.jsonl) lie

The reports are annotated (claims beside the text). A claim is right when its harm and interval are those of the
annotation and its speakers agree, as the folder's own scorer sees it. Nearly all are, so two harder sets are read as
well: the same reports in capitals, and news texts of 1990 in capitals whose templates tell harm and number, not the
speaker, and leave out much that is right; those have a level of their own in the fit, which is then dropped.

All figures come from cross-validation by report: no claim is rated by weights that saw its report.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from readings import HARDER, TITLES, Sample, gather

from recount.extract.confidence import LEAST, MOST

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src/recount/extract/data/en/confidence.yml"
PAGE = ROOT / "docs/confidence.md"
FOLDS = 5
PULL = {"rule": 5.0}
OTHER_PULL = 2.0
"""Strength of the pull of weights towards 0; rules are many, with few claims each."""
LEVEL_PULL = 1e-6
QUESTIONS = {
    "figure": ("rule=", "count=", "modality=", "sentence=", "report=", "place=", "date=", "proposers="),
    "speaker": ("attribution=", "sentence=", "report="),
}
"""The features each question looks at."""
FEWEST = 8
"""Claims a feature needs for a weight of its own."""
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
# For a rule without a weight, of a proposer whose rare rules together have none either. Set by hand, with reasons.
PRIORS = {
    "grammar": (0.0, "the token grammar: as sure as its rules are on the whole"),
    "syntax": (-1.0, "rules over a parse: they see what the grammar has no words for, and parses go wrong"),
    "llm": (-2.5, "a language model alone: its words stand in the report, but no rule sees a figure there"),
}
UNKNOWN = -2.5
REASONS = {
    "rule": "the rule that saw the figure",
    "count": "how the number is written",
    "attribution": "how the speaker is known",
    "modality": "the text does not assert the harm",
    "proposers": "proposers that agree",
    "place": "no place of the claim is in the register of places",
    "date": "no date is known",
    "report": "a long report has more speakers and events to mix up",
    "sentence": "where the figure stands",
}

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Fit:
    """Weights for one question by feature; the level of a harder set is added for that set only."""

    level: float
    weights: Mapping[str, float]
    harder: float

    def share(self, sample: Sample) -> float:
        """Return the share of such claims of which the question is answered with yes."""
        total = self.level + (self.harder if sample.domain == HARDER else 0.0)
        total += sum(self.weights.get(name, 0.0) for name in sample.features)
        return float(1 / (1 + np.exp(-total)))


@dataclass(frozen=True)
class Model:
    """Both questions."""

    figure: Fit
    speaker: Fit

    def rate(self, sample: Sample) -> float:
        """Return the confidence of a claim, at the level of its own set."""
        share = self.figure.share(sample)
        if sample.speaker is not None:
            share *= self.speaker.share(sample)
        return min(MOST, max(LEAST, share))


def main() -> None:
    """Fit, measure, print, and write when asked to."""
    arguments = parse_arguments()
    if not (arguments.folder / "score_claims.py").is_file():
        print(f"No evaluation data in {arguments.folder}; nothing was fitted.")
        return
    samples = pool_rare_rules(list(gather(arguments.reports, arguments.folder)))
    rated = cross_validate(samples)
    tables = [(title, table_of(rated, domain)) for domain, title in TITLES.items()]
    shown = "\n\n".join(f"{title}\n\n{table}" for title, table in tables)
    print(shown)
    model = fit(samples)
    for name, question in (("figure", model.figure), ("speaker", model.speaker)):
        print(f"\n{name}: level {question.level:+.2f}")
        for feature, weight in sorted(question.weights.items(), key=lambda item: item[1]):
            print(f"{weight:+.2f}  {feature}")
    if arguments.write:
        write_table(model, samples)
        write_page(shown)


def parse_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared/evals")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def pool_rare_rules(samples: Sequence[Sample]) -> list[Sample]:
    """Let rules with too few claims for a weight of their own stand together, under their proposer's name."""
    counts = Counter(name for sample in samples for name in sample.features)

    def name_of(feature: str) -> str:
        is_rare = feature.startswith("rule=") and counts[feature] < FEWEST
        return feature.partition(":")[0] if is_rare else feature

    return [replace(sample, features=tuple(map(name_of, sample.features))) for sample in samples]


def fit(samples: Sequence[Sample]) -> Model:
    """Fit both questions; the speaker's to the claims whose figure is right."""
    judged = [sample for sample in samples if sample.figure and sample.speaker is not None]
    return Model(
        fit_question(samples, QUESTIONS["figure"], [sample.figure for sample in samples]),
        fit_question(judged, QUESTIONS["speaker"], [bool(sample.speaker) for sample in judged]),
    )


def fit_question(samples: Sequence[Sample], groups: tuple[str, ...], answers: Sequence[bool]) -> Fit:
    """Fit the weights of one question, with a pull towards 0; the harder set has a level of its own."""
    counts = Counter(name for sample in samples for name in sample.features if name.startswith(groups))
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    place = {name: at for at, name in enumerate(names, 2)}
    matrix = np.zeros((len(samples), len(names) + 2))
    for row, sample in zip(matrix, samples, strict=True):
        row[0], row[1] = 1.0, sample.domain == HARDER
        row[[place[name] for name in sample.features if name in place]] = 1.0
    pull = np.array([LEVEL_PULL, 1e-3, *(PULL.get(name.partition("=")[0], OTHER_PULL) for name in names)])
    found = newton(matrix, np.array(answers, dtype=np.float64), set_weights(samples), pull)
    return Fit(float(found[0]), dict(zip(names, map(float, found[2:]), strict=True)), float(found[1]))


def set_weights(samples: Sequence[Sample]) -> Floats:
    """Weigh each harder set at most as much as the reports as they come."""
    sizes = Counter(sample.domain for sample in samples)
    return np.array([min(1.0, sizes["reports"] / sizes[sample.domain]) for sample in samples])


def newton(matrix: Floats, right: Floats, weights: Floats, pull: Floats) -> Floats:
    """Return the weights of the penalised maximum likelihood."""
    found = np.zeros(matrix.shape[1])
    for _ in range(50):
        rated = 1 / (1 + np.exp(-matrix @ found))
        slope = matrix.T @ (weights * (right - rated)) - pull * found
        curve = (matrix * (weights * rated * (1 - rated))[:, None]).T @ matrix + np.diag(pull)
        step = np.linalg.solve(curve, slope)
        found = found + step
        if float(np.abs(step).max()) < 1e-8:
            break
    return found


def cross_validate(samples: Sequence[Sample]) -> list[tuple[Sample, float]]:
    """Rate every claim by weights fitted without its report."""
    reports = sorted({sample.report for sample in samples})
    fold = {report: at % FOLDS for at, report in enumerate(reports)}
    rated: list[tuple[Sample, float]] = []
    for held in range(FOLDS):
        model = fit([sample for sample in samples if fold[sample.report] != held])
        rated += [(sample, model.rate(sample)) for sample in samples if fold[sample.report] == held]
    return rated


def table_of(rated: Sequence[tuple[Sample, float]], domain: str) -> str:
    """Return the reliability table of a domain, with its figures, as Markdown."""
    own = [(score, sample.right) for sample, score in rated if sample.domain == domain]
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for score, right in own:
        bins[sum(score >= edge for edge in EDGES[1:-1])].append((score, right))
    rows = ["| confidence | claims | mean confidence | share right |", "|---|---|---|---|"]
    gap = 0.0
    for at, (low, high) in enumerate(pairwise(EDGES)):
        if not bins[at]:
            continue
        mean = sum(score for score, _ in bins[at]) / len(bins[at])
        share = sum(right for _, right in bins[at]) / len(bins[at])
        gap += len(bins[at]) * abs(mean - share)
        rows.append(f"| {low:.2f} to {high:.2f} | {len(bins[at])} | {mean:.3f} | {share:.3f} |")
    brier = sum((score - right) ** 2 for score, right in own) / len(own)
    base = sum(right for _, right in own) / len(own)
    figures = (
        f"{len(own)} claims, {base:.3f} of them right. Brier score {brier:.3f} (that of always saying {base:.2f}: "
        f"{base * (1 - base):.3f}), expected calibration error {gap / len(own):.3f}, a right claim is rated above a "
        f"wrong one in {order_of(own):.2f} of pairs, and the tenth rated lowest holds {lowest_tenth(own):.2f} of the "
        "wrong ones."
    )
    return "\n".join([*rows, "", figures])


def order_of(rated: Sequence[tuple[float, bool]]) -> float:
    """Return the share of pairs of a right and a wrong claim in which the right one is rated higher."""
    right = np.array([score for score, good in rated if good])
    wrong = np.array([score for score, good in rated if not good])
    if not len(right) or not len(wrong):
        return float("nan")
    above = (right[:, None] > wrong[None, :]).mean() + 0.5 * (right[:, None] == wrong[None, :]).mean()
    return float(above)


def lowest_tenth(rated: Sequence[tuple[float, bool]]) -> float:
    """Return how much of what is wrong stands in the tenth of the claims rated lowest."""
    ordered = sorted(rated)
    wrong = sum(not right for _, right in rated)
    first = sum(not right for _, right in ordered[: len(ordered) // 10])
    return first / wrong if wrong else float("nan")


def write_table(model: Model, samples: Sequence[Sample]) -> None:
    """Write the table with what each weight rests on."""
    sizes = Counter(sample.domain for sample in samples)
    reports = Counter(domain for _, domain in {(sample.report, sample.domain) for sample in samples})
    judged = [sample for sample in samples if sample.figure and sample.speaker is not None]
    fitted = {
        row.partition("=")[2].partition(":")[0] for row in model.figure.weights if row.startswith("rule=")
    }
    data = {
        "fitted": date.today().isoformat(),  # noqa: DTZ011 - a day is enough
        "sets": [
            {"set": title, "reports": reports[domain], "claims": sizes[domain]}
            for domain, title in TITLES.items()
        ],
        "figure": question_rows(model.figure, [(sample, sample.figure) for sample in samples]),
        "speaker": question_rows(model.speaker, [(sample, bool(sample.speaker)) for sample in judged]),
        "unknown": UNKNOWN,
        "priors": [
            {
                "proposer": name,
                "weight": weight,
                "reason": f"{why}{'' if name in fitted else '; none was seen'}",
            }
            for name, (weight, why) in PRIORS.items()
        ],
    }
    TABLE.write_text(HEADER + yaml.safe_dump(data, sort_keys=False, width=110), encoding="utf-8")


HEADER = """\
# How much each feature of a claim says about whether it is read rightly. Fitted by evals/calibrate.py, never by hand;
# read by extract/confidence.py. Weights are natural logarithms of odds: +0.7 doubles the odds, -0.7 halves them.
# A feature without a row weighs nothing. A rule without a row has that of its proposer's rare rules (rule=NAME), or
# else its proposer's prior, which is set by hand.
"""


def question_rows(question: Fit, answered: Sequence[tuple[Sample, bool]]) -> dict[str, Any]:
    """Return a question as data: level, and each weight with the claims it rests on."""
    seen = Counter(name for sample, _ in answered for name in sample.features)
    good = Counter(name for sample, answer in answered if answer for name in sample.features)
    rows = [
        {
            "feature": name,
            "weight": round(weight, 2),
            "claims": seen[name],
            "right": good[name],
            "reason": REASONS[name.partition("=")[0]],
        }
        for name, weight in question.weights.items()
    ]
    return {"level": round(question.level, 2), "weights": rows}


def write_page(shown: str) -> None:
    """Put the tables into the page that explains them."""
    page = PAGE.read_text(encoding="utf-8")
    tables = re.sub(r"^(?=\S.*\n\n\|)", "### ", shown, flags=re.M)
    new = re.sub(
        r"(<!-- tables -->\n).*?(<!-- end of tables -->)",
        lambda found: f"{found[1]}\n{tables}\n\n{found[2]}",
        page,
        flags=re.S,
    )
    PAGE.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()

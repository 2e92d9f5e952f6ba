"""Train the parser that travels with the package, from open treebanks. Run by hand; never at build or run time.

    python training/train_parser.py --data FOLDER --to src/recount/extract/parse/weights/en [--minutes 40]

FOLDER holds ``ud_ewt``, ``ud_gum_open`` and ``ud_pud`` in CoNLL-U: Universal Dependencies English EWT, the openly
licensed genres of GUM, and PUD, of which nothing is trained on. Written: the weights (spaCy, tagger and parser on
one encoder), ``words.txt`` (words that are written in lower case) and ``card.json`` with sources, seed, versions,
scores and digests. The seed is fixed; the step a run ends at depends on the machine's speed, so two runs agree in
their scores, not in their bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from thinc.api import Adam, fix_random_seed

from treebank import Sentence, bare, cased, lower_words, read_treebank, without_commas

SEED = 20
WORDS = 1800  # a batch
LONGEST = 90  # words of a sentence trained on
TRAIN = ("ud_ewt/en_ewt-ud-train.conllu", "ud_gum_open/en_gum_open-train.conllu")
CHOOSE = ("ud_ewt/en_ewt-ud-dev.conllu", "ud_gum_open/en_gum_open-dev.conllu")
TEST = {
    "EWT test": "ud_ewt/en_ewt-ud-test.conllu",
    "GUM test": "ud_gum_open/en_gum_open-test.conllu",
    "PUD": "ud_pud/en_pud-ud-test.conllu",
}
# How text really comes, with its share of the training: as printed; wire copy in capitals; texts that lost their
# commas; headlines without articles and full stop; posts in lower case.
FORMS: dict[str, tuple[int, Callable[[Sentence], Sentence]]] = {
    "as printed": (45, lambda sentence: sentence),
    "in capitals": (25, lambda sentence: cased(sentence, str.upper)),
    "without commas": (15, without_commas),
    "as a headline": (8, bare),
    "in lower case": (7, lambda sentence: cased(sentence, str.lower)),
}
RELATIONS = (
    "nsubj",
    "nsubj:pass",
    "obj",
    "nummod",
    "nmod",
    "appos",
    "conj",
    "acl",
    "acl:relcl",
    "obl",
    "obl:agent",
)
ENCODER = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
        "rows": [6000, 1000, 2500, 1000],
        "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 96,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    },
}
DASH = "--+"
SHARED = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}


def main() -> None:
    """Train, score, write."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--to", type=Path, required=True)
    options.add_argument("--minutes", type=float, default=40)
    chosen = options.parse_args()
    random.seed(SEED)
    fix_random_seed(SEED)
    nlp = pipeline()
    train = [sentence for path in TRAIN for sentence in read_treebank(chosen.data / path)]
    choose = [sentence for path in CHOOSE for sentence in read_treebank(chosen.data / path)]
    steps = fit(nlp, train, random.sample(choose, 700), seconds=chosen.minutes * 60)
    write(nlp, chosen.to, card(nlp, chosen.data, sentences=len(train), steps=steps), lower_words(train))


def pipeline() -> Language:
    """Return the untrained pipeline: one encoder, a tagger (Penn tags) and a parser (UD relations)."""
    nlp = spacy.blank("en")
    part_at_dashes(nlp)
    nlp.add_pipe("tok2vec", config={"model": ENCODER})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": SHARED}})
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": SHARED,
    }
    nlp.add_pipe("parser", config={"model": parser, "min_action_freq": 10})
    return nlp


def part_at_dashes(nlp: Language) -> None:
    """Make a word of two hyphens, as typewriters and the treebanks write a dash ("--two medics--")."""
    defaults: Any = nlp.Defaults
    tokenizer: Any = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex([*defaults.prefixes, DASH]).search
    tokenizer.suffix_search = compile_suffix_regex([*defaults.suffixes, DASH]).search
    tokenizer.infix_finditer = compile_infix_regex([*defaults.infixes, DASH]).finditer


def example(nlp: Language, sentence: Sentence) -> Example:
    """Return a sentence as spaCy trains on it: tokens as the tokenizer makes them, annotation of the treebank."""
    gold = Doc(
        nlp.vocab,
        words=sentence.words,
        spaces=sentence.spaces,
        tags=sentence.tags,
        heads=sentence.heads,
        deps=sentence.relations,
        sent_starts=[at == 0 for at in range(len(sentence.words))],
    )
    return Example(nlp.make_doc(gold.text), gold)


def fit(nlp: Language, train: list[Sentence], choose: list[Sentence], *, seconds: float) -> int:
    """Train until the time is up, keeping averaged weights; return the steps made."""
    nlp.initialize(lambda: [example(nlp, sentence) for sentence in train[::3]])
    optimizer = Adam(0.001, L2=0.01, grad_clip=1.0, use_averages=True)
    began, steps = time.monotonic(), 0
    for epoch in range(1, 1000):
        for batch in batches(nlp, train):
            spent = (time.monotonic() - began) / seconds
            optimizer.learn_rate = 0.0012 * min(1.0, (steps + 1) / 200) * max(0.04, 1 - spent)
            nlp.update(batch, sgd=optimizer, drop=0.15)
            steps += 1
            if spent >= 1:
                break
        with nlp.use_params(optimizer.averages):
            report(f"epoch {epoch}, step {steps}, {time.monotonic() - began:.0f} s", nlp, choose)
        if time.monotonic() - began >= seconds:
            break
    keep_averages(nlp, optimizer.averages)
    return steps


def keep_averages(nlp: Language, averages: Mapping[Any, Any]) -> None:
    """Put the averaged weights in place for good."""
    for name in nlp.pipe_names:
        component: Any = nlp.get_pipe(name)
        for node in component.model.walk():
            for name in node.param_names:
                if (node.id, name) in averages and node.has_param(name):
                    node.set_param(name, averages[node.id, name])


def batches(nlp: Language, train: list[Sentence]) -> Iterator[list[Example]]:
    """Yield one pass over the sentences, each in a form drawn anew."""
    names = list(FORMS)
    weights = [FORMS[name][0] for name in names]
    batch: list[Example] = []
    size = 0
    for sentence in random.sample(train, len(train)):
        if len(sentence.words) > LONGEST:
            continue
        form = FORMS[random.choices(names, weights)[0]][1]
        batch.append(example(nlp, form(sentence)))
        size += len(sentence.words)
        if size >= WORDS:
            yield batch
            batch, size = [], 0


def report(label: str, nlp: Language, sentences: list[Sentence]) -> None:
    """Print the scores of two forms."""
    figures = [
        f"{name} {score(nlp, map(FORMS[name][1], sentences))['las']:.3f}"
        for name in ("as printed", "in capitals")
    ]
    print(label, *figures, flush=True)


def score(nlp: Language, sentences: Iterable[Sentence]) -> dict[str, float]:
    """Return LAS and UAS without punctuation, tag accuracy, and F1 of the relations rules ask for."""
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    heads = tags = words = labelled = 0
    for sentence in sentences:
        doc = Doc(nlp.vocab, words=sentence.words, spaces=sentence.spaces)
        for token in doc[1:]:
            token.is_sent_start = False
        for _, component in nlp.pipeline:
            doc = component(doc)
        for token, tag, head, relation in zip(
            doc, sentence.tags, sentence.heads, sentence.relations, strict=True
        ):
            tags += token.tag_ == tag
            words += 1
            if relation == "punct":
                continue
            labelled += 1
            hit = token.head.i == head
            heads += hit
            right[relation] += hit and token.dep_ == relation
            gold[relation] += 1
            found[token.dep_] += 1
    return {
        "las": round(sum(right.values()) / labelled, 4),
        "uas": round(heads / labelled, 4),
        "tags": round(tags / words, 4),
        **{
            name: round(2 * right[name] / (gold[name] + found[name]), 3)
            for name in RELATIONS
            if gold[name] + found[name]
        },
    }


def card(nlp: Language, data: Path, *, sentences: int, steps: int) -> dict[str, object]:
    """Return the model card: what it is, what it was made from, what it scores."""
    scores = {
        name: {
            form: score(nlp, map(change, read_treebank(data / path))) for form, (_, change) in FORMS.items()
        }
        for name, path in TEST.items()
    }
    return {
        "language": "en",
        "spacy": version("spacy"),
        "seed": SEED,
        "sentences": sentences,
        "steps": steps,
        "sources": [
            "Universal Dependencies English EWT (CC BY-SA 4.0)",
            "Universal Dependencies English GUM, open genres (annotation CC BY 4.0, texts CC BY or CC BY-SA)",
        ],
        "licence": "CC BY-SA 4.0, following its sources",
        "scores": scores,
    }


def write(nlp: Language, folder: Path, card: dict[str, object], words: list[str]) -> None:
    """Write the weights, the words and the card; strings no component needs are left out."""
    shutil.rmtree(folder, ignore_errors=True)
    nlp.to_disk(folder, exclude=["vocab"])
    (folder / "words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    digests = {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    size = sum(path.stat().st_size for path in files)
    text = json.dumps({**card, "bytes": size, "sha256": digests}, indent=1)
    (folder / "card.json").write_text(text + "\n", encoding="utf-8")
    print("written:", folder, size // 1000, "kB")


if __name__ == "__main__":
    main()

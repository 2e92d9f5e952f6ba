"""Count in how many documents words stand, for ``src/recount/link/data/en/words.yml``.

    python training/count_words.py FAKES.jsonl MUC.jsonl UD.conllu ... > src/recount/link/data/en/words.yml

Reports of attacks from two wars (FA-KES, CC BY 4.0; MUC-4, CC0) and general English (Universal Dependencies EWT and
GUM): a word counts as common when it is common in one of the collections. Only words of at least one document in a
hundred are kept, with that share in whole per cent; no sentence can be had back from them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

from recount.link.wording import words_in

LEAST = 1  # per cent
_HEAD = """\
# In how many of a hundred documents a word stands: reports of attacks from two wars and general English, the highest
# share of the three (training/count_words.py). What is not listed stands in fewer than one. Counts only, no text.
"""


def main() -> None:
    """Write the table to standard output."""
    collections: dict[str, list[Path]] = defaultdict(list)
    for name in map(Path, sys.argv[1:]):
        collections["conllu" if name.suffix == ".conllu" else name.name].append(name)
    share: Counter[str] = Counter()
    for files in collections.values():
        uses: Counter[str] = Counter()
        texts = [text for file in files for text in texts_of(file)]
        for text in texts:
            uses.update(words_in(text))
        for word, count in uses.items():
            share[word] = max(share[word], 100 * count // len(texts))
    by_share: dict[int, list[str]] = defaultdict(list)
    for word, per_cent in share.items():
        if per_cent >= LEAST:
            by_share[per_cent].append(word)
    print(_HEAD + "per_cent:")
    for per_cent in sorted(by_share, reverse=True):
        print(f"  {per_cent}: >-")
        print(
            fill(" ".join(sorted(by_share[per_cent])), 118, initial_indent="    ", subsequent_indent="    ")
        )


def texts_of(file: Path) -> Iterator[str]:
    """Yield the documents of a file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    if file.suffix != ".conllu":
        yield from (json.loads(line)["text"] for line in lines if line.strip())
        return
    sentences: list[str] = []
    for line in lines:
        if line.startswith("# newdoc") and sentences:
            yield " ".join(sentences)
            sentences = []
        elif line.startswith("# text = "):
            sentences.append(line.removeprefix("# text = "))
    yield " ".join(sentences)


if __name__ == "__main__":
    main()

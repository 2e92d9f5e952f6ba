"""Loading the weights: spaCy without its command line.

``import spacy`` also imports the package's commands (downloads, project templates, an HTTP client), half of the CPU
time of the import, for the one function ``spacy.info``. Until the import is over a stand-in takes their place; after
it, everything can be imported as ever, and ``spacy.info`` finds the real function when it is called.

The tokeniser is made empty: its rules and patterns lie with the weights, and spaCy would first compile those of its own
language data and then put them away.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

_COMMANDS = "spacy.cli"
_EMPTY_TOKENIZER = "recount.EmptyTokenizer.v1"


def load_weights(folder: Path) -> Language:
    """Return the pipeline whose weights lie in a folder."""
    with _without_commands():
        from spacy.util import load_model_from_path, registry
    registry.tokenizers(_EMPTY_TOKENIZER, func=_empty_tokenizer)
    pipeline = load_model_from_path(folder, config={"nlp.tokenizer.@tokenizers": _EMPTY_TOKENIZER})
    for labels in pipeline.pipe_labels.values():  # the weights hold them as numbers; the strings stay behind
        for label in labels:
            pipeline.vocab.strings.add(label)
    return pipeline


def _empty_tokenizer() -> Callable[[Language], object]:
    """Return what makes a tokeniser that has no rules yet."""
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without stubs

    return lambda pipeline: Tokenizer(pipeline.vocab)


@contextmanager
def _without_commands() -> Iterator[None]:
    """Keep spaCy's commands from being imported with it, unless they are there already."""
    if "spacy" in sys.modules:
        yield
        return
    stand_ins = {_COMMANDS: ModuleType(_COMMANDS), f"{_COMMANDS}.info": ModuleType(f"{_COMMANDS}.info")}
    stand_ins[f"{_COMMANDS}.info"].__dict__["info"] = _info
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            sys.modules.pop(name, None)
        vars(sys.modules.get("spacy", ModuleType("spacy"))).pop("cli", None)


def _info(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401  # hands on whatever the real one takes
    """Stand for ``spacy.info`` until it is called."""
    from spacy.cli.info import info

    return info(*arguments, **options)

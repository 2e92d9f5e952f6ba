"""A word of a sentence with its tag."""

from __future__ import annotations

from dataclasses import dataclass

from recount.model import Harm
from recount.text.quantities import Quantity


@dataclass(slots=True)
class Token:
    """One word, a phrase of the lexicon, a quantity or a punctuation mark.

    Attributes:
        start, end: code points in the report's text.
        form: lower case, without a possessive ending.
        tag: letter of ``grammar.yml``.
        harm: for words of harm.
        sure: for verbs of harm.
        quantity: for quantities.
        owns: whether it stands in the possessive.
    """

    start: int
    end: int
    form: str
    tag: str
    harm: Harm | None = None
    sure: bool = True
    quantity: Quantity | None = None
    owns: bool = False

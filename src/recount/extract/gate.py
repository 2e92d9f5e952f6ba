"""The gate: can a report hold a casualty claim at all? Very fast, and never stricter than the grammar."""

from __future__ import annotations

from recount.extract.grammar.words import harm_pattern


def passes_gate(text: str, language: str) -> bool:
    """Whether a report holds at least one word of harm; without one the grammar can find nothing.

    Verbs of leaving count only beside words of evacuation, which are words of harm themselves.
    """
    return harm_pattern(language).search(text) is not None

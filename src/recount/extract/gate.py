"""The gate: can a report hold a casualty claim at all? Very fast, and never stricter than the grammar."""

from __future__ import annotations

from recount.extract.grammar.words import frame_pattern, harm_pattern


def passes_gate(text: str, language: str) -> bool:
    """Whether a report holds at least one word of harm, or a frame of one before a number ("lost 13 fighters").

    Without either the grammar can find nothing. Verbs of leaving count only beside words of evacuation, which
    are words of harm themselves.
    """
    return any(pattern(language).search(text) is not None for pattern in (harm_pattern, frame_pattern))

"""Whether the words between two names join them as two ("the police and the hospital")."""

from __future__ import annotations

from functools import cache
from importlib import resources

from recount.codebook.resources import load_yaml


@cache
def _joiners(language: str) -> tuple[str, ...]:
    """Return the words that join, none for a language without rules."""
    path = f"data/{language}/coordination.yml"
    if not resources.files("recount.text").joinpath(path).is_file():
        return ()
    return tuple(str(word).casefold() for word in load_yaml("recount.text", path)["joiners"])


def is_coordinated(between: str, *, language: str = "en") -> bool:
    """Whether the words between two names begin with one that joins; a comma may stand before it."""
    words = between.lstrip(" \t,;").casefold()
    return any(_begins(words, joiner) for joiner in _joiners(language))


def _begins(words: str, joiner: str) -> bool:
    return words.startswith(joiner) and not words[len(joiner) : len(joiner) + 1].isalnum()

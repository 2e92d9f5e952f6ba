"""Building blocks of the compiled patterns: alternations of phrases, white space inside a phrase, word ends.

Patterns run over text folded to lower case by ``fold``, which keeps every position.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SPACE = r"(?:[^\S\n]{1,4}\n?[^\S\n]{0,4}|\n[^\S\n]{0,4})"  # inside a phrase; never an empty line
WORD_START = r"(?<![^\W_])"
WORD_END = r"(?![^\W_])"

_Node = dict[str, "_Node"]


def fold(text: str) -> str:
    """Return the text in lower case with every code point still in its place."""
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(lower if len(lower := char.lower()) == 1 else char for char in text)


def any_of(phrases: Iterable[str]) -> str:
    """Return the pattern of any phrase, longest first, as a tree of letters so that a miss is cheap.

    A phrase that ends in a letter or digit ends at a word end. No phrases: a pattern that matches nothing.
    """
    root: _Node = {}
    are_words = True
    for words in phrases:
        node = root
        for char in words:
            node = node.setdefault(SPACE if char == " " else re.escape(char), {})
        is_word = words[-1].isalnum()
        are_words = are_words and is_word
        node[WORD_END if is_word else ""] = {}
    if not root:
        return r"(?!)"
    # Where all phrases end so, the end is written once: compiling it for each takes half of the time.
    return f"{_tree(root, '')}{WORD_END}" if are_words else _tree(root, WORD_END)


def _tree(node: _Node, word_end: str) -> str:
    """Write a tree as a pattern; what ends a phrase comes last, so that longer phrases win."""
    ends = [word_end if unit else unit for unit in (WORD_END, "") if unit in node]
    branches = [unit + _tree(below, word_end) for unit, below in node.items() if unit not in {WORD_END, ""}]
    branches += ends
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"

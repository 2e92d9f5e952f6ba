"""What the model is asked, and how its answer is read: a list of words to look for, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from recount.codebook.resources import load_yaml
from recount.extract.llm.passages import Passage
from recount.model import Harm, parse_json, sha256_hex

MOST_FIGURES = 60
"""Of one passage; more is no answer."""
MOST_TOKENS = 2000
"""Of an answer; with the passage it fits into 4,096, the least that local servers give."""
_LONGEST = 1000  # letters of a quote; a clause of a report is shorter
_SEED = 1


class AnswerMalformed(Exception):  # noqa: N818 - it is never seen outside this room: it becomes a rejection
    """An answer is not what was asked for; the message is a phrase that says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One figure as the model gives it; nothing in it is believed."""

    quote: str
    count: str
    harm: str


def request_for(passage: Passage, *, language: str, model: str) -> dict[str, Any]:
    """Return the body of the request about a passage.

    The passage stands between two lines that hold its own digest, which no text can contain, so that no report
    can end the quotation and speak as the user.
    """
    words = _words(language)
    mark = words["mark"].format(digest=sha256_hex(passage.text.encode("utf-8"))[:32])
    harms = ", ".join(harm.value for harm in Harm)
    return {
        "model": model,
        "messages": [
            {"role": "system", "content": words["system"].format(harms=harms)},
            {"role": "user", "content": words["passage"].format(mark=mark, text=passage.text)},
        ],
        "temperature": 0,
        "seed": _SEED,
        "max_tokens": MOST_TOKENS,
        "stream": False,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "figures", "strict": True, "schema": _schema()},
        },
    }


def prompt_version(language: str) -> int:
    """Return the version of the instructions; it stands in the name of the extractor."""
    return int(_words(language)["version"])


def read_answer(data: bytes) -> list[Suggestion]:
    """Return what the model suggests.

    Raises:
        AnswerMalformed: the bytes are not an answer in the form asked for.
    """
    figures = _field(_parsed(_content(_parsed(data))), "figures")
    if not isinstance(figures, list):
        raise AnswerMalformed("'figures' is no list")
    if len(figures) > MOST_FIGURES:
        raise AnswerMalformed(f"it gives {len(figures)} figures for one passage")
    return [_suggestion(figure) for figure in figures]


@cache
def _words(language: str) -> Mapping[str, Any]:
    words: Mapping[str, Any] = load_yaml("recount.extract", f"data/{language}/llm.yml")
    return words


def _schema() -> dict[str, Any]:
    """Return the form of an answer, in the words of JSON Schema that every server knows."""
    text = {"type": "string"}
    figure = {
        "type": "object",
        "properties": {"quote": text, "count": text, "harm": {"type": "string", "enum": [*map(str, Harm)]}},
        "required": ["quote", "count", "harm"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"figures": {"type": "array", "items": figure}},
        "required": ["figures"],
        "additionalProperties": False,
    }


def _parsed(data: bytes | str) -> object:
    """Read JSON; what is said of it names nothing that stands in it, for it may be published."""
    try:
        return parse_json(data if isinstance(data, str) else data.decode("utf-8"))
    except ValueError as error:
        raise AnswerMalformed("it is no JSON, or names a field twice, or is nested too deeply") from error


def _field(value: object, name: str) -> object:
    if not isinstance(value, dict) or name not in value:
        raise AnswerMalformed(f"it has no field {name!r}")
    return value[name]


def _content(answer: object) -> str:
    choices = _field(answer, "choices")
    if not isinstance(choices, list) or not choices:
        raise AnswerMalformed("'choices' is no list or empty")
    content = _field(_field(choices[0], "message"), "content")
    if not isinstance(content, str):
        raise AnswerMalformed("'content' is no text")
    return content


def _suggestion(figure: object) -> Suggestion:
    if not isinstance(figure, dict) or set(figure) != {"quote", "count", "harm"}:
        raise AnswerMalformed("a figure has not the fields quote, count and harm")
    if not all(isinstance(words, str) and 0 < len(words) <= _LONGEST for words in figure.values()):
        raise AnswerMalformed("a field of a figure is no text, empty or too long")
    return Suggestion(**figure)

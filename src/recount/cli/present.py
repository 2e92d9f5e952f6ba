"""Verbs that work on the record as it stands: they refuse ``--as-of`` in plain words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any

import typer

from recount.errors import UsageError

_HiddenAsOf = Annotated[str | None, typer.Option("--as-of", hidden=True)]


def refusing_as_of(verb: Callable[..., None]) -> Callable[..., None]:
    """Return a verb that names no ``as_of`` with a hidden option that says why; another one as it is."""
    found = signature(verb, eval_str=True)
    if "as_of" in found.parameters:
        return verb

    @wraps(verb)
    def run(*, as_of: str | None = None, **given: Any) -> None:  # noqa: ANN401 - whatever the verb takes
        if as_of is not None:
            raise UsageError(
                f"'recount {verb.__name__}' works on the record as it stands.",
                next_move="Leave out --as-of. The verbs that show a record take it: status, tolls, gradings, "
                "prove, publish, verify, log and scope.",
            )
        verb(**given)

    extra = Parameter("as_of", Parameter.KEYWORD_ONLY, default=None, annotation=_HiddenAsOf)
    whole = found.replace(parameters=[*found.parameters.values(), extra])
    run.__dict__["__signature__"] = whole
    run.__annotations__ = {name: item.annotation for name, item in whole.parameters.items()}
    return run

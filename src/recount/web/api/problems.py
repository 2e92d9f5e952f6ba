"""Answers of the programming interface to what cannot be done: one form, with the next move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from recount.errors import DecisionError, RecountError, RoleError

_LONGEST_DETAIL = 2000


def answer_problems(api: NinjaAPI) -> None:
    """Let an interface answer every problem in the form of ``schemas.Problem``."""

    def answer(
        request: HttpRequest, status: int, code: str, detail: str, next_move: str = ""
    ) -> HttpResponse:
        problem = {"code": code, "detail": detail[:_LONGEST_DETAIL], "next_move": next_move}
        return api.create_response(request, problem, status=status)

    def refuse(request: HttpRequest, error: RecountError) -> HttpResponse:
        # 409: well-formed, but the record as it stands does not allow it; the code says why (E410: somebody ruled).
        status = 403 if isinstance(error, RoleError) else 409 if isinstance(error, DecisionError) else 422
        return answer(request, status, error.code, error.message, error.next_move)

    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        first = error.errors[0] if error.errors else {}
        where = ".".join(str(step) for step in first.get("loc", ()))
        return answer(
            request, 422, "invalid", f"{where}: {first.get('msg', 'not valid')}", "See openapi.json."
        )

    def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        del error
        response = answer(request, 401, "no_token", "No valid token was shown.", "Make one on your page.")
        response.headers["WWW-Authenticate"] = "Bearer"
        return response

    def plain(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(request, error.status_code, "refused", str(error))

    handlers: Mapping[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        RecountError: refuse,
        ValidationError: invalid,
        AuthenticationError: unknown,
        HttpError: plain,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)

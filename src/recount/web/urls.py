"""All addresses, gathered from the page modules; ``routes`` says who may use which."""

from __future__ import annotations

from django.urls import include, path

from recount.web.api.problems import answer_problems
from recount.web.api.views import api
from recount.web.pages import (
    account,
    audit,
    claims,
    entrance,
    home,
    incidents,
    mapping,
    pairs,
    people,
    publishing,
    queue,
    reports,
    ruling_incidents,
    searching,
    sources,
)

handler400 = "recount.web.errors.bad_request"
handler404 = "recount.web.errors.unknown_page"
handler500 = "recount.web.errors.failed"

answer_problems(api)
urlpatterns = [
    *home.urls,
    *entrance.urls,
    *account.urls,
    *people.urls,
    *mapping.urls,
    *incidents.urls,
    *ruling_incidents.urls,
    *pairs.urls,
    *audit.urls,
    *searching.urls,
    *queue.urls,
    *reports.urls,
    *claims.urls,
    *publishing.urls,
    *sources.urls,
    path("api/v1/", api.urls),
    path("account/", include("allauth.account.urls")),
    path("account/two-step/", include("allauth.mfa.urls")),
]

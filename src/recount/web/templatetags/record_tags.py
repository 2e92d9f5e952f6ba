"""How figures, days and foreign words are shown: the words of publishing, so that pages and site say the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def foreign(text: str) -> SafeString:
    """Show words that are not ours in their own direction, so that they cannot turn the words around them."""
    return format_html("<bdi>{}</bdi>", text)


@register.filter
def key(mapping: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - whatever the mapping holds
    """Return a mapping's value by a name held in a variable."""
    return mapping[name]


@register.simple_tag(takes_context=True)
def active_filters(context: template.Context, names: str) -> int:
    """Return how many of some filters, named with spaces between, the page's address uses."""
    asked: QueryDict = context["request"].GET
    return sum(bool(asked.get(name, "").strip()) for name in names.split())


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:  # noqa: ANN401 - any value
    """Return this page's query with some values changed; ``None`` takes one out."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"

"""Every named address of the application, as the application itself knows them: ``python -m tests.web.addresses``."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any


def named_addresses() -> list[str]:
    """Return the names of all addresses, in a process of its own, which alone may configure the application."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.web.addresses"], capture_output=True, text=True, check=True
    )
    names: list[str] = json.loads(done.stdout)
    return names


def _names(patterns: list[Any], namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _names(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}"


def _main() -> None:
    import django
    from django.conf import settings

    from recount.web.options import ServerOptions
    from recount.web.settings import settings_for

    settings.configure(**settings_for(ServerOptions(store="nowhere.sqlite")))
    django.setup()
    from recount.web.urls import urlpatterns

    sys.stdout.write(json.dumps(sorted(set(_names(urlpatterns)))))


if __name__ == "__main__":
    _main()

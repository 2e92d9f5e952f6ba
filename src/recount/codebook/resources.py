"""Reading YAML that travels in the package. Loaded once per process; the result is never changed."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml

from recount.errors import CodebookError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_yaml(package: str, path: str) -> Any:  # noqa: ANN401 - YAML has no static type; callers check the shape
    """Return the content of ``path`` inside ``package`` ("recount.text", "data/en/quantities.yml").

    Raises:
        CodebookError: the file is missing or not YAML.
    """
    file = resources.files(package).joinpath(path)
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except FileNotFoundError as error:
        raise CodebookError(
            f"{package}/{path} is missing.", next_move="Reinstall recount-record; the package is incomplete."
        ) from error
    except yaml.YAMLError as error:
        raise CodebookError(
            f"{package}/{path} is not YAML: {error}.", next_move="Correct the file."
        ) from error

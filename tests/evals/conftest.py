"""Makes the scripts of the folder ``evals`` importable, as they are when they run."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "evals"))

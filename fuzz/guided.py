"""One target under libFuzzer, through atheris: python fuzz/guided.py TARGET CORPUS [libFuzzer options]."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
with atheris.instrument_imports(include=["recount"]):
    from tests.hostile.mutations import mutate
    from tests.hostile.promises import PROMISES
    from tests.hostile.seeds import SEEDS


def main() -> None:
    """Hand a promise to the fuzzer."""
    target = sys.argv.pop(1)
    promise, seeds = PROMISES[target], SEEDS[target]

    def try_input(data: bytes) -> None:
        promise(data)

    def change(data: bytes, max_size: int, seed: int) -> bytes:
        random = Random(seed)
        if random.random() < 0.5:
            return bytes(atheris.Mutate(data, max_size))
        return mutate(data, seeds, random)[:max_size]

    atheris.Setup(sys.argv, try_input, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

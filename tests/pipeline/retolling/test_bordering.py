"""Of a large piece no more is linked anew than what changed can reach, with the result of a full run."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from recount.link import grouping
from recount.pipeline import bordering, retoll, retolling, toll_store
from recount.pipeline.relinking import Part
from tests.pipeline.retolling.histories import (
    Ruling,
    empty,
    go_on,
    random_arrival,
    what_it_keeps,
    what_it_says,
)

TURNS = 12


class Watched(Part):
    """A part that tells how many groups it left alone to which it is tied."""

    beyond: list[int]

    def relink(self) -> None:
        """Link, and note what was left alone."""
        super().relink()
        inside = self.groups.inside
        tied = self._ties.tied(inside) - inside
        self.beyond.append(len(tied))


@pytest.fixture
def beyond(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many groups each part leaves alone to which it is tied."""
    found: list[int] = []
    monkeypatch.setattr(Watched, "beyond", found, raising=False)
    monkeypatch.setattr(retolling, "Part", Watched)
    monkeypatch.setattr(bordering, "FEWEST_GROUPS", 0)
    return found


@pytest.mark.parametrize("largest", [3, 600])
@pytest.mark.parametrize("seed", [2, 5, 8])
def test_what_is_not_reached_is_left_alone_and_is_as_a_full_run_has_it(
    template_file: Path, monkeypatch: pytest.MonkeyPatch, beyond: list[int], seed: int, largest: int
) -> None:
    for module in (grouping, bordering):
        monkeypatch.setattr(module, "LARGEST_TABLE", largest)
    dice = Random(seed)
    with empty(template_file) as part, empty(template_file) as full:
        for turn in range(TURNS):
            came = [random_arrival(dice) for _ in range(dice.choice([1, 2, 4]))]
            go_on(part, came, turn)
            go_on(full, came, turn)
            retoll(part)
            toll_store(full)
            assert what_it_says(part) == what_it_says(full)
            assert what_it_keeps(part) == what_it_keeps(full)
    assert any(beyond)


def test_where_people_ruled_on_the_grouping_whole_pieces_are_linked(
    template_file: Path, beyond: list[int]
) -> None:
    dice = Random(2)
    with empty(template_file) as store:
        go_on(store, [random_arrival(dice) for _ in range(12)], 0)
        toll_store(store)
        go_on(store, [Ruling(kind="merge", one=one, two=one + 1) for one in range(12)], 1)
        retoll(store)
        for turn in range(2, 8):
            go_on(store, [random_arrival(dice)], turn)
            retoll(store)
    assert beyond
    assert not any(beyond)

from __future__ import annotations

from pathlib import Path

import pytest

from recount.errors import GazetteerError
from recount.gazetteer import Extent, WorldGazetteer, country_extents

BOX = Extent(south=10.0, north=12.0, west=20.0, east=24.0)


@pytest.mark.parametrize(
    ("lat", "lon", "margin", "held"),
    [
        (11.0, 22.0, 0.0, True),
        (10.0, 24.0, 0.0, True),
        (9.5, 22.0, 0.0, False),
        (9.5, 22.0, 1.0, True),
        (11.0, 25.5, 1.0, False),
        (22.0, 11.0, 1.0, False),
    ],
)
def test_a_box_holds_what_lies_in_it_and_its_margin(
    lat: float, lon: float, margin: float, *, held: bool
) -> None:
    assert BOX.holds(lat, lon, margin=margin) is held


@pytest.mark.parametrize("name", ["Aleppo", "Lima", "Nairobi", "Reykjavik"])
def test_a_town_lies_in_the_box_of_its_country(name: str) -> None:
    entry = WorldGazetteer().find(name)[0]
    assert entry.lat is not None
    assert entry.lon is not None
    extent = country_extents()[entry.country or ""]
    assert extent.holds(entry.lat, entry.lon, margin=0.0)
    assert not extent.holds(-entry.lat, entry.lon + 90, margin=1.0)


def test_a_missing_register_is_an_error_with_a_next_move(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="is missing"):
        country_extents(tmp_path / "gone.sqlite")

"""Any bytes at all keep every promise: seeds changed in many ways, pieces strung together, plain noise."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.mutations import mutate
from tests.hostile.promises import PROMISES, Seen
from tests.hostile.seeds import PIECES, SEEDS

SOUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
NOISE = st.one_of(
    SOUP.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=200),
    st.text(max_size=120).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
CHANGED_SEEDS = {"incidents": 20}  # 80 of the others


@pytest.mark.parametrize("target", PROMISES)
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=NOISE)
def test_noise_keeps_the_promise(target: str, data: bytes) -> None:
    PROMISES[target](data)


@pytest.mark.parametrize("target", PROMISES)
def test_changed_seeds_keep_the_promise(target: str) -> None:
    random = Random(target)
    seen: set[Seen] = set()
    for _ in range(CHANGED_SEEDS.get(target, 80)):
        seen.add(PROMISES[target](mutate(random.choice(SEEDS[target]), SEEDS[target], random)))
    assert len(seen) > 1, "the mutations change nothing that matters"


@pytest.mark.parametrize("target", PROMISES)
def test_the_seeds_themselves_are_read(target: str) -> None:
    seen = [PROMISES[target](data) for data in SEEDS[target]]
    assert any(seen)
    assert not any(trait.startswith("refused") for traits in seen for trait in traits if target != "folder")

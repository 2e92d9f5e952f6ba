"""Hostile bytes made of seeds: cut, doubled, spliced, and sprinkled with the pieces that break readers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from tests.hostile.seeds import PIECES, WORDS

MOST_BYTES = 3_000  # of nearly all: many small inputs find more than few large ones
MOST_BYTES_RARELY = 20_000

Mutation = Callable[[bytes, Random], bytes]


def mutate(data: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """Return changed bytes: a few mutations after each other."""
    for _ in range(random.choice((1, 1, 2, 3, 5, 9))):
        if random.random() < 0.1:
            data = _splice(data, random.choice(seeds), random)
        else:
            data = random.choice(_MUTATIONS)(data, random)
    return data[: MOST_BYTES if random.random() < 0.98 else MOST_BYTES_RARELY]


def _splice(data: bytes, other: bytes, random: Random) -> bytes:
    return data[: _place(data, random)] + other[_place(other, random) :]


def _place(data: bytes, random: Random) -> int:
    """Return a position, more often than not at the border of a word."""
    position = random.randint(0, len(data))
    border = data.find(b" ", position)
    return border if border >= 0 and random.random() < 0.7 else position


def _insert(data: bytes, random: Random) -> bytes:
    place = _place(data, random)
    pieces = "".join(random.choice(PIECES) for _ in range(random.choice((1, 1, 1, 2, 4))))
    return data[:place] + pieces.encode("utf-8", "surrogatepass") + data[place:]


def _write_words(data: bytes, random: Random) -> bytes:
    place = _place(data, random)
    words = " ".join(random.choice(WORDS) for _ in range(random.randint(2, 25)))
    return data[:place] + f" {words}{random.choice(('', '.', ',', '. '))}".encode() + data[place:]


def _cut(data: bytes, random: Random) -> bytes:
    place = _place(data, random)
    return data[:place] + data[place + random.choice((1, 2, 5, 20, 200)) :]


def _double(data: bytes, random: Random) -> bytes:
    place, length = _place(data, random), random.choice((1, 3, 12, 60))
    return data[:place] + data[place : place + length] * random.choice((2, 3, 9, 60)) + data[place:]


def _swap(data: bytes, random: Random) -> bytes:
    first, second, third = sorted(_place(data, random) for _ in range(3))
    return data[:first] + data[second:third] + data[first:second] + data[third:]


def _flip(data: bytes, random: Random) -> bytes:
    changed = bytearray(data or b" ")
    for _ in range(random.choice((1, 1, 3))):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _shout(data: bytes, random: Random) -> bytes:
    return data.upper() if random.random() < 0.5 else data.lower()


def _drop_commas(data: bytes, random: Random) -> bytes:
    return data.replace(random.choice((b",", b".", b"\n", b'"', b"'", b" ")), b"")


def _recode(data: bytes, random: Random) -> bytes:
    encoding = random.choice(
        ("utf-16", "utf-16-le", "utf-32", "cp1252", "cp1256", "koi8_r", "utf-7", "shift_jis")
    )
    return data.decode("utf-8", "replace").encode(encoding, "replace")


_MUTATIONS: tuple[Mutation, ...] = (
    *(_insert, _insert, _insert, _write_words, _write_words, _cut, _cut, _double, _swap, _swap, _flip),
    *(_shout, _drop_commas, _recode),
)

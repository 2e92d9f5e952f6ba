"""Lines of a byte stream in bounded memory: a line that is too long is skipped, and reading goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

_CHUNK = 65_536


class ByteLines:
    """Reads lines from a stream whose head was already looked at.

    Args:
        stream: binary, read once from where it stands.
        max_bytes: of one line.
    """

    def __init__(self, stream: BinaryIO, *, max_bytes: int) -> None:
        self._read = getattr(stream, "read1", stream.read)  # read1 does not wait for a whole chunk on a pipe
        self._max_bytes = max_bytes
        self._buffer = b""
        self._position = 0
        self._is_ended = False

    def peek(self, size: int) -> bytes:
        """Return up to ``size`` bytes from here without using them up."""
        while len(self._buffer) - self._position < size and self._fill():
            pass
        return self._buffer[self._position : self._position + size]

    def peek_line(self, size: int) -> bytes:
        """Return what stands here up to the first line end that follows text, ``size`` bytes at most."""
        while len(self._buffer) - self._position < size:
            if b"\n" in self._buffer[self._position :].lstrip() or not self._fill():
                break
        return self._buffer[self._position : self._position + size]

    def rest(self) -> bytes | None:
        """Return all that is left, ``None`` when it is more than ``max_bytes``."""
        head = self.peek(self._max_bytes + 1)
        self._position = len(self._buffer)
        return head if len(head) <= self._max_bytes else None

    def __iter__(self) -> Iterator[bytes | None]:
        """Yield each line with its line end, ``None`` for one that is longer than ``max_bytes``."""
        while True:
            end = self._find_end()
            if end < 0:
                self._skip_line()
                yield None
            elif end == self._position:
                return
            else:
                line = self._buffer[self._position : end]
                self._position = end
                yield line

    def _find_end(self) -> int:
        """Return where the line that begins here ends, -1 when it is too long."""
        searched = self._position
        while True:
            found = self._buffer.find(b"\n", searched)
            if found >= 0:
                return found + 1 if found - self._position <= self._max_bytes else -1
            searched = len(self._buffer) - self._position
            if searched > self._max_bytes:
                return -1
            if not self._fill():
                return len(self._buffer)
            searched += self._position

    def _skip_line(self) -> None:
        while (found := self._buffer.find(b"\n", self._position)) < 0:
            self._position = len(self._buffer)
            if not self._fill():
                return
        self._position = found + 1

    def _fill(self) -> bool:
        """Read one more chunk; the part already used is let go."""
        if self._is_ended:
            return False
        chunk = self._read(_CHUNK)
        if not chunk:
            self._is_ended = True
            return False
        self._buffer = self._buffer[self._position :] + chunk
        self._position = 0
        return True

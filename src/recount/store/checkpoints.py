"""Signed checkpoints of the log: what its head was at a moment, kept outside the record.

A hash chain shows a change of any entry, but not that the last ones were removed, or that the whole log was
written anew by somebody who owns the file. A checkpoint signs a number of entries and the hash of the last
(Ed25519, RFC 8032); kept elsewhere, it shows both.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from recount.errors import InputError, UsageError
from recount.model import LogEntry, load_json
from recount.store.protocol import LogFault

_PURPOSE = "recount-checkpoint-1"  # signed with the rest, so that the signature is of no use elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What somebody signed.

    Attributes:
        seq: the number of the last entry.
        head: its hash, 64 hexadecimal digits.
        at: when it was signed, with its offset from UTC.
        public_key: of the signer, 64 hexadecimal digits.
        signature: Ed25519, 128 hexadecimal digits.
    """

    seq: int
    head: str
    at: datetime
    public_key: str
    signature: str


def make_key(path: Path) -> str:
    """Write a new private key (PEM, PKCS #8, readable by its owner alone); return the public key.

    Raises:
        UsageError: the file is there already, or cannot be written.
    """
    key = Ed25519PrivateKey.generate()
    data = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
    except FileExistsError:
        raise UsageError(
            f"{path} is there already.",
            next_move="Leave out --new-key to sign with it, or name another file.",
        ) from None
    except OSError as error:
        raise UsageError(
            f"The key cannot be written to {path} ({error.strerror}).", next_move="Name another file."
        ) from error
    return key.public_key().public_bytes_raw().hex()


def sign(last: LogEntry, key_file: Path, *, at: datetime) -> Checkpoint:
    """Sign that the log ends with ``last`` at ``at``.

    Raises:
        UsageError: the file is not there, or holds no Ed25519 key.
    """
    key = _load_key(key_file)
    return Checkpoint(
        seq=last.seq,
        head=last.hash,
        at=at,
        public_key=key.public_key().public_bytes_raw().hex(),
        signature=key.sign(_message(last.seq, last.hash, at)).hex(),
    )


def read_checkpoints(path: Path) -> list[Checkpoint]:
    """Read a file of checkpoints, one JSON object a line.

    Raises:
        UsageError: the file cannot be opened.
        InputError: a line is no checkpoint, or there is none: an emptied file must not pass for a good one.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror}).",
            next_move="Give the file that holds the checkpoints.",
        ) from error
    found = [_decoded(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise InputError(
            f"{path} holds no checkpoint.", next_move="Give the file that was kept outside the record."
        )
    return found


def find_checkpoint_faults(
    entries: Iterable[LogEntry], checkpoints: Sequence[Checkpoint], *, public_key: str
) -> Iterator[LogFault]:
    """Yield every checkpoint that ``public_key`` did not sign, and every one the log does not bear out."""
    wanted = {checkpoint.seq for checkpoint in checkpoints}
    hashes = {entry.seq: entry.hash for entry in entries if entry.seq in wanted}
    for checkpoint in checkpoints:
        if not _is_signed(checkpoint, public_key):
            detail = "its checkpoint was not signed with this key, or was changed"
        elif checkpoint.seq not in hashes:
            detail = (
                f"it is gone: the log reached it when a checkpoint was signed on {checkpoint.at.isoformat()}"
            )
        elif hashes[checkpoint.seq] != checkpoint.head:
            detail = f"it, or one before it, is not what was signed on {checkpoint.at.isoformat()}"
        else:
            continue
        yield LogFault(seq=checkpoint.seq, kind="broken", detail=detail)


def _message(seq: int, head: str, at: datetime) -> bytes:
    return json.dumps([_PURPOSE, seq, head, at.isoformat()], separators=(",", ":")).encode("utf-8")


def _load_key(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise UsageError(
            f"The key {path} cannot be read ({error.strerror}).", next_move="Make one with --new-key."
        ) from error
    except (ValueError, TypeError) as error:
        raise UsageError(f"{path} holds no private key.", next_move="Make one with --new-key.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError(f"{path} holds a key of another kind.", next_move="Make one with --new-key.")
    return key


def _decoded(line: bytes, where: str) -> Checkpoint:
    try:
        return load_json(Checkpoint, line)
    except ValueError as error:
        raise InputError(
            f"{where} is no checkpoint ({error}).", next_move="Give lines that 'recount checkpoint' wrote."
        ) from error


def _is_signed(checkpoint: Checkpoint, public_key: str) -> bool:
    message = _message(checkpoint.seq, checkpoint.head, checkpoint.at)
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(checkpoint.signature), message)
    except (InvalidSignature, ValueError):
        return False
    return checkpoint.public_key == public_key

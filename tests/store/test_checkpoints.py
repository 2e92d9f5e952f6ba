"""Signed checkpoints: what the chain alone cannot show."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from recount.errors import InputError, UsageError
from recount.model import dump_json
from recount.store import LogFault, Store
from recount.store.checkpoints import Checkpoint, find_checkpoint_faults, make_key, read_checkpoints, sign
from tests.store.factories import NOON, make_decision
from tests.store.outside import Outside


@pytest.fixture
def key(tmp_path: Path) -> Path:
    make_key(tmp_path / "key.pem")
    return tmp_path / "key.pem"


@pytest.fixture
def signed(store: Store, key: Path) -> Checkpoint:
    """Return a checkpoint of a log of five entries."""
    store.append_decisions([make_decision(f"reason {number}") for number in range(1, 6)])
    return sign(list(store.iter_log())[-1], key, at=NOON)


def faults(store: Store, *checkpoints: Checkpoint, public_key: str = "") -> list[LogFault]:
    signer = public_key or checkpoints[0].public_key
    return list(find_checkpoint_faults(store.iter_log(), checkpoints, public_key=signer))


def test_a_log_that_only_grew_bears_out_its_checkpoint(store: Store, signed: Checkpoint) -> None:
    assert faults(store, signed) == []
    store.append_decisions([make_decision("one more")])
    assert faults(store, signed) == []


def test_removing_the_last_entries_is_found_though_the_chain_holds(
    store: Store, signed: Checkpoint, outside: Outside
) -> None:
    outside.drop_guards()
    outside.run("DELETE FROM recount_log_body WHERE seq >= 4")
    outside.run("DELETE FROM recount_log WHERE seq >= 4")
    assert store.verify_log() == []
    (fault,) = faults(store, signed)
    assert (fault.seq, fault.kind) == (5, "broken")
    assert "gone" in fault.detail


def test_a_log_written_anew_is_found_though_its_chain_holds(
    store: Store, signed: Checkpoint, outside: Outside
) -> None:
    outside.drop_guards()
    outside.run("DELETE FROM recount_log_body")
    outside.run("DELETE FROM recount_log")
    store.append_decisions([make_decision(f"another reason {number}") for number in range(1, 6)])
    assert store.verify_log() == []
    (fault,) = faults(store, signed)
    assert (fault.seq, fault.kind) == (5, "broken")


def test_a_checkpoint_of_another_signer_or_of_changed_values_proves_nothing(
    store: Store, signed: Checkpoint, tmp_path: Path
) -> None:
    other = make_key(tmp_path / "other.pem")
    [fault] = faults(store, signed, public_key=other)
    assert "not signed with this key" in fault.detail
    for change in ({"seq": 4}, {"head": "0" * 64}, {"at": "2020-01-01T00:00:00Z"}, {"signature": "00" * 64}):
        (tmp_path / "changed.jsonl").write_text(json.dumps(json.loads(dump_json(signed)) | change))
        (changed,) = read_checkpoints(tmp_path / "changed.jsonl")
        [fault] = faults(store, changed)
        assert "not signed with this key" in fault.detail


@pytest.mark.parametrize("public_key", ["not hexadecimal", "ab", "é" * 64])
def test_what_is_no_key_has_signed_nothing(store: Store, signed: Checkpoint, public_key: str) -> None:
    assert len(faults(store, signed, public_key=public_key)) == 1


def test_checkpoints_are_read_as_they_were_written(signed: Checkpoint, tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_text(f"{dump_json(signed)}\n\n{dump_json(signed)}\n")
    assert read_checkpoints(tmp_path / "c.jsonl") == [signed, signed]


@pytest.mark.parametrize("line", [b"{}", b"[]", b"\xff", b"head 12"])
def test_a_line_that_is_no_checkpoint_is_named(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "c.jsonl").write_bytes(b"\n" + line)
    with pytest.raises(InputError, match=r"c\.jsonl, line 2 is no checkpoint"):
        read_checkpoints(tmp_path / "c.jsonl")


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_a_file_without_checkpoints_is_no_proof(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "c.jsonl").write_bytes(content)
    with pytest.raises(InputError, match="holds no checkpoint"):
        read_checkpoints(tmp_path / "c.jsonl")


def test_a_key_is_for_its_owner_alone_and_never_written_over(key: Path) -> None:
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    before = key.read_bytes()
    with pytest.raises(UsageError, match="is there already"):
        make_key(key)
    assert key.read_bytes() == before


def test_a_file_that_holds_no_key_of_the_kind_is_refused(
    store: Store, signed: Checkpoint, tmp_path: Path
) -> None:
    assert signed.seq == 5
    last = list(store.iter_log())[-1]
    rsa = generate_private_key(public_exponent=65537, key_size=2048)
    (tmp_path / "rsa.pem").write_bytes(rsa.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (tmp_path / "none.pem").write_text("no key")
    for name, reason in (
        ("rsa", "of another kind"),
        ("none", "holds no private key"),
        ("gone", "cannot be read"),
    ):
        with pytest.raises(UsageError, match=reason):
            sign(last, tmp_path / f"{name}.pem", at=NOON)

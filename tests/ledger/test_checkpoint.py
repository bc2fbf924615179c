"""Does a signed statement of the head find a tail that was cut off, a chain written anew, and a forged statement?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from msgspec.structs import replace

from enduse.errors import Mismatch, Refused
from enduse.ledger.append import Appended
from enduse.ledger.checkpoint import Checkpoint, Statement, encode_checkpoint, public_key_of, read_checkpoint, sign, signing_key, state_of
from enduse.ledger.schema import payloads, records, slices
from enduse.ledger.store import Ledger, open_ledger
from enduse.ledger.verify import verify

Write = Callable[..., Appended]


def attested(ledger: Ledger, now: dt.datetime) -> Statement:
    with ledger.reading() as connection:
        return state_of(connection, now=now)


def cut(ledger: Ledger, last: int) -> None:
    """Take away every trace of the slices after one, as someone would who can write to the database and knows its tables."""
    with ledger.engine.connect() as connection:
        if ledger.sqlite:
            guards = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
            for name, _ in guards:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            guards = []
            connection.exec_driver_sql("SET session_replication_role = replica")
        end = connection.execute(sa.select(slices.c.first + slices.c.size).where(slices.c.sequence == last)).scalar_one()
        connection.execute(slices.delete().where(slices.c.sequence > last))
        connection.execute(records.delete().where(records.c.sequence >= end))
        connection.execute(payloads.delete().where(payloads.c.first >= end))
        for _, text in guards:
            connection.exec_driver_sql(text)
        if not ledger.sqlite:
            connection.exec_driver_sql("SET session_replication_role = DEFAULT")
        connection.commit()


def test_a_tail_that_was_cut_off_is_found_by_the_checkpoint_and_by_nothing_else(ledger: Ledger, write: Write, now: dt.datetime) -> None:
    write(ledger, range(5))
    write(ledger, range(5, 10))
    statement = attested(ledger, now)
    assert verify(ledger, (("cp.json", statement),)).problems == ()
    cut(ledger, 1)
    assert verify(ledger).problems == ()
    (problem,) = verify(ledger, (("cp.json", statement),)).problems
    assert problem.slice == 2 and "the tail is gone: cp.json" in problem.what and "11 records" in problem.what


def test_a_tail_written_anew_is_found(ledger: Ledger, write: Write, now: dt.datetime) -> None:
    write(ledger, range(5))
    write(ledger, range(5, 10))
    statement = attested(ledger, now)
    cut(ledger, 1)
    write(ledger, range(5, 10))
    assert verify(ledger).problems == ()
    (problem,) = verify(ledger, (("cp.json", statement),)).problems
    assert problem.slice == 2 and "rewritten" in problem.what


def test_a_checkpoint_of_another_ledger_does_not_pass(tmp_path: Path, write: Write, now: dt.datetime) -> None:
    statements = []
    for name in ("one", "other"):
        ledger = open_ledger(str(tmp_path / name), create=True)
        write(ledger, range(5))
        statements.append(attested(ledger, now))
    (problem,) = verify(ledger, (("cp.json", statements[0]),)).problems
    ledger.close()
    assert "another ledger" in problem.what


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    assert public_key_of(tmp_path / "keys") is None
    first = signing_key(tmp_path / "keys")
    assert (tmp_path / "keys" / "ledger.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert signing_key(tmp_path / "keys").public_key() == first.public_key()
    (tmp_path / "keys" / "ledger.key").chmod(0o640)
    with pytest.raises(Refused, match="others can read this key"):
        signing_key(tmp_path / "keys")


STATEMENT = Statement(ledger="a" * 64, slice=3, digest="b" * 64, records=17, made="2026-09-30T12:00:00+00:00")


def test_any_change_to_a_checkpoint_breaks_its_signature(tmp_path: Path) -> None:
    key = signing_key(tmp_path)
    signed = sign(STATEMENT, key)
    assert read_checkpoint(encode_checkpoint(signed), "cp.json", trusted=public_key_of(tmp_path)) == STATEMENT
    for name in Statement.__struct_fields__:
        value = getattr(STATEMENT, name)
        forged = replace(signed, statement=replace(STATEMENT, **{name: value + 1 if isinstance(value, int) else f"{value[:-1]}5"}))
        if forged != signed:
            with pytest.raises(Mismatch, match="signature does not hold"):
                read_checkpoint(encode_checkpoint(forged), "cp.json", trusted=None)
    for rubbish in (b"", b"{}", b"\xff", encode_checkpoint(replace(signed, signature="AAAA")), encode_checkpoint(replace(signed, public_key="no"))):
        with pytest.raises(Mismatch):
            read_checkpoint(rubbish, "cp.json", trusted=None)


def test_a_checkpoint_signed_with_another_key_is_refused(tmp_path: Path) -> None:
    signed = sign(STATEMENT, signing_key(tmp_path / "theirs"))
    signing_key(tmp_path / "mine")
    with pytest.raises(Mismatch, match="--public-key"):
        read_checkpoint(encode_checkpoint(signed), "cp.json", trusted=public_key_of(tmp_path / "mine"))


def test_an_empty_ledger_has_nothing_to_attest(ledger: Ledger, now: dt.datetime) -> None:
    with pytest.raises(Refused, match="nothing to attest"):
        attested(ledger, now)


def test_the_file_of_a_checkpoint_says_what_it_attests(tmp_path: Path) -> None:
    file = msgspec.json.decode(encode_checkpoint(sign(STATEMENT, signing_key(tmp_path))), type=Checkpoint)
    assert (file.schema_version, file.statement) == (1, STATEMENT)

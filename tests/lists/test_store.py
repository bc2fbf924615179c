"""Is a stored list whole, verified and superseded only by what may supersede it, even if the writer is killed?"""

from __future__ import annotations

import datetime
import fcntl
import os
import random
import signal
import time
from pathlib import Path

import pytest

from enduse.errors import Refused, UsageError
from enduse.lists import simple, store
from enduse.lists.load import LoadReport
from enduse.lists.source import Source

HEADER = "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,dataset,first_seen,last_seen,last_change\n"
DAY_ONE = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def _source(keys: list[int], name: str = "Probe", bad: int = 0) -> Source:
    rows = [f"k{i},Company,{name} {i},,,ru,,,SDN,,,US OFAC,,,\n" for i in keys]
    rows += ["k,Company,,,,,,,,,,,,,\n"] * bad
    return Source.of({"targets.simple.csv": (HEADER + "".join(rows)).encode()})


def _add(home: Path, source: Source, day: int = 0, *, accept: bool = False, published: str | None = None, id: str = "os") -> LoadReport:
    return store.add(home, simple.READER, source, id=id, now=DAY_ONE + day * DAY, accept=accept, published=published)


def _held(home: Path) -> list[str]:
    ((_, _, listings),) = store.read_current(home)
    return sorted(listings.column("listing_id").to_pylist())


def test_a_stored_list_reads_back_with_its_manifest_and_its_bytes(tmp_path: Path) -> None:
    source = _source([1, 2])
    report = _add(tmp_path, source, published="2025-12-31")
    ((manifest, entities, listings),) = store.read_current(tmp_path)
    assert (manifest.list_id, manifest.reader, manifest.published, manifest.retrieved) == ("os", "opensanctions-simple", "2025-12-31", "2026-01-01T12:00:00Z")
    assert (entities.num_rows, listings.num_rows, manifest.report) == (2, 2, report)
    assert store.open_raw(tmp_path, manifest).read("targets.simple.csv") == source.read("targets.simple.csv")
    assert manifest.raw[0].sha256 == source.digests()["targets.simple.csv"][0]


def test_the_very_bytes_again_change_nothing(tmp_path: Path) -> None:
    first = _add(tmp_path, _source([1, 2]))
    again = _add(tmp_path, _source([1, 2]), 5)
    assert again.unchanged
    assert again.stored == first.stored
    assert len(store.versions(tmp_path, "os")) == 1


def test_a_newer_version_supersedes_and_the_older_stays(tmp_path: Path) -> None:
    _add(tmp_path, _source([*range(20)]))
    _add(tmp_path, _source([*range(1, 21)]), 1)
    newest, oldest = store.versions(tmp_path, "os")
    assert newest.previous == oldest.version
    assert "os:k0" in store.read_version(tmp_path, "os", oldest.version)[2].column("listing_id").to_pylist()
    assert "os:k0" not in _held(tmp_path)


def test_each_listing_is_known_from_the_day_it_was_first_held_to_the_day_it_was_gone(tmp_path: Path) -> None:
    _add(tmp_path, _source([*range(20)]))
    _add(tmp_path, _source([*range(1, 21)]), 3)
    _add(tmp_path, _source([*range(21)]), 7)
    _, _, listings = store.read_version(tmp_path, "os")
    known = dict(zip(listings.column("listing_id").to_pylist(), listings.column("known_from").to_pylist(), strict=True))
    assert known["os:k5"] == datetime.date(2026, 1, 1)
    assert known["os:k20"] == datetime.date(2026, 1, 4)
    assert known["os:k0"] == datetime.date(2026, 1, 8)  # it came back: the time in between is told by `gone`
    assert store.gone(tmp_path, "os").to_pylist() == [
        {"listing_id": "os:k0", "entity_id": "os:k0", "known_from": datetime.date(2026, 1, 1), "known_to": datetime.date(2026, 1, 4)}
    ]


def test_a_list_that_shrinks_by_more_than_a_tenth_needs_acceptance(tmp_path: Path) -> None:
    _add(tmp_path, _source([*range(100)]))
    with pytest.raises(Refused, match=r"89 listings where 100 are held \(11 or 11\.0% fewer, more than 10%\).*--accept"):
        _add(tmp_path, _source([*range(89)]), 1)
    assert len(_held(tmp_path)) == 100
    _add(tmp_path, _source([*range(90)]), 1)
    _add(tmp_path, _source([*range(10)]), 2, accept=True)
    assert store.versions(tmp_path, "os")[0].accepted


def test_a_list_that_loses_more_than_one_record_in_a_thousand_needs_acceptance(tmp_path: Path) -> None:
    _add(tmp_path, _source([*range(999)], bad=1), id="edge")
    with pytest.raises(Refused, match=r"2 of 1,000 records \(0\.20%\).*has no id or no name"):
        _add(tmp_path, _source([*range(998)], bad=2))
    assert _add(tmp_path, _source([*range(998)], bad=2), accept=True).refused == 2


def test_an_older_edition_does_not_supersede_a_newer_one_unnoticed(tmp_path: Path) -> None:
    _add(tmp_path, _source([1]), published="2026-01-01")
    with pytest.raises(Refused, match="2026-01-01 is held already"):
        _add(tmp_path, _source([1, 2]), 1, published="2025-06-01")


@pytest.mark.parametrize("source", [_source([]), _source([], bad=3)])
def test_a_list_without_a_listing_is_refused_even_if_accepted(tmp_path: Path, source: Source) -> None:
    with pytest.raises(Refused, match="no listing"):
        _add(tmp_path, source, accept=True)
    assert store.list_sources(tmp_path) == ()


@pytest.mark.parametrize("name", ["../x", "", "Upper", "a b", "raw", ".hidden", "a/b"])
def test_an_id_that_is_no_plain_word_is_a_usage_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        _add(tmp_path, _source([1]), id=name)


def test_a_second_writer_is_refused_while_the_first_is_at_work(tmp_path: Path) -> None:
    _add(tmp_path, _source([1]))
    with (tmp_path / "lists" / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Refused, match="another process"):
            _add(tmp_path, _source([1, 2]), 1)
    _add(tmp_path, _source([1, 2]), 1)


@pytest.mark.parametrize("part", ["entities.parquet", "listings.parquet", "manifest.json"])
def test_a_version_that_was_changed_or_lost_a_part_is_refused(tmp_path: Path, part: str) -> None:
    stored = _add(tmp_path, _source([1, 2])).stored
    path = tmp_path / "lists" / "os" / "versions" / str(stored) / part
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(Refused, match="changed after it was stored"):
        list(store.read_current(tmp_path))
    path.unlink()
    with pytest.raises(Refused, match="add the list again"):
        list(store.read_current(tmp_path))


def test_changed_raw_bytes_are_noticed(tmp_path: Path) -> None:
    _add(tmp_path, _source([1, 2]))
    ((manifest, _, _),) = store.read_current(tmp_path)
    (tmp_path / "lists" / "raw" / manifest.raw[0].sha256).write_bytes(b"x")
    with pytest.raises(Refused, match="were changed"):
        store.open_raw(tmp_path, manifest)


def test_the_difference_names_what_was_added_removed_and_changed(tmp_path: Path) -> None:
    _add(tmp_path, _source([*range(20)]))
    _add(tmp_path, Source.of({"targets.simple.csv": _source([*range(1, 21)]).read("targets.simple.csv").replace(b"Probe 7,", b"Probe Seven,")}), 1)
    found = store.diff(tmp_path, "os")
    assert [line.listing_id for line in found.added] == ["os:k20"]
    assert [line.listing_id for line in found.removed] == ["os:k0"]
    assert [(line.listing_id, [change.field for change in line.changes]) for line in found.changed] == [("os:k7", ["entity.names"])]
    assert found.unchanged == 18
    oldest = store.versions(tmp_path, "os")[1].version
    assert store.diff(tmp_path, f"os@{oldest}", "os") == found
    _add(tmp_path, _source([*range(20)]), 2, id="other")
    assert store.diff(tmp_path, f"os@{oldest}", "other").unchanged == 20


def test_what_is_not_held_is_a_usage_error(tmp_path: Path) -> None:
    assert store.list_sources(tmp_path) == ()
    _add(tmp_path, _source([1]))
    with pytest.raises(UsageError, match="held are: os"):
        store.versions(tmp_path, "un")
    with pytest.raises(UsageError, match="no version"):
        store.read_version(tmp_path, "os", "1999")


def test_killed_at_any_moment_the_version_before_stays_current(tmp_path: Path) -> None:
    """Thirty writers are killed at random moments of their work; whatever is current after each is whole, and a version that was once complete."""
    editions = [_source([*range(200)], name=f"Edition {i}") for i in range(31)]
    _add(tmp_path, editions[0])
    began = time.perf_counter()
    _add(tmp_path, editions[1], 1)
    usual = time.perf_counter() - began
    chance, killed = random.Random(7), 0
    for i in range(30):
        writer = os.fork()
        if writer == 0:  # the child never returns into pytest
            try:
                _add(tmp_path, editions[i + 1], i + 2)
            finally:
                os._exit(0)
        time.sleep(chance.uniform(0, usual * 1.3))
        os.kill(writer, signal.SIGKILL)
        _, status = os.waitpid(writer, 0)
        killed += os.WIFSIGNALED(status)
        ((manifest, entities, listings),) = store.read_current(tmp_path)
        assert (entities.num_rows, listings.num_rows) == (200, 200)
        assert manifest.entities == 200
    assert killed >= 10
    _add(tmp_path, _source([*range(200)], name="Last"), 99)  # and the next writer sweeps and goes on
    place = tmp_path / "lists" / "os"
    chain = {each.version for each in store.versions(tmp_path, "os")}
    assert {path.name for path in (place / "versions").iterdir()} == chain
    assert not list(place.glob(".stage-*"))


@pytest.mark.parametrize("step", range(1, 6))
def test_stopped_before_any_rename_the_version_before_stays_current(tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    _add(tmp_path, _source([1, 2, 3]))
    before = _held(tmp_path)
    calls = 0
    true_fsync = os.fsync

    def fsync(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == step * 2:
            raise OSError(28, "No space left on device")
        true_fsync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        try:
            _add(tmp_path, _source([1, 2, 3, 4]), 1)
        except Refused as refused:
            assert "No space left" in str(refused)
            assert _held(tmp_path) in (before, [*before, "os:k4"])
    _add(tmp_path, _source([1, 2, 3, 4, 5]), 2)
    assert len(_held(tmp_path)) == 5

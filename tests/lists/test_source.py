"""Can a directory or zip make us read outside it, or more than it should hold?"""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enduse.errors import Refused, UsageError
from enduse.lists import source as source_module
from enduse.lists.source import Source


def _zip(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_file_a_directory_and_a_zip_read_alike(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "a.csv").write_bytes(b"1,2\n")
    (folder / "b.csv").write_bytes(b"3\n")
    (folder / ".DS_Store").write_bytes(b"x")
    archive = _zip(tmp_path / "set.zip", {"a.csv": b"1,2\n", "b.csv": b"3\n", "__MACOSX/._a.csv": b"x"})
    left, right = Source.at(folder), Source.at(archive)
    assert left.names() == right.names() == ("a.csv", "b.csv")
    assert left.read("a.csv") == right.read("a.csv") == b"1,2\n"
    assert left.digest() == right.digest()
    assert Source.at(folder / "a.csv").names() == ("a.csv",)
    assert left.find("x.csv", "B.CSV") == "b.csv"


def test_what_is_not_there_is_a_usage_error_that_names_what_is(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        Source.at(tmp_path / "nothing")
    with pytest.raises(UsageError, match=r"holds a\.csv"), Source.of({"a.csv": b""}).open("b.csv"):
        pass


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/passwd", "a/../../b.csv", "c:\\evil.csv", "a\\..\\b.csv"])
def test_a_zip_member_that_points_outside_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="points outside"):
        Source.at(_zip(tmp_path / "x.zip", {name: b"x"}))


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("link.csv")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    with pytest.raises(Refused, match="is a link"):
        Source.at(path)


def test_a_link_that_leaves_the_directory_is_refused_and_one_that_stays_is_read(tmp_path: Path) -> None:
    outside = tmp_path / "secret"
    outside.write_text("s")
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "real.csv").write_text("r")
    (folder / "inside.csv").symlink_to(folder / "real.csv")
    assert Source.at(folder).read("inside.csv") == b"r"
    (folder / "out.csv").symlink_to(outside)
    with pytest.raises(Refused, match="leaves the directory"):
        Source.at(folder)


def test_a_linked_directory_is_not_walked(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x.csv").write_text("x")
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "sub").symlink_to(tmp_path / "other")
    assert Source.at(folder).names() == ()


def test_a_pipe_in_the_directory_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(Refused, match="no ordinary file"):
        Source.at(tmp_path)


def test_a_bomb_is_refused_by_its_ratio_before_it_unpacks(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="times its size"):
        Source.at(_zip(tmp_path / "bomb.zip", {"a.csv": b"\0" * (8 << 20)}))


def test_too_much_or_too_many_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = _zip(tmp_path / "x.zip", {f"{i}.csv": b"abcdefgh" for i in range(5)})
    folder = tmp_path / "set"
    folder.mkdir()
    for i in range(5):
        (folder / f"{i}.csv").write_bytes(b"abcdefgh")
    for path in (archive, folder):
        with monkeypatch.context() as patch:
            patch.setattr(source_module, "MAX_MEMBERS", 4)
            with pytest.raises(Refused, match="more than 4 files"):
                Source.at(path)
        with monkeypatch.context() as patch:
            patch.setattr(source_module, "MAX_TOTAL_BYTES", 30)
            with pytest.raises(Refused, match="bytes"):
                Source.at(path)


def test_a_damaged_zip_is_refused_with_a_remedy(tmp_path: Path) -> None:
    path = _zip(tmp_path / "x.zip", {"a.csv": os.urandom(5000)}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[1000] ^= 0xFF
    path.write_bytes(bytes(data))
    with pytest.raises(Refused, match="download it again"):
        Source.at(path).read("a.csv")


def test_the_same_name_in_two_folders_is_not_chosen_at_random() -> None:
    with pytest.raises(Refused, match="more than once"):
        Source.of({"2021/sdn.csv": b"", "2023/sdn.csv": b""}).find("sdn.csv")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=4), st.integers(0, 400))
def test_a_zip_with_any_bytes_changed_or_cut_is_read_or_refused(tmp_path: Path, changes: list[tuple[int, int]], cut: int) -> None:
    path = _zip(tmp_path / "x.zip", {"a.csv": b"1,2\n" * 50, "b/c.csv": b"3,4\n"})
    data = bytearray(path.read_bytes())
    for at, value in changes:
        data[at % len(data)] = value
    path.write_bytes(bytes(data[: len(data) - (cut if cut < 50 else 0)]))
    try:
        source = Source.at(path)
        for name in source.names():
            source.read(name)
    except (Refused, UsageError):
        pass

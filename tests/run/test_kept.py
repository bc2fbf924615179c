"""Is what is kept between processes exactly what would be made again, and is a bad file never used?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pytest

from enduse.run import goods_texts, kept, romanise_table

MADE = {"words": pa.table({"word": ["a", "б"], "count": pa.array([1, 2], pa.int32())}), "empty": pa.table({"word": pa.array([], pa.string())})}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ENDUSE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


class Counting:
    times = 0

    def __call__(self) -> Mapping[str, pa.Table]:
        self.times += 1
        return MADE


def test_what_is_kept_is_read_again_as_it_was_made(cache: Path) -> None:
    make = Counting()
    first, second = (kept.kept("words", ("msgspec",), make) for _ in range(2))
    assert make.times == 1
    assert all(first[name].equals(MADE[name], check_metadata=True) and second[name].equals(MADE[name], check_metadata=True) for name in MADE)
    assert list(second) == list(MADE)


@pytest.mark.parametrize("damage", [lambda raw: raw[:-1], lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]), lambda raw: b"", lambda raw: raw[:70]])
def test_a_damaged_file_is_made_again(cache: Path, damage: Callable[[bytes], bytes]) -> None:
    make = Counting()
    kept.kept("words", ("msgspec",), make)
    (path,) = cache.glob("words-*.tables")
    path.write_bytes(damage(path.read_bytes()))
    assert kept.kept("words", ("msgspec",), make)["words"].equals(MADE["words"])
    assert make.times == 2
    kept.kept("words", ("msgspec",), make)
    assert make.times == 2


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ENDUSE_CACHE", str(tmp_path / "file" / "under"))
    assert kept.kept("words", ("msgspec",), Counting())["words"].equals(MADE["words"])


def test_other_versions_do_not_pile_up(cache: Path) -> None:
    cache.mkdir()
    for number in range(9):
        (cache / f"words-{number}.tables").write_bytes(b"")
    kept.kept("words", ("msgspec",), Counting())
    assert len(list(cache.glob("words-*.tables"))) == 4


def test_the_letters_kept_are_the_letters_made() -> None:
    assert romanise_table.romanise_table().equals(romanise_table.make_romanise_table())


def test_the_words_kept_are_the_words_made() -> None:
    made = goods_texts.postings(goods_texts._harmonized())
    assert all(table.equals(made[name]) for name, table in goods_texts.compile_texts({}).items())

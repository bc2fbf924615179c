"""Do definitions, harmless changes of a file, names in disguise and cells for a spreadsheet come through as what they are?"""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import file_targets
import list_targets
import pytest
import seeds

from enduse.cli.app import guarded
from enduse.cli.screening import check
from enduse.errors import DefinitionError, UsageError
from enduse.ingest import Options, read_mapping
from enduse.lists import Source
from enduse.lists.load import load
from enduse.model.nouns import Party, Role
from enduse.model.toml_text import parse_toml
from enduse.parties import Index, compare, find
from enduse.rules import compile_packs
from enduse.show.files import guard, rejected_cells
from enduse.text.clean import letters_for_digits


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    """Nothing here may take more than a few seconds of the processor."""
    Index.of(file_targets.basis())  # compiled once, and not counted
    begun = time.process_time()
    yield
    assert time.process_time() - begun < 12


# ---------------------------------------------------------------- definitions


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 20_000 + "]" * 20_000, "a = " + "9" * 5000, "a = {b = " * 3000, "[" + ".".join("a" * 3000) + "]\n", "a = 1979-99-99", 'a = "\x00"']
)
def test_toml_that_asks_too_much_is_a_definition_error(text: str) -> None:
    for parse in (lambda: parse_toml(text, "x.toml"), lambda: compile_packs({"x.toml": text}, {}), lambda: list_targets.mapping.reader(text, "x.toml", {})):
        try:
            parse()
        except DefinitionError as fault:
            assert "x.toml" in str(fault)


def test_a_definition_with_a_byte_order_mark_or_other_line_ends_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    read_all: list[object] = []
    for data in (seeds.INGEST_MAPPING, b"\xef\xbb\xbf" + seeds.INGEST_MAPPING, seeds.INGEST_MAPPING.replace(b"\n", b"\r\n"), seeds.INGEST_MAPPING + b"\n\n"):
        path.write_bytes(data)
        made = read_mapping(path)
        read_all.append((made.columns, made.constants, made.values, made.ignore, made.decimal))
    assert all(each == read_all[0] for each in read_all)


@pytest.mark.parametrize(
    "reader,data",
    [("opensanctions-simple", seeds.SIMPLE), ("us-csl", seeds.CSL_CSV), ("uk", seeds.UK_CSV), ("ftm", seeds.FTM), ("un", seeds.UN), ("us-csl", seeds.CSL_JSON)],
)
def test_a_list_says_the_same_with_a_mark_other_line_ends_and_a_line_more(reader: str, data: bytes) -> None:
    name = "consolidated.json" if data is seeds.CSL_JSON else "x.csv"
    made = list_targets.known()[reader]
    records, _ = load(made, Source.of({name: data}), list_id="x")
    assert records
    changed = [b"\xef\xbb\xbf" + data, data + b"\n"] + ([data.replace(b"\n", b"\r\n")] if b"\r" not in data else [])
    for other in changed:
        again, _ = load(made, Source.of({name: other}), list_id="x")
        assert [(r.entity, [each.effect for each in r.listings]) for r in again] == [(r.entity, [each.effect for each in r.listings]) for r in records]


# ---------------------------------------------------------------- names and cells


@pytest.mark.parametrize(
    "written",
    [
        "Vоlgоgrаd Рrесisiоn Turbinе Wоrks",  # Cyrillic look-alikes
        "\u202eVolgograd Precision Turbine Works\u202c", "Volgo\u200bgrad Pre\u00adcision Tur\u2060bine Works", "Ｖｏｌｇｏｇｒａｄ　Ｐｒｅｃｉｓｉｏｎ　Ｔｕｒｂｉｎｅ　Ｗｏｒｋｓ",
        "𝐕𝐨𝐥𝐠𝐨𝐠𝐫𝐚𝐝 𝐏𝐫𝐞𝐜𝐢𝐬𝐢𝐨𝐧 𝐓𝐮𝐫𝐛𝐢𝐧𝐞 𝐖𝐨𝐫𝐤𝐬", "V\u0301olgograd Precision Turbine Works", "V0lg0grad Prec1sion Turbine W0rks", "VOLGOGRAD\u00a0PRECISION\u2003TURBINE\tWORKS",
        "Volgograd Precision Turbine Works" + "\u0300" * 60,
    ],
)  # fmt: skip
def test_a_listed_name_in_disguise_is_found(written: str) -> None:
    (found,) = find([Party(role=Role.buyer, name=written)], Index.of(file_targets.basis()))
    assert any(one.band == "established" and "Volgograd" in (one.matched_name or "") for one in found)


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "x" * n,
        lambda n: "ab " * (n // 3),
        lambda n: "(" * n,
        lambda n: "a.k.a. " * (n // 7),
        lambda n: "а" * n,
        lambda n: "一" * n,
        lambda n: "a1" * (n // 2),
        lambda n: "e\u0301" * (n // 2),
    ],
)
def test_a_name_of_a_hundred_thousand_letters_takes_bounded_time(make: Callable[[int], str]) -> None:
    index = Index.of(file_targets.basis())
    find([Party(role=Role.buyer, name=make(100_000), address=make(100_000))], index)
    compare(make(100_000), make(100_000)[::-1] + "z", romaniser=index.romaniser, settings=file_targets.basis().setting)
    letters_for_digits(make(100_000))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "\r\n="])
def test_what_a_spreadsheet_would_run_is_text_and_stays_in_its_row(start: str) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([guard(f"{start}1+1"), guard(f"x\r{start}1"), "end"])
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert len(rows) == 1
    assert rows[0][2] == "end"
    assert not rows[0][0].startswith(start)


def test_a_refused_row_is_written_whatever_is_in_it() -> None:
    from enduse.model.nouns import Rejected

    cells = rejected_cells(Rejected(file="=x", line=1, column="\ud800", value="a\0b\udcff" + "x" * 99_999, reason="r\rs", remedy="m", transaction="@id"))
    assert all(cell.encode() is not None and "\0" not in cell and "\r" not in cell and len(cell) < 32_767 for cell in cells)
    assert json.loads(json.dumps(cells)) == cells


def test_words_of_others_are_no_mark_up_for_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "[b] :x:.csv"
    book.write_bytes("id,kind,[/red]consignee_name,[bold]x,\x1b[2Jy,\u202ez\nA,order,[/b]P,[link=http://x]z,:bomb:,\x9b2J\n".encode())
    assert guarded(lambda: check(str(book), Options())) == 0
    told = capsys.readouterr().out
    assert "[/red]consignee_name" in told
    assert "[bold]x" in told
    assert ":bomb:" in told
    assert "\x1b" not in told and "\u202e" not in told and "\x9b" not in told

    def fail() -> int:
        raise UsageError("no column \x1b[2J\u202e[/b]")

    assert guarded(fail) == 2
    assert "\x1b" not in capsys.readouterr().err

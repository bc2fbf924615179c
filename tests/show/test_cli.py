"""Does `enduse report` make reports of stored decisions, and does the terminal say the same in about twenty lines?"""

from __future__ import annotations

import importlib.util
import io
import os
import re
import shutil
from pathlib import Path

import pytest
from rich.console import Console

from enduse.cli.app import main
from enduse.errors import Refused
from enduse.run import local
from enduse.show.files import case_file
from enduse.show.summary import summary


def enduse(*words: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(word) for word in words])
    return int(left.value.code or 0)


@pytest.fixture
def out(sample_run: local.Result, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_run.out, tmp_path / "out"))


def test_a_report_is_made_again_in_another_language(out: Path, sample_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert enduse("report", out, "--lang", "ru", "--home", sample_home) == 0
    assert "Можно ли пропустить эти операции?" in (out / "report.html").read_text(encoding="utf-8")
    assert "136" in capsys.readouterr().out


def test_a_case_file_holds_the_transactions_that_were_asked_for(out: Path, sample_home: Path) -> None:
    whole = (out / "report.html").read_bytes()
    assert enduse("report", out, "--id", "GB-174", "--id", "GB-001", "--home", sample_home) == 0
    page = (out / "report-GB-174_GB-001.html").read_text(encoding="utf-8")
    assert page.count('<article class="card') == 2
    assert (out / "report.html").read_bytes() == whole, "the report of the book stays"


def test_case_files_are_named_safely_and_told_apart() -> None:
    names = [case_file(ids) for ids in (["A/2"], ["A:2"], ["../../etc/x"], ["订单"], ["заказ"], ["A"] * 500, ["A"] * 501)]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"report-[A-Za-z0-9_-]{1,80}\.html", name) for name in names)


def test_a_transaction_that_is_not_there_is_named(out: Path, sample_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert enduse("report", out, "--id", "nobody", "--home", sample_home) == 2
    assert "nobody" in capsys.readouterr().err
    assert list(out.glob("report-*")) == []


def test_a_screening_may_be_written_over_one_with_a_case_file(out: Path) -> None:
    (out / "report.pdf").write_bytes(b"%PDF")
    (out / case_file(["A-2"])).write_bytes(b"a case")
    local.prepare_out(out)
    (out / "report-A-2.docx").write_bytes(b"not ours")
    with pytest.raises(Refused, match=r"report-A-2\.docx"):
        local.prepare_out(out)


def test_without_the_extra_a_pdf_is_refused_with_the_way_to_get_it(
    out: Path, sample_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert enduse("report", out, "--format", "pdf", "--home", sample_home) == 2
    assert "pip install 'enduse[pdf]'" in capsys.readouterr().err
    assert not (out / "report.pdf").exists()


def test_a_case_file_is_laid_out_for_paper(out: Path, sample_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if importlib.util.find_spec("weasyprint") is None and not os.environ.get("CI"):
        pytest.skip("the extra `pdf` is not installed")
    code = enduse("report", out, "--format", "pdf", "--id", "GB-174", "--home", sample_home)
    told = capsys.readouterr().err
    if code == 2 and "Pango" in told and not os.environ.get("CI"):
        pytest.skip("the Pango library is not installed")
    assert code == 0, told
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert not list(out.glob("*.part"))


def test_the_summary_says_in_twenty_lines_what_the_report_says_in_pages(sample_run: local.Result) -> None:
    paper = Console(width=160, file=io.StringIO())
    lists = [{"id": "starter", "listings": 261, "published": "2026-07-17"}]
    paper.print(summary(sample_run.survey, rows_read=228, rows_decided=228, rows_rejected=0, notices=("starter set",), lists=lists, out="out", seconds=1.0))
    told = paper.file.getvalue()  # type: ignore[attr-defined]  # it is the buffer above
    assert len(told.splitlines()) <= 25
    assert all(str(count) in told for count in sample_run.survey.outcomes.values())
    first = sample_run.survey.worklist()[0]
    assert first.cause.label in told
    assert "NOT CHECKED" in told


def test_a_name_cannot_take_over_the_terminal() -> None:
    from enduse.show.markup import plain

    assert plain("a\x1b]0;b\x07\u202ec") == "a‹U+001B›]0;b‹U+0007›‹U+202E›c"


def test_a_case_file_of_a_run_that_held_nothing_back_is_laid_out_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if importlib.util.find_spec("weasyprint") is None and not os.environ.get("CI"):
        pytest.skip("the extra `pdf` is not installed")
    row = "T1,shipment,2026-05-04,Rösterei Feldkamp GmbH,DE,Torrefazione Alba S.r.l.,IT,roasted coffee,090121,BR,DE,IT"
    header = "id,kind,date,seller_name,seller_country,consignee_name,consignee_country,goods_description,hs_code,origin,ship_from,ship_to"
    (tmp_path / "book.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    out, home = tmp_path / "out", tmp_path / "home"
    assert enduse("prepare", "--home", home) == 0
    assert enduse("screen", tmp_path / "book.csv", "--out", out, "--as-of", "2026-09-30", "--no-ledger", "--home", home) == 0
    code = enduse("report", out, "--format", "pdf", "--home", home)
    told = capsys.readouterr().err
    if code == 2 and "Pango" in told and not os.environ.get("CI"):
        pytest.skip("the Pango library is not installed")
    assert code == 0, told
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF-")

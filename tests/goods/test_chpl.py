"""Does every code of the Common High Priority List behave: is it found as five people write it, and noticed as five people hide it?

`chpl.tsv` is ours: the code meant, a plain paraphrase or a euphemism (with the outside code that it is declared under), language, text. A paraphrase behaves if the
code's heading is among the first five, or the text points into the list. A euphemism behaves if a phrase of the table is in it, if code and text do not fit, or if the
text points into controlled goods. Rows in `silent` say why nothing in their words can be noticed: they are counted out, not in. Lexicon and phrases were widened on the
development half alone; a code's half follows from its hash, as in `texts.tsv`.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections import Counter
from pathlib import Path

import pytest

from enduse.codes.hs import canonical_hs
from enduse.goods import Catalogue
from enduse.goods.classify import Classifier
from enduse.goods.mismatch import Mismatch
from enduse.run.bases import Basis

DAY = (dt.date(2026, 7, 1) - dt.date(1970, 1, 1)).days
FLOORS = {("development", "paraphrase"): 0.96, ("development", "euphemism"): 0.88, ("test", "paraphrase"): 0.94, ("test", "euphemism"): 0.74}
"""On 2026-11-22: .981, .891 on the development half (32 codes); .956, .767 on the other (18 codes)."""


def rows(name: str = "chpl.tsv") -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def half(row: dict[str, str]) -> str:
    return "test" if int(hashlib.sha256(f"chpl-{row['hs']}".encode()).hexdigest(), 16) % 2 else "development"


def found(classifier: Classifier, row: dict[str, str]) -> bool:
    answer = classifier.classify(row["text"], day=DAY, limit=40)
    return row["hs"][:4] in list(dict.fromkeys(one.hs4 for one in answer))[:5] or "chpl" in answer.points_to


def noticed(mismatch: Mismatch, row: dict[str, str]) -> bool:
    fit = mismatch.judge(row["text"], row["declared"], DAY)
    return bool(fit.euphemisms or fit.points_to or fit.misdeclared or fit.direction == "into_control")


def test_every_code_is_paraphrased_five_ways_and_hidden_five_ways(small_basis: Basis) -> None:
    catalogue = Catalogue.of(small_basis)
    listed = {row.code for row in catalogue.rows if row.list_id == "chpl" and row.valid_to is None}
    counts = Counter((row["hs"], row["kind"]) for row in rows())
    assert len(listed) == 50
    assert counts == Counter({(code, kind): 5 for code in listed for kind in ("paraphrase", "euphemism")})
    for kind in ("paraphrase", "euphemism"):
        languages = Counter(row["lang"] for row in rows() if row["kind"] == kind)
        assert set(languages) == {"en", "ru", "zh", "tr"} and min(languages.values()) >= 50
    assert {row["text"] for row in rows()}.isdisjoint(row["text"] for row in rows("texts.tsv"))
    for row in rows():
        outside = row["kind"] == "paraphrase" or (canonical_hs(row["declared"])[0] == row["declared"] and catalogue.chpl_tier(row["declared"], DAY) == "none")
        assert outside and (not row["silent"] or row["kind"] == "euphemism"), row


@pytest.mark.parametrize(("which", "kind"), list(FLOORS))
def test_most_are_found_or_noticed(small_basis: Basis, which: str, kind: str) -> None:
    some = [row for row in rows() if half(row) == which and row["kind"] == kind and not row["silent"]]
    behaves = (lambda row: found(Classifier.of(small_basis), row)) if kind == "paraphrase" else (lambda row: noticed(Mismatch.of(small_basis), row))
    share = sum(behaves(row) for row in some) / len(some)
    assert share >= FLOORS[which, kind], share
    assert len(some) >= 80


def test_no_more_than_one_euphemism_in_ten_is_beyond_notice() -> None:
    hidden = [row for row in rows() if row["kind"] == "euphemism"]
    assert sum(bool(row["silent"]) for row in hidden) <= len(hidden) / 10

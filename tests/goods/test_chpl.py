"""Does every code of the Common High Priority List behave: is it found as five people write it, and held back as five people hide it?

`chpl.tsv` is ours: the code meant, a plain paraphrase or a euphemism (with the outside code that it is declared under), language, text.

A *paraphrase behaves* if the code's heading is among the first five candidates, or the text points into the list.
A *euphemism behaves* if a shipment declared so, between parties that nobody lists, to a place where goods are often diverted, is reviewed on account of its description, and `enduse.classify`
says so too (`doubt`); and if the same description under the right code, which is on the list, is reviewed there. Nothing is released because its words were well chosen. What such words
cost those who hide nothing is measured with it: other goods under their right codes are released to an ordinary destination as before, and mostly on the way to such places.
Lexicon, phrases and words were widened on the development half alone; a code's half follows from its hash, as in `texts.tsv`.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

import enduse
from enduse.codes.hs import canonical_hs
from enduse.goods import Catalogue
from enduse.goods.classify import Classifier
from enduse.judge import kernel
from enduse.model.arrow import to_batch
from enduse.model.nouns import GoodsLine, Party, Role, Route, Transaction, TransactionKind
from enduse.run import api
from enduse.run.bases import Basis

DATE = "2026-07-01"
DAY = (dt.date.fromisoformat(DATE) - dt.date(1970, 1, 1)).days
FLOORS = {("development", "paraphrase"): 0.96, ("development", "euphemism"): 0.96, ("test", "paraphrase"): 0.94, ("test", "euphemism"): 0.88}
"""On 2026-11-22: .981, .969 on the development half (32 codes); .956, .900 on the other (18 codes)."""
OF_GOODS = {"house.misdeclared", "house.goods-into-control", "house.goods-vague-diversion", "house.goods-disguised-diversion"}
CONCERN, ORDINARY = "KZ", "IT"


def rows(name: str = "chpl.tsv") -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def half(row: dict[str, str]) -> str:
    key = row["goods"] if "goods" in row else f"chpl-{row['hs']}"
    return "test" if int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 else "development"


def screened(goods: Sequence[tuple[str, str]], basis: Basis, destination: str) -> list[tuple[str, set[str]]]:
    """Outcome and rules of a shipment of each (text, code) from Germany, between parties that nobody lists."""
    shipments = [
        Transaction(
            id=str(at), kind=TransactionKind.shipment, ship_date=DATE, goods=(GoodsLine(description=text, hs_code=code, origin="DE", value="100", currency="EUR"),),
            route=Route(ship_from="DE", ship_to=destination),
            parties=(Party(role=Role.seller, name="Rösterei Feldkamp GmbH", country="DE"), Party(role=Role.consignee, name="Steppenblick Handels LLP", country=destination)),
        )
        for at, (text, code) in enumerate(goods)
    ]  # fmt: skip
    out = kernel.screen(to_batch(shipments), api.screening(basis, as_of=DATE))
    return [(outcome, set(rules)) for outcome, rules in zip(out.column("outcome").to_pylist(), out.column("rules").to_pylist(), strict=True)]


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
        assert row["kind"] == "paraphrase" or (canonical_hs(row["declared"])[0] == row["declared"] and catalogue.chpl_tier(row["declared"], DAY) == "none"), row


@pytest.mark.parametrize("which", ["development", "test"])
def test_most_paraphrases_are_found(small_basis: Basis, which: str) -> None:
    some = [row for row in rows() if half(row) == which and row["kind"] == "paraphrase"]
    classifier = Classifier.of(small_basis)

    def found(row: dict[str, str]) -> bool:
        answer = classifier.classify(row["text"], day=DAY, limit=40)
        return row["hs"][:4] in list(dict.fromkeys(one.hs4 for one in answer))[:5] or "chpl" in answer.points_to

    share = sum(map(found, some)) / len(some)
    assert share >= FLOORS[which, "paraphrase"], share
    assert len(some) >= 80


@pytest.mark.parametrize("which", ["development", "test"])
def test_most_euphemisms_are_held_back_on_the_way_to_places_of_diversion(small_basis: Basis, which: str) -> None:
    some = [row for row in rows() if half(row) == which and row["kind"] == "euphemism"]
    decided = screened([(row["text"], row["declared"]) for row in some], small_basis, CONCERN)
    behaves = [
        outcome != "release"
        and bool(rules & OF_GOODS)
        and enduse.classify(row["text"], code=row["declared"], basis=small_basis, as_of=DATE, limit=1).doubt != "none"
        for row, (outcome, rules) in zip(some, decided, strict=True)
    ]
    share = sum(behaves) / len(some)
    assert share >= FLOORS[which, "euphemism"], share
    assert "release" not in {outcome for outcome, _ in screened([(row["text"], row["hs"]) for row in some], small_basis, CONCERN)}


@pytest.mark.parametrize("which", ["development", "test"])
def test_other_goods_go_to_ordinary_places_as_before_and_mostly_to_the_others(small_basis: Basis, which: str) -> None:
    some = [(row["text"], row["hs"]) for row in rows("texts.tsv") if row["basket"] == "none" and half(row) == which]
    doubted = {"house.goods-vague-diversion", "house.goods-disguised-diversion"}
    assert not any(rules & doubted for _, rules in screened(some, small_basis, ORDINARY))
    there = screened(some, small_basis, CONCERN)
    assert sum(bool(rules & doubted) for _, rules in there) <= 0.10 * len(some)

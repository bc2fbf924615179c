"""Is a listed party found that only the description of the goods names, and is a description of goods no party?"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from enduse.goods.trade_words import words_of_trade
from enduse.judge import kernel
from enduse.model.arrow import to_batch
from enduse.model.nouns import GoodsLine, Party, Role, Route, Transaction, TransactionKind
from enduse.parties import Index
from enduse.parties.mentions import mentions
from enduse.run import api, bases
from enduse.run.nomenclature import hs_texts

TEXTS = Path(__file__).resolve().parents[1] / "goods" / "texts.tsv"


def named(text: str, basis: bases.Basis) -> list[str]:
    """The listed names in a text."""
    return [name for name, _ in mentions([text], Index.of(basis), words_of_trade(basis))[0]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Spare parts for Volgograd Precision Turbine Works, order 1202", "Volgograd Precision Turbine Works"),
        ("bearings 6204 (end user: KVARZIT OPTOELEKTRONIKA)", "Kvarzit Optoelektronika JSC"),
        ("Запасные части для АО «Кварцит Оптоэлектроника» по договору 15", "АО «Кварцит Оптоэлектроника»"),
        ("sensors, contract with Shenlan Guangxue Microdevices Co Ltd", "Shenlan Guangxue Microdevices Co., Ltd."),
    ],
)
def test_a_listed_name_within_a_description_is_met(text: str, name: str, small_basis: bases.Basis) -> None:
    assert name in named(text, small_basis)


@pytest.mark.parametrize(
    "text",
    [
        "precision turbine blades",
        "turbine works tools, Volgograd",
        "optoelectronics",
        "Guangxue lens, Shenlan housing",
        "works of art",
        "",
        "17",
        "JSC",
        "кварцит, 20 т",
    ],
)
def test_a_description_of_goods_names_nobody(text: str, small_basis: bases.Basis) -> None:
    assert named(text, small_basis) == []


def test_no_text_of_the_nomenclature_or_of_our_goods_names_a_listed_party(small_basis: bases.Basis) -> None:
    with TEXTS.open(encoding="utf-8", newline="") as stream:
        ours = [row["text"] for row in csv.DictReader(stream, delimiter="\t")]
    met = mentions([*list(hs_texts().values())[::7], *ours], Index.of(small_basis), words_of_trade(small_basis))
    assert not any(met)


def outcome(description: str, basis: bases.Basis) -> tuple[str, list[str]]:
    shipment = Transaction(
        id="1", kind=TransactionKind.shipment, ship_date="2026-05-04", goods=(GoodsLine(description=description, hs_code="090121", origin="BR", value="100", currency="EUR"),),
        route=Route(ship_from="DE", ship_to="IT"),
        parties=(Party(role=Role.seller, name="Rösterei Feldkamp GmbH", country="DE"), Party(role=Role.consignee, name="Torrefazione Alba S.r.l.", country="IT")),
    )  # fmt: skip
    out = kernel.screen(to_batch([shipment]), api.screening(basis, as_of="2026-05-04"))
    return out.column("outcome").to_pylist()[0], out.column("rules").to_pylist()[0]


def test_goods_described_by_a_listed_party_are_not_released(small_basis: bases.Basis) -> None:
    assert outcome("roasted coffee", small_basis)[0] == "release"
    assert outcome("roasted coffee for Kvarzit Optoelektronika JSC", small_basis) == ("review", ["house.goods-name-listed"])


def test_a_party_that_is_listed_no_longer_holds_nothing_back(small_basis: bases.Basis) -> None:
    assert named("roasted coffee for Bygone Avionics Trading House", small_basis)
    assert outcome("roasted coffee for Bygone Avionics Trading House", small_basis)[0] == "release"

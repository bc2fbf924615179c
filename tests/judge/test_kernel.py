"""What does the kernel decide, and does anything but the transaction change it?"""

from __future__ import annotations

from typing import Any

import msgspec
import pyarrow as pa
import pytest

from enduse.basis import Basis
from enduse.judge import kernel
from enduse.model.arrow import to_batch
from enduse.model.nouns import Entity, Exclusion, GoodsLine, Identifier, Kind, Operator, OperatorRole, Party, Role, Route, Transaction, TransactionKind

COFFEE = GoodsLine(description="roasted coffee", hs_code="090121", origin="BR", value="1200.00", currency="EUR")
CHIPS = GoodsLine(description="microcontrollers", hs_code="854231", origin="DE", value="9000.00", currency="EUR")


def screening(basis: Basis, **more: Any) -> kernel.Screening:
    return kernel.Screening(basis=basis, as_of=more.pop("as_of", "2026-09-30"), engine_version="test", **more)


def to(name: str | None, country: str | None = "IT", *, goods: tuple[GoodsLine, ...] = (COFFEE,), date: str | None = "2026-05-04", **party: Any) -> Transaction:
    route = Route(ship_from="DE", ship_to=country, vessel=party.pop("vessel", None), imo=party.pop("imo", None))
    return Transaction(
        id=f"to {name}", kind=TransactionKind.shipment, ship_date=date, goods=goods, route=route,
        parties=(Party(role=Role.seller, name="Rösterei Feldkamp GmbH", country="DE"), Party(role=Role.consignee, name=name, country=country, **party)),
    )  # fmt: skip


def decide(basis: Basis, *transactions: Transaction, **more: Any) -> list[dict[str, Any]]:
    out = kernel.screen(to_batch(transactions), screening(basis, **more))
    return [msgspec.json.decode(document) for document in out.column("document").to_pylist()]


def one(basis: Basis, transaction: Transaction, **more: Any) -> dict[str, Any]:
    return decide(basis, transaction, **more)[0]


def test_boring_trade_is_released_and_says_which_regimes_had_no_list(small_content: Basis) -> None:
    decision = one(small_content, to("Torrefazione Alba S.r.l."))
    assert (decision["outcome"], decision["reason_class"]) == ("release", "clear")
    assert decision["regimes"]["JP"]["outcome"] == "not_checked"
    assert set(decision["not_checked"]["regimes_without_lists"]) == {"UK", "JP", "CN"}


def test_a_frozen_company_with_its_tax_number_is_blocked_as_an_asset_freeze(small_content: Basis) -> None:
    decision = one(small_content, to("Volgograd Turbine", "KZ", identifiers=(Identifier(scheme="inn", value="7707083893", country="RU", valid=True),)))
    assert (decision["outcome"], decision["reason_class"]) == ("block", "asset_freeze")
    assert decision["regimes"]["EU"]["outcome"] == "block"
    assert "t:frozen:1" in decision["findings"][0]["listings"]


def test_a_weak_alias_alone_never_blocks_and_never_releases(small_content: Basis) -> None:
    assert one(small_content, to("ВПТЗ", "KZ"))["outcome"] == "review"


@pytest.mark.parametrize(
    ("goods", "outcome", "reason_class"),
    [(COFFEE, "review", "due_diligence"), (GoodsLine(description="laser", hs_code="901320", eccn="6A005", origin="DE"), "block", "prohibited")],
)
def test_an_export_ban_covers_dual_use_goods_and_asks_about_others(small_content: Basis, goods: GoodsLine, outcome: str, reason_class: str) -> None:
    decision = one(small_content, to("АО «Кварцит Оптоэлектроника»", "RU", goods=(goods,)))
    assert decision["outcome"] == outcome
    assert any(f["reason_class"] == reason_class and "t:ban:1" in f["listings"] for f in decision["findings"])


def test_a_licence_requirement_is_never_called_an_asset_freeze(small_content: Basis) -> None:
    decision = one(small_content, to("Shenlan Guangxue Microdevices Co., Ltd.", "CN", goods=(CHIPS,)))
    assert (decision["outcome"], decision["reason_class"]) == ("block", "licence_needed")
    assert "asset_freeze" not in decision["effects"]


def test_the_vessel_is_found_by_its_imo_number(small_content: Basis) -> None:
    decision = one(small_content, to("Torrefazione Alba S.r.l.", vessel="Renamed Star", imo="9074729"))
    assert (decision["outcome"], decision["reason_class"]) == ("block", "prohibited")
    assert [m["role"] for m in decision["matches"]] == ["vessel"]


def test_a_namesake_is_a_review_and_the_birth_year_makes_it_a_block(small_content: Basis) -> None:
    person = {"kind": Kind.person}
    assert one(small_content, to("Anatoly Gennadyevich Zhuravsky", "IT", **person))["outcome"] == "review"
    assert one(small_content, to("Anatoly Gennadyevich Zhuravsky", "IT", birth_date="1961-04-02", **person))["outcome"] == "block"
    other = one(small_content, to("Anatoly Gennadyevich Zhuravsky", "IT", birth_date="1990-01-01", **person))
    assert other["outcome"] == "review"
    assert other["matches"][0]["band"] == "possible"


@pytest.mark.parametrize(("date", "outcome"), [("2024-12-31", "block"), ("2025-01-01", "release")])
def test_a_listing_binds_to_its_last_day_and_not_a_day_longer(small_content: Basis, date: str, outcome: str) -> None:
    decision = one(small_content, to("Bygone Avionics Trading House", "RU" if outcome == "block" else "IT", date=date, identifiers=()))
    if outcome == "release":
        assert decision["outcome"] == "release"
        assert "listing.not_in_force" in decision["reason_codes"]
    else:
        assert decision["matches"][0]["in_force"]


def test_a_freeze_that_starts_before_a_later_ship_date_counts_from_the_day_of_screening(small_content: Basis) -> None:
    early = to("Tomorrow Gyroscope Holding", "IT", date="2026-08-01")
    assert one(small_content, early, as_of="2026-08-01")["outcome"] == "release"
    late = to("Tomorrow Gyroscope Holding", "IT", date="2026-10-01")
    assert one(small_content, late, as_of="2026-08-01")["outcome"] != "release"


def test_what_one_role_leaves_open_another_may_say_of_the_same_name(small_content: Basis) -> None:
    inn = Identifier(scheme="inn", value="7707083893", country="RU", valid=True)
    base = to("Volgograd Turbine", "KZ", identifiers=(inn,))
    buyer = Party(role=Role.buyer, name="VOLGOGRAD  TURBINE")
    decision = one(small_content, msgspec.structs.replace(base, parties=(*base.parties, buyer)))
    assert {m["role"]: m["band"] for m in decision["matches"]} == {"consignee": "established", "buyer": "established"}


def test_an_address_listed_without_a_name_is_a_review(small_content: Basis) -> None:
    decision = one(small_content, to("Harbour Lantern Components Ltd", "HK", address="Unit 1507, 15/F., Wah Ming Tower, 77 Nathan St., Kowloon, Hong Kong"))
    assert decision["outcome"] == "review"
    assert "match.address" in decision["reason_codes"]


def test_a_regime_that_does_not_attach_does_not_block_but_the_listed_name_is_shown(small_content: Basis) -> None:
    german = Operator(seats=("DE",), us_person=False)
    decision = one(small_content, to("Shenlan Guangxue Microdevices Co., Ltd.", "CN", goods=(CHIPS,)), operator=german)
    assert decision["outcome"] == "review"
    assert decision["regimes"]["US"]["outcome"] == "not_attached"
    assert "house.listed-name" in decision["rules"]


def test_a_missing_name_or_destination_is_never_a_release(small_content: Basis) -> None:
    assert one(small_content, to(None))["outcome"] == "review"
    assert one(small_content, to("Torrefazione Alba S.r.l.", None))["outcome"] == "review"


@pytest.mark.parametrize("code", ["550199", "5501990000", "5599", "090199", "610999", "859900"])
@pytest.mark.parametrize("country", ["IT", "TR", "BR"])
def test_a_code_of_no_edition_is_asked_about_wherever_the_goods_go(small_content: Basis, code: str, country: str) -> None:
    decision = one(small_content, to("Torrefazione Alba S.r.l.", country, goods=(GoodsLine(description="yarn", hs_code=code, origin="DE"),)))
    assert (decision["outcome"], decision["reason_class"]) == ("review", "missing_facts")
    assert "house.goods-code-never-existed" in {finding["rule"] for finding in decision["findings"]}
    assert any("goods.hs6" in asked["facts"] for asked in decision["questions"])


@pytest.mark.parametrize("code", ["550190", "551110", "9950", "980100", "55"])
def test_codes_of_old_editions_national_chapters_and_chapters_alone_are_not_slips(small_content: Basis, code: str) -> None:
    decision = one(small_content, to("Torrefazione Alba S.r.l.", goods=(GoodsLine(description="yarn", hs_code=code, origin="DE"),)))
    assert "house.goods-code-never-existed" not in {finding["rule"] for finding in decision["findings"]}


def test_a_customer_number_is_no_name(small_content: Basis) -> None:
    assert one(small_content, to("100234"))["outcome"] == "review"


def test_the_country_in_an_address_counts_as_a_destination(small_content: Basis) -> None:
    assert one(small_content, to("Al Noor Hardware", "AE", address="12 Valiasr Street, Tehran, Iran"))["outcome"] == "block"


def test_an_unknown_date_is_judged_as_of_the_screening_and_asked_for(small_content: Basis) -> None:
    decision = one(small_content, to("Torrefazione Alba S.r.l.", date=None))
    assert (decision["outcome"], decision["judged_date"]) == ("review", "2026-09-30")


def test_a_declared_fact_that_contradicts_the_code_asks_and_does_not_help(small_content: Basis) -> None:
    chips = msgspec.structs.replace(CHIPS, facts={"goods.on_chpl": False})
    decision = one(small_content, to("Almaty Parts LLP", "KZ", goods=(chips,)))
    assert decision["outcome"] == "review"
    assert "fact.declared_conflict" in decision["reason_codes"]


def test_an_exclusion_is_shown_expires_and_dies_with_a_new_version_of_the_listing(small_content: Basis) -> None:
    transaction = to("Anatoly Gennadyevich Zhuravsky", "IT", kind=Kind.person)
    version = one(small_content, transaction)["matches"][0]["listing_version"]
    good = Exclusion(
        party_name="Anatoly Gennadyevich Zhuravsky",
        party_country="IT",
        listing_id="t:person:1",
        listing_version=version,
        reason="another man, passport seen",
        expires="2026-12-31",
    )
    excluded = one(small_content, transaction, exclusions=(good,))
    assert excluded["outcome"] == "release"
    assert excluded["matches"][0]["excluded"] == "another man, passport seen"
    for stale in (msgspec.structs.replace(good, expires="2026-09-29"), msgspec.structs.replace(good, listing_version="0")):
        assert one(small_content, transaction, exclusions=(stale,))["outcome"] == "review"


def test_an_exclusion_does_not_hold_where_more_agrees_than_the_reviewer_knew(small_content: Basis) -> None:
    plain = to("Anatoly Gennadyevich Zhuravsky", "IT", kind=Kind.person)
    records = small_content.table("entities").column("record").to_pylist()
    births = next(
        each.birth_dates for each in (msgspec.json.decode(record, type=Entity) for record in records) if each.kind == Kind.person and each.birth_dates
    )
    match = one(small_content, plain)["matches"][0]
    made = Exclusion(
        party_name="Anatoly Gennadyevich Zhuravsky", party_country="IT", listing_id="t:person:1", listing_version=match["listing_version"], reason="another man", expires="2026-12-31"
    )  # fmt: skip
    assert match["listing_id"] == made.listing_id
    born = to("Anatoly Gennadyevich Zhuravsky", "IT", kind=Kind.person, birth_date=births[0])
    reopened = one(small_content, born, exclusions=(made,))
    assert reopened["outcome"] != "release"
    assert reopened["matches"][0]["excluded"] is None
    assert {"code": "exclusion_reopened", "values": {"agrees": "birth"}} in [
        {"code": r["code"], "values": r["values"]} for r in reopened["matches"][0]["reasons"]
    ]
    knowing = msgspec.structs.replace(made, although=("birth",))
    assert one(small_content, born, exclusions=(knowing,))["outcome"] == "release"
    assert one(small_content, born, exclusions=(knowing, made))["matches"][0]["excluded"] == "another man"  # one that knew is enough
    other = to("Anatoly Gennadyevich Zhuravsky", "IT", kind=Kind.person, birth_date="1999-01-31")
    assert one(small_content, other, exclusions=(made,))["matches"][0]["excluded"] == "another man"  # what differs does not reopen


BOOK = tuple(
    to(name, country, goods=goods)
    for name, country in (
        ("Torrefazione Alba S.r.l.", "IT"),
        ("ВПТЗ", "KZ"),
        ("Shenlan Guangxue Microdevices Co., Ltd.", "CN"),
        ("Almaty Parts LLP", "KZ"),
        (None, "TR"),
        ("Kvarzit Optoelektronika", "RU"),
    )
    for goods in ((COFFEE,), (CHIPS,), (COFFEE, CHIPS))
) + tuple(
    msgspec.structs.replace(to("Torrefazione Alba S.r.l.", "IT"), id=f"said-{place}", operator_role=role, facts=facts)
    for place, (role, facts) in enumerate(((OperatorRole.carrier, {}), (None, {"route.via_countries": ["KZ"]}), (None, {"destination.countries": ["TR"]})))
)


@pytest.mark.parametrize("rows", [1, 7, 4096])
def test_slice_size_and_order_never_change_a_byte(small_content: Basis, rows: int) -> None:
    batch = to_batch(BOOK)
    expected = kernel.screen(batch, screening(small_content)).column("document").to_pylist()
    assert kernel.screen(batch, screening(small_content), slice_rows=rows).column("document").to_pylist() == expected
    backwards = kernel.screen(to_batch(BOOK[::-1]), screening(small_content), slice_rows=rows).column("document").to_pylist()
    assert backwards[::-1] == expected


def test_one_at_a_time_is_the_same_as_all_together_byte_for_byte(small_content: Basis) -> None:
    together = kernel.screen(to_batch(BOOK), screening(small_content)).column("document").to_pylist()
    alone = [kernel.screen(to_batch([transaction]), screening(small_content)).column("document").to_pylist()[0] for transaction in BOOK]
    assert alone == together


def test_a_warm_memory_of_parties_changes_nothing(small_content: Basis) -> None:
    cold = Basis(small_content.tables, small_content.digests)
    first = kernel.screen(to_batch(BOOK), screening(cold)).column("document").to_pylist()
    assert kernel.screen(to_batch(BOOK), screening(cold)).column("document").to_pylist() == first


def test_no_transactions_give_no_decisions(small_content: Basis) -> None:
    out = kernel.screen(to_batch([]), screening(small_content))
    assert isinstance(out, pa.RecordBatch)
    assert out.num_rows == 0

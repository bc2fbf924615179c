"""Does looking again at what a change can touch give the same as judging everything again?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest
from drawn import (
    CONDITIONS,
    DAYS,
    NAMES,
    OPERATORS,
    altered,
    basis_of,
    changes,
    content,
    documents,
    final,
    made,
    plain,
    screening,
    trade,
    transaction,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enduse.basis import Basis
from enduse.judge.differences import compare, unknown_difference
from enduse.model.nouns import (
    Exclusion,
    Operator,
    Role,
    TransactionKind,
)
from enduse.run import ownership
from enduse.run.prepare import prepare


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(content, changes, st.lists(trade, min_size=1, max_size=8), st.sampled_from(DAYS), st.sampled_from(OPERATORS), st.booleans())
def test_looking_again_gives_what_judging_everything_again_gives(
    small_content: Basis, drawn: dict[str, Any], change: dict[str, Any], trades: list[dict[str, Any]], day: str, operator: Operator | None, excluding: bool
) -> None:
    old, new = basis_of(drawn, small_content), basis_of(altered(drawn, change), small_content)
    book = [transaction(number, one) for number, one in enumerate(trades)]
    exclusions: tuple[Exclusion, ...] = ()
    if excluding:
        exclusions = tuple(
            Exclusion(
                party_name=e.names[0].text,
                party_country="IT",
                listing_id=mine[0].listing_id,
                listing_version=mine[0].listing_version,
                reason="another",
                expires="2026-10-10",
            )
            for e, mine in made(drawn)
        )
    stored = documents(book, screening(old, DAYS[0], operator=operator, exclusions=exclusions))
    on = screening(new, day, operator=operator, exclusions=exclusions)
    after, _ = final(book, stored, on, compare(old, new), old)
    assert [plain(one) for one in after] == [plain(one) for one in documents(book, on)]


DRAWN: dict[str, Any] = {
    "listed": {0: {"effect": "asset_freeze", "alias": None, "inn": True, "country": "RU", "valid_from": None, "valid_to": None, "confirmed": "primary", "regime": "EU", "record": "t:1"}},
    "crowd": 4, "rule": None, "controls": "all", "kazakhstan": False,
}  # fmt: skip
TRADE: dict[str, Any] = {"kind": TransactionKind.shipment, "date": "2026-09-20", "goods": ["090121"], "origin": "DE", "ship_to": "IT"}
WHO = {"country": "IT", "inn": False, "kind": None}


def trade_with(name: str, **more: Any) -> dict[str, Any]:
    return {**TRADE, "parties": [(Role.consignee, {**WHO, "name": name})], **more}


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        ({}, set()),
        ({"put": (3, DRAWN["listed"][0])}, {2}),  # the added one alone
        ({"controls": "without chips"}, {3}),
        ({"rule": (CONDITIONS[0], "review", "note", "Heavy")}, {3}),  # a new rule: those it is true for
        ({"rule": (CONDITIONS[2], "review", "note", "Heavy")}, set()),
        ({"crowd": 6}, set()),
    ],
)
def test_only_what_the_change_can_touch_is_judged_again(small_content: Basis, change: dict[str, Any], touched: set[int]) -> None:
    book = [
        transaction(number, one)
        for number, one in enumerate(
            (trade_with("Torrefazione Alba S.r.l."), trade_with("Caffè Nuovo S.p.A."), trade_with(NAMES[3]), trade_with("Bottega Rossi", goods=["854231"]))
        )
    ]
    old, new = basis_of(DRAWN, small_content), basis_of(altered(DRAWN, change), small_content)
    stored = documents(book, screening(old, DAYS[0]))
    after, flags = final(book, stored, screening(new, DAYS[1]), compare(old, new), old)
    assert {at for at, flag in enumerate(flags) if flag} == touched
    assert [plain(one) for one in after] == [plain(one) for one in documents(book, screening(new, DAYS[1]))]


def test_a_score_that_drifts_because_other_names_came_is_not_overlooked(small_content: Basis) -> None:
    """The listing is untouched, but its words are no longer rare."""
    book = [transaction(0, trade_with("Precision Turbine Works"))]
    old, new = basis_of(DRAWN, small_content), basis_of({**DRAWN, "crowd": 60}, small_content)
    stored = documents(book, screening(old, DAYS[0]))
    after, _ = final(book, stored, screening(new, DAYS[0]), compare(old, new), old)
    assert plain(after[0]) == plain(documents(book, screening(new, DAYS[0]))[0])
    assert plain(after[0]) != plain(stored[0]), "nothing drifted: the test asks nothing"


@pytest.mark.parametrize("reason", ["engine", "operator", "older Basis gone", "regime gained"])
def test_what_can_change_anything_touches_everything(small_content: Basis, reason: str) -> None:
    book = [transaction(0, trade_with("Torrefazione Alba S.r.l."))]
    old = basis_of(DRAWN, small_content)
    more = {"listed": {**DRAWN["listed"], 5: {**DRAWN["listed"][0], "regime": "UN"}}} if reason == "regime gained" else {"crowd": 5}
    new = basis_of({**DRAWN, **more}, small_content)
    stored = documents(book, screening(old, DAYS[0]))
    on = screening(new, DAYS[0], operator=Operator(seats=("DE",)) if reason == "operator" else None)
    if reason == "engine":
        on = msgspec.structs.replace(on, engine_version="another")
    differences = unknown_difference(old.digest, new.digest) if reason == "older Basis gone" else compare(old, new)
    _, flags = final(book, stored, on, differences, None if reason == "older Basis gone" else old)
    assert flags == [True]


def test_on_the_same_basis_only_the_dates_to_come_are_looked_at(small_content: Basis) -> None:
    """A freeze that comes into force between two days touches what is still to be shipped."""
    drawn = {**DRAWN, "listed": {0: {**DRAWN["listed"][0], "valid_from": "2026-10-15"}}}
    basis = basis_of(drawn, small_content)
    inn = {**WHO, "name": NAMES[0], "inn": True}
    book = [
        transaction(n, trade_with(NAMES[0], date=date, parties=[(Role.consignee, inn)])) for n, date in enumerate(("2026-09-20", "2026-10-10", "2026-12-01"))
    ]
    stored = documents(book, screening(basis, DAYS[0]))
    on = screening(basis, DAYS[1])
    after, flags = final(book, stored, on, compare(basis, basis), basis)
    assert [plain(one) for one in after] == [plain(one) for one in documents(book, on)]
    assert not flags[0]


def test_a_listing_that_stands_elsewhere_in_its_file_has_not_changed(small_content: Basis) -> None:
    moved = {**DRAWN, "listed": {0: {**DRAWN["listed"][0], "record": "t:2"}}}
    assert compare(basis_of(DRAWN, small_content), basis_of(moved, small_content)).listings == {}


def test_differences_name_what_came_went_and_changed_field_by_field(small_content: Basis) -> None:
    old = {**DRAWN, "listed": {0: DRAWN["listed"][0], 1: DRAWN["listed"][0]}}
    new = {
        **DRAWN,
        "listed": {0: {**DRAWN["listed"][0], "alias": "VPTW", "valid_to": "2026-10-01"}, 2: DRAWN["listed"][0]},
        "rule": (CONDITIONS[0], "note", "note", "Heavy"),
    }
    found = compare(basis_of(old, small_content), basis_of(new, small_content))
    assert {key: change.state for key, change in found.listings.items()} == {"t:0:1": "changed", "t:1:1": "removed", "t:2:1": "added"}
    assert {change.field for change in found.listings["t:0:1"].fields} == {"entity.names", "valid_to"}
    assert {key: change.state for key, change in found.rules.items()} == {"own.heavy": "added"}
    assert [one.list_id for one in found.lists] == ["t"]
    assert found.whole == ()


REGISTER = """owner_id,owner_name,owner_kind,owner_country,owned_id,owned_name,owned_kind,owned_country,share,source
inn:7704274402,State Corporation Rostec,organization,RU,d,Denizli Optik Cihazlar,organization,TR,{share},extract
h,Huseyin Yildirim,person,TR,f,Fethiye Gida Pazarlama,organization,TR,100,extract
"""


def with_register(home: Path, share: str | None) -> Basis:
    home.mkdir()
    now = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
    if share is not None:
        (home / "extract.csv").write_text(REGISTER.format(share=share), encoding="utf-8")
        ownership.add(home, str(home / "extract.csv"), id=None, now=now)
    return prepare(home, now=now)


def test_parties_that_a_register_of_owners_knows_now_or_knew_then_are_judged_again(tmp_path: Path) -> None:
    bases = [with_register(tmp_path / str(share), share) for share in (None, "60", "10")]
    names = ("Denizli Optik Cihazlar", "Fethiye Gida Pazarlama", "Torrefazione Alba S.r.l.")
    book = [transaction(number, trade_with(name)) for number, name in enumerate(names)]
    for old, new in ((bases[0], bases[1]), (bases[1], bases[2]), (bases[1], bases[0])):
        stored = documents(book, screening(old, DAYS[0]))
        on = screening(new, DAYS[1])
        after, flags = final(book, stored, on, compare(old, new), old)
        assert flags[0] and not flags[2]
        whole = documents(book, on)
        assert [plain(one) for one in after] == [plain(one) for one in whole]
        assert plain(whole[0]) != plain(stored[0]), "the owner changed nothing: the test asks nothing"

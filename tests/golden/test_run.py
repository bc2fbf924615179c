"""Does the program decide the golden book as its authors say, and does it never forget what it did not know?"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enduse.ingest import Options, read
from enduse.judge import kernel
from enduse.model.arrow import to_batch
from enduse.model.nouns import Documents, Payment, Route, Transaction
from enduse.run import api, package

AS_OF = str(tomllib.loads(package.text("sample", "sample.toml"))["as_of"])
EXPECTED = {(row["id"], int(row["revision"] or 0)): row for row in csv.DictReader(io.StringIO(package.text("sample", "expected.csv")))}


@pytest.fixture(scope="module")
def screening(tmp_path_factory: pytest.TempPathFactory) -> kernel.Screening:
    return api.screening(api.embedded_basis(), as_of=AS_OF)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Transaction, ...]:
    path = tmp_path_factory.mktemp("book") / "transactions.csv"
    path.write_bytes(package.data("sample", "transactions.csv"))
    slices = list(read([path], Options()))
    rejected = [row for part in slices for row in part.rejected]
    assert not rejected, rejected[:3]
    return tuple(transaction for part in slices for transaction in part.transactions)


@pytest.fixture(scope="module")
def decisions(book: tuple[Transaction, ...], screening: kernel.Screening) -> dict[tuple[str, int], dict[str, Any]]:
    out = kernel.screen(to_batch(book), screening)
    documents = [msgspec.json.decode(document) for document in out.column("document").to_pylist()]
    return {(document["id"], document["revision"]): document for document in documents}


def test_every_transaction_of_the_book_is_decided(decisions: dict[tuple[str, int], dict[str, Any]]) -> None:
    assert decisions.keys() == EXPECTED.keys()
    assert len(decisions) >= 150


@pytest.mark.parametrize("key", sorted(EXPECTED), ids=lambda key: f"{key[0]}-{key[1]}")
def test_the_decision_is_the_one_the_authors_expected(key: tuple[str, int], decisions: dict[tuple[str, int], dict[str, Any]]) -> None:
    wanted, found = EXPECTED[key], decisions[key]
    assert (found["outcome"], found["reason_class"]) == (wanted["outcome"], wanted["reason_class"]), wanted["why"]
    assert {rule for rule in wanted["must_rules"].split("|") if rule} <= set(found["rules"]), wanted["why"]


def test_a_review_always_says_what_would_settle_it_or_who_is_listed(decisions: dict[tuple[str, int], dict[str, Any]]) -> None:
    mute = [key for key, decision in decisions.items() if decision["outcome"] == "review" and not decision["questions"]]
    assert mute == []


def test_every_decision_on_the_starter_set_says_so(decisions: dict[tuple[str, int], dict[str, Any]]) -> None:
    assert all(any("not a compliance feed" in notice for notice in decision["notices"]) for decision in decisions.values())


def blanked(transaction: Transaction) -> Iterator[tuple[str, Transaction]]:
    """The transaction with one thing it said made unknown. What is taken away entirely (a vessel, a role) is another transaction, not an unknown."""
    replace = msgspec.structs.replace
    for i, party in enumerate(transaction.parties):
        for field in ("name", "country"):
            if getattr(party, field) is not None:
                parties = (*transaction.parties[:i], replace(party, **{field: None}), *transaction.parties[i + 1 :])
                yield f"{party.role}.{field}", replace(transaction, parties=parties)
    for i, line in enumerate(transaction.goods):
        for fields in (("hs_code",), ("hs_code", "description"), ("origin",), ("eccn",)):
            if any(getattr(line, field) is not None for field in fields):
                goods = (*transaction.goods[:i], replace(line, **dict.fromkeys(fields)), *transaction.goods[i + 1 :])
                yield "goods." + "+".join(fields), replace(transaction, goods=goods)
    if transaction.route.ship_to:
        route = Route(**{**msgspec.structs.asdict(transaction.route), "ship_to": None})
        yield "ship_to", replace(transaction, route=route)
    yield "payment", replace(transaction, payment=Payment())
    yield "documents", replace(transaction, documents=Documents())
    yield "dates", replace(transaction, ship_date=None, value_date=None, order_date=None)


LOSES_ITS_GROUND = {
    # The only exceptions, each a fact that the contract does not require where the transaction stands:
    ("GB-114", "goods.hs_code"),  # described goods within the coalition need no code; only the code said "arms"
    ("GB-222", "goods.hs_code"),  # what was asked about was the code that never existed; without it, as GB-114
    ("GB-223", "goods.hs_code"),  # code and description did not fit; without the code nothing contradicts
    ("GB-224", "goods.hs_code"),  # as GB-223
    ("GB-159", "goods.hs_code"),  # a bank often has no code of the goods it pays for
    ("GB-159", "goods.hs_code+description"),
    ("GB-215", "goods.eccn"),  # an ECCN is optional; without it nothing says that the valves are controlled
}


def test_no_unknown_turns_a_review_into_a_release(
    book: tuple[Transaction, ...], decisions: dict[tuple[str, int], dict[str, Any]], screening: kernel.Screening
) -> None:
    held = [transaction for transaction in book if decisions[transaction.id, transaction.revision]["outcome"] != "release"]
    variants = [(transaction, what, changed) for transaction in held for what, changed in blanked(transaction)]
    out = kernel.screen(to_batch([changed for _, _, changed in variants]), screening)
    released = [
        f"{transaction.id} without {what}"
        for (transaction, what, _), outcome in zip(variants, out.column("outcome").to_pylist(), strict=True)
        if outcome == "release" and (transaction.id, what) not in LOSES_ITS_GROUND
    ]
    assert released == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_clean_alias_never_lowers_an_outcome(
    data: st.DataObject, book: tuple[Transaction, ...], decisions: dict[tuple[str, int], dict[str, Any]], screening: kernel.Screening
) -> None:
    gravity = {"release": 0, "review": 1, "block": 2}
    transaction = data.draw(st.sampled_from(book))
    added = msgspec.structs.replace(data.draw(st.sampled_from(transaction.parties)), name="Torrefazione Alba S.r.l.", identifiers=())
    more = msgspec.structs.replace(transaction, parties=(*transaction.parties, added))
    outcome = kernel.screen(to_batch([more]), screening).column("outcome").to_pylist()[0]
    assert gravity[outcome] >= gravity[decisions[transaction.id, transaction.revision]["outcome"]]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.randoms(use_true_random=False), rows=st.sampled_from([1, 7, 4096]))
def test_order_and_slice_size_never_change_a_byte(order: Any, rows: int, book: tuple[Transaction, ...], screening: kernel.Screening) -> None:
    part = list(book[::4])
    order.shuffle(part)
    sliced = kernel.screen(to_batch(part), screening, slice_rows=rows).column("document").to_pylist()
    whole = kernel.screen(to_batch(sorted(part, key=lambda t: (t.id, t.revision))), screening).column("document").to_pylist()
    assert sorted(sliced) == sorted(whole)

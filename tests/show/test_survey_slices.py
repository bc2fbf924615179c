"""Does a survey of slices, told with what their decisions share, count what a survey of the file counts, in the same order?"""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest

from enduse.judge import kernel
from enduse.model.nouns import GoodsLine, Party, Payment, Role, Route, Transaction, TransactionKind
from enduse.run import local
from enduse.run.bases import Basis
from enduse.show import report_survey
from enduse.show.report_survey import Surveyor, corridor, survey


def mixed(number: int) -> list[Transaction]:
    """Transactions of several grounds, corridors and days, some with listed parties."""
    chance = random.Random(3)
    names = ("Bäckerei Quittenbaum", "АО «Кварцит Оптоэлектроника»", "Kvartsit Optoelektronika", "Nobody & Sons", "see address")
    made = []
    for at in range(number):
        parties = tuple(Party(role=role, name=chance.choice(names), country=chance.choice(("DE", "RU", "CN", None))) for role in (Role.seller, Role.end_user))
        paid = at % 7 == 0
        made.append(
            Transaction(
                id=f"T{at:04}",
                kind=TransactionKind.payment if paid else TransactionKind.shipment,
                ship_date=(dt.date(2024, 1, 1) + dt.timedelta(chance.randrange(500))).isoformat() if at % 11 else None,
                parties=parties,
                goods=() if paid else (GoodsLine(hs_code=chance.choice(("854231", "090121", None)), description=chance.choice(("chips", None))),),
                route=Route(ship_from=chance.choice(("DE", None)), ship_to=chance.choice(("RU", "TRIST", "CN", None))),
                payment=Payment(payer_country=chance.choice(("RU", None))) if paid else Payment(),
            )
        )
    return made


@pytest.fixture(scope="module")
def decided(small_basis: Basis) -> tuple[list[Transaction], kernel.Screening]:
    return mixed(120), kernel.Screening(basis=small_basis, as_of="2026-09-30", engine_version="test")


def test_documents_lines_and_batch_say_the_same(decided: tuple[list[Transaction], kernel.Screening]) -> None:
    transactions, screening = decided
    told = kernel.tell_slice(transactions, screening)
    batch = kernel.screen_slice(transactions, screening)
    documents = batch.column("document").to_pylist()
    assert told.documents() == documents
    text, lengths = told.lines()
    assert text == b"".join(document + b"\n" for document in documents)
    assert lengths == [len(document) + 1 for document in documents]
    assert told.batch().equals(batch)
    assert len(told.shared) < len(documents)


def test_what_is_sent_is_what_arrives(decided: tuple[list[Transaction], kernel.Screening]) -> None:
    transactions, screening = decided
    sent = local._screen(tuple(transactions), screening)
    found = local._unpack(local._pack(sent))
    assert found.told.batch().equals(sent.told.batch())
    assert found.corridors == sent.corridors == [corridor(transaction) for transaction in transactions]


@pytest.mark.parametrize("size", [1, 50])
@pytest.mark.parametrize("few", [False, True])
def test_slices_are_counted_as_the_lines_are(
    decided: tuple[list[Transaction], kernel.Screening], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, few: bool
) -> None:
    if few:  # so that what memory is bounded by is met
        monkeypatch.setattr(report_survey, "_GROUNDS", 3)
        monkeypatch.setattr(report_survey, "_MAX_PERIODS", 40)
    transactions, screening = decided
    surveyor, path = Surveyor(cards=20), tmp_path / "decisions.ndjson"
    with path.open("wb") as out:
        for start in range(0, len(transactions), size):
            part = local._screen(tuple(transactions[start : start + size]), screening)
            text, lengths = part.told.lines()
            out.write(text)
            surveyor.add_slice(local._alike(part.told), part.told.places, part.told.days(), part.corridors, lengths)
    found = survey(path, cards=20)
    assert repr(surveyor.found()) == repr(found)  # the order of what is counted, too
    assert found.held > 20
    assert (found.period == 7) is few

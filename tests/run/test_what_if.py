"""Does a what-if tell what would change, why, and nothing else? Does coverage tell which rules a book exercises?"""

from __future__ import annotations

from pathlib import Path

import pytest

from enduse.errors import UsageError
from enduse.ingest import Options
from enduse.judge.kernel import Screening
from enduse.run import api, coverage, package, what_if
from enduse.run.what_if import Change, Listed

BOOK = (
    "id,kind,date,seller_name,seller_country,consignee_name,consignee_country,goods_description,hs_code,origin,ship_from,ship_to\n"
    "T1,shipment,2026-05-04,Rösterei Feldkamp GmbH,DE,Torrefazione Alba Merenda S.r.l.,IT,roasted coffee,090121,BR,DE,IT\n"
    "T2,shipment,2026-05-04,Rösterei Feldkamp GmbH,DE,Caffè Quaglia Fratelli,IT,roasted coffee,090121,BR,DE,IT\n"
    "T3,shipment,2026-05-04,Rösterei Feldkamp GmbH,DE,Almacenes Bahía Clara,CU,roasted coffee,090121,BR,DE,CU\n"
)


@pytest.fixture(scope="module")
def screening() -> Screening:
    return api.screening(api.embedded_basis(), as_of="2026-09-14")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.csv"
    path.write_text(BOOK, encoding="utf-8")
    return path


def test_a_party_as_if_it_were_listed_changes_its_transactions_and_no_other(book: Path, screening: Screening) -> None:
    listed = Listed(name="Torrefazione Alba Merenda SRL", effect="asset_freeze", regime="EU", country="IT")
    found = what_if.ask([book], screening, Change(listed=(listed,)), Options())
    assert [(one.id, one.kind, one.before, one.after) for one in found.answers] == [("T1", "raised", "release", "block")]
    assert any(reason.about == "what-if-1" for reason in found.answers[0].because)
    assert found.same == 2


def test_a_rule_that_is_off_no_longer_finds_anything_and_the_other_grounds_stay(book: Path, screening: Screening) -> None:
    found = what_if.ask([book], screening, Change(rules=(("house.embargo-destination", "off"),)), Options())
    assert [one.id for one in found.answers] == ["T3"]
    assert "house.embargo-destination" in found.answers[0].gone
    assert not found.answers[0].come
    assert {change.state for change in found.differences.rules.values()} == {"changed"}


def test_another_day_brings_and_takes_listings_and_rules_but_its_date_alone_is_no_change(book: Path, screening: Screening, tmp_path: Path) -> None:
    assert not what_if.ask([book], screening, Change(date="2026-05-11"), Options()).answers
    sample = tmp_path / "sample.csv"
    sample.write_bytes(package.data("sample", "transactions.csv"))
    before_the_war = what_if.ask([sample], screening, Change(date="2021-06-01"), Options())
    eased = [one for one in before_the_war.answers if one.kind in ("eased", "cleared")]
    assert len(eased) > 20
    assert before_the_war.same + len(before_the_war.answers) == before_the_war.transactions


def test_the_basis_as_it_is_stays_as_it_is(book: Path, screening: Screening) -> None:
    digest = screening.basis.digest
    what_if.ask([book], screening, Change(rules=(("house.embargo-destination", "off"),)), Options())
    assert screening.basis.digest == digest
    assert what_if.assumed(screening.basis, Change(rules=(("house.embargo-destination", "off"),)), "2026-09-14").digest != digest


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change(), "what if what"),
        (Change(rules=(("house.embargo-destinaton", "off"),)), "did you mean 'house.embargo-destination'"),
        (Change(rules=(("house.embargo-destination", "maybe"),)), "neither on nor off"),
        (Change(listed=(Listed(name="X", effect="freeze"),)), "unknown effect 'freeze'"),
        (Change(listed=(Listed(name="X", regime="DE"),)), "unknown regime 'DE'"),
        (Change(listed=(Listed(name=" "),)), "no name"),
    ],
)
def test_what_cannot_be_assumed_is_refused_with_a_remedy(change: Change, said: str, book: Path, screening: Screening) -> None:
    with pytest.raises(UsageError, match=said):
        what_if.ask([book], screening, change, Options())


def test_coverage_counts_what_holds_and_names_the_facts_that_nobody_derives(book: Path, screening: Screening) -> None:
    found, rejected = coverage.cover([book], screening, Options())
    rows = {row.rule: row for row in found.rules}
    assert (found.transactions, rejected) == (3, 0)
    assert rows["house.embargo-destination"].holds == 1
    assert not rows["KYC-12"].possible
    assert rows["KYC-12"].lacks == ("flag.evasive",)
    assert set(found.idle_facts).isdisjoint(fact for row in found.rules for fact in row.lacks)


def test_a_declared_fact_makes_a_rule_possible(screening: Screening, tmp_path: Path) -> None:
    head, *rows = BOOK.splitlines()
    path = tmp_path / "declared.csv"
    path.write_text("\n".join([head + ",fact:flag.evasive", *(row + ",true" for row in rows)]), encoding="utf-8")
    found, _ = coverage.cover([path], screening, Options())
    row = next(row for row in found.rules if row.rule == "KYC-12")
    assert row.possible
    assert row.holds > 0


def test_no_rule_holds_that_was_said_to_be_impossible(screening: Screening, tmp_path: Path) -> None:
    sample = tmp_path / "sample.csv"
    sample.write_bytes(package.data("sample", "transactions.csv"))
    found, _ = coverage.cover([sample], screening, Options())
    assert not [row.rule for row in found.rules if row.holds and not row.possible]

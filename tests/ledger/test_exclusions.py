"""Does a reviewer's "not the same" hold for that party and that listing, as long as it should and no longer?"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from enduse.cli.app import main
from enduse.errors import Refused, UsageError
from enduse.ledger import exclusions
from enduse.ledger.chain import Context
from enduse.ledger.store import Ledger
from enduse.ledger.verify import verify
from enduse.model.nouns import Listing
from enduse.run import bases

PARTY = "Volgograd Precision Turbine Works"
LISTING = Listing(
    listing_id="t:frozen:1", entity_id="t:frozen", source="t", authority="EU", regime="EU", effect="asset_freeze", act="Act of the test", listing_version="1"
)


def exclude(
    ledger: Ledger, context: Context, now: dt.datetime, listing: Listing = LISTING, *, expires: str = "2027-01-01", second: str | None = "B. Officer"
) -> None:
    exclusions.exclude(ledger, PARTY, "IT", listing, reason="another firm", expires=expires, second=second, context=context, now=now)


def standing(ledger: Ledger, book: str, day: str) -> list[tuple[str, str]]:
    with ledger.reading() as connection:
        return [(each.exclusion.listing_id, each.exclusion.expires) for each in exclusions.standing(connection, book, day=day)]


def test_an_exclusion_stands_in_its_book_until_it_expires_is_renewed_or_withdrawn(ledger: Ledger, context: Context, now: dt.datetime) -> None:
    exclude(ledger, context, now)
    assert standing(ledger, "desk-1", "2027-01-01") == [("t:frozen:1", "2027-01-01")]
    assert standing(ledger, "desk-1", "2027-01-02") == standing(ledger, "default", "2026-10-01") == []
    exclude(ledger, context, now, expires="2028-01-01")
    exclude(ledger, context, now, replace(LISTING, listing_id="t:other:1"))
    assert standing(ledger, "desk-1", "2026-10-01") == [("t:frozen:1", "2028-01-01"), ("t:other:1", "2027-01-01")]
    exclusions.withdraw(ledger, PARTY, "IT", "t:frozen:1", reason="it is the same after all", context=context, now=now)
    assert standing(ledger, "desk-1", "2026-10-01") == [("t:other:1", "2027-01-01")]
    with pytest.raises(Refused, match="no exclusion"):
        exclusions.withdraw(ledger, PARTY, "IT", "t:frozen:1", reason="again", context=context, now=now)
    assert verify(ledger).problems == ()


def test_white_space_in_a_name_is_settled_as_in_transactions(ledger: Ledger, context: Context, now: dt.datetime) -> None:
    spaced = f" {PARTY.replace(' ', '  ')}\n"
    made = exclusions.exclude(ledger, spaced, "IT", LISTING, reason="another firm", expires="2027-01-01", second="B. Officer", context=context, now=now)
    assert made.exclusion.party_name == PARTY
    exclusions.withdraw(ledger, spaced, "IT", "t:frozen:1", reason="it is the same after all", context=context, now=now)
    assert standing(ledger, "desk-1", "2026-10-01") == []


def test_an_exclusion_from_what_blocks_takes_two_people_and_one_that_makes_no_sense_is_refused(ledger: Ledger, context: Context, now: dt.datetime) -> None:
    for second in (None, " ", "a. officer"):
        with pytest.raises(UsageError, match="second person"):
            exclude(ledger, context, now, second=second)
    exclude(ledger, context, now, replace(LISTING, effect="signal"), second=None)
    with pytest.raises(UsageError, match="has passed"):
        exclude(ledger, context, now, expires="2026-09-29")


def call(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    assert isinstance(left.value.code, int)
    return left.value.code


def test_a_screening_applies_what_stands_shows_it_and_is_made_again(
    small_basis: bases.Basis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "home"
    (place / "basis").mkdir(parents=True)
    (place / "basis" / small_basis.digest).symlink_to(str(small_basis.path))
    (place / "basis" / "current").write_text(small_basis.digest)
    monkeypatch.setenv("ENDUSE_HOME", str(place))
    monkeypatch.delenv("ENDUSE_LEDGER", raising=False)
    book = tmp_path / "book.csv"
    header = "id,kind,date,consignee_name,consignee_country,goods_description,hs_code,ship_from,ship_to\n"
    book.write_text(f"{header}A-1,shipment,2026-05-04,{PARTY},IT,coffee,090121,DE,IT\nA-2,shipment,2026-05-04,{PARTY},FR,coffee,090121,DE,FR\n")

    def outcomes(*more: str) -> dict[str, str]:
        assert call("screen", book, "--out", tmp_path / "out", *more) in (0, 10, 20)
        return {row["id"]: row["outcome"] for row in map(json.loads, (tmp_path / "out" / "decisions.ndjson").read_text().splitlines())}

    before = outcomes()
    assert "release" not in before.values()
    day = (dt.datetime.now(dt.UTC) + dt.timedelta(days=30)).date().isoformat()
    arguments = ("ledger", "exclude", PARTY, "t:frozen:1", "--reason", "another firm", "--country", "IT", "--actor", "A. Officer", "--second", "B. Officer")
    assert call(*arguments) == 2
    assert call(*arguments, "--expires", day) == 0
    after = outcomes()
    assert after == {"A-1": "release", "A-2": before["A-2"]}
    (match,) = json.loads((tmp_path / "out" / "decisions.ndjson").read_text().splitlines()[0])["matches"]
    assert match["excluded"] == "another firm"
    assert outcomes("--no-ledger") == before
    assert call("ledger", "exclusions") == 0
    assert call("ledger", "replay", "--all") == 0
    assert "4 the same byte for byte" in capsys.readouterr().out
    assert call("ledger", "exclude", PARTY, "t:frozen:1", "--withdraw", "--reason", "it is the same", "--country", "IT") == 0
    assert outcomes() == before
    assert call("ledger", "exclude", PARTY, "t:nobody:1", "--reason", "x", "--expires", day) == 2

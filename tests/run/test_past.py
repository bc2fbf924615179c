"""Can an auditor be told whether a party was on the list held then, on the list in force then, and whether it was missed or could not be known?"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from enduse.cli.app import main
from enduse.errors import Refused, UsageError
from enduse.ingest import Options
from enduse.ledger.store import open_ledger
from enduse.lists import store
from enduse.lists.source import Source
from enduse.model.nouns import Party, Role
from enduse.run import again, api, local, past
from enduse.run.prepare import prepare
from enduse.run.sources import reader_of

NOW = dt.datetime(2021, 10, 1, 12, tzinfo=dt.UTC)
Listed = tuple[str, str, str, str]
"""Key, name, another name, start."""

ALWAYS: Listed = ("a", "Volgograd Precision Turbine Works", "", "2020-03-15")
LATE: Listed = ("b", "Kvarzit Optoelektronika JSC", "", "2021-02-10")
GONE: Listed = ("c", "Bygone Avionics Trading House", "", "2019-02-01")
UNDATED: Listed = ("d", "Taedong Instrument Procurement Bureau", "", "")
RENAMED: Listed = ("a", "Volgograd Precision Turbine Works", "Nadezhda Compressor Plant", "2020-03-15")


def edition(*rows: Listed) -> Source:
    """A list as OpenSanctions writes its entities."""
    lines: list[dict[str, Any]] = []
    for key, name, alias, start in rows:
        lines.append({"id": key, "schema": "Company", "properties": {"name": [name], "alias": [alias] if alias else [], "topics": ["sanction"]}})
        said = {"entity": [key], "authority": ["Council"], "program": ["EU-RUS"], "country": ["eu"], "startDate": [start] if start else []}
        lines.append({"id": f"s-{key}", "schema": "Sanction", "properties": said})
    return Source.of({"entities.ftm.json": "\n".join(json.dumps(line) for line in lines).encode()})


def load(home: Path, source: Source, loaded: dt.datetime, published: str | None) -> None:
    _, reader = reader_of("ftm")
    store.add(home, reader, source, id="w", now=loaded, published=published, accept=True)


def day(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{text}T10:00:00+00:00")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Three versions: January; March (one added with an earlier start, one removed, one without a date added); May (another name for the first)."""
    place = tmp_path / "home"
    load(place, edition(ALWAYS, GONE), day("2021-01-05"), "2021-01-01")
    load(place, edition(ALWAYS, LATE, UNDATED), day("2021-03-20"), "2021-03-01")
    load(place, edition(RENAMED, LATE, UNDATED), day("2021-05-02"), "2021-05-01")
    return place


@pytest.fixture
def ask(home: Path) -> Callable[[str, str], past.Past]:
    def run(name: str, date: str) -> past.Past:
        return past.when(home, name, Party(role=Role.buyer, name=name), past.moment_of(date, now=NOW))

    return run


@pytest.mark.parametrize(
    ("listed", "date", "answer", "timing"),
    [
        (ALWAYS, "2021-01-05", "held_in_force", None),
        (ALWAYS, "2021-01-05T09:59:59Z", "not_held_in_force", "loaded_late"),
        (ALWAYS, "2020-03-14", "neither", None),
        (LATE, "2021-02-09", "neither", None),
        (LATE, "2021-02-10", "not_held_in_force", "published_later"),
        (LATE, "2021-03-01", "not_held_in_force", "loaded_late"),
        (LATE, "2021-03-20", "held_in_force", None),
        (GONE, "2019-01-31", "neither", None),
        (GONE, "2020-06-01", "not_held_in_force", "before_oldest"),
        (GONE, "2021-01-01", "not_held_in_force", "loaded_late"),
        (GONE, "2021-01-05", "held_unknown", None),  # on the edition of 1 January, no longer on that of 1 March
        (GONE, "2021-03-10", "held_not_in_force", None),
        (GONE, "2021-03-20", "neither", None),
        (UNDATED, "2021-02-01", "not_held_unknown", "published_later"),
        (UNDATED, "2021-03-19", "not_held_in_force", "loaded_late"),
        (UNDATED, "2021-03-20", "held_in_force", None),
    ],
)
def test_what_was_held_and_what_was_in_force_are_two_answers(
    ask: Callable[[str, str], past.Past], listed: Listed, date: str, answer: str, timing: str | None
) -> None:
    found = ask(listed[1], date)
    (mine,) = [each for each in found.answers if each.listing_id == f"w:s-{listed[0]}"]
    assert (mine.answer, mine.timing) == (answer, timing)


def test_a_name_that_came_later_does_not_count_as_held_before(ask: Callable[[str, str], past.Past]) -> None:
    (then,) = ask("Nadezhda Compressor Plant", "2021-04-01").answers
    assert (then.answer, then.named_then, then.timing, then.known_from.published) == ("not_held_in_force", False, "published_later", "2021-05-01")
    (now,) = ask("Nadezhda Compressor Plant", "2021-05-02").answers
    assert (now.answer, now.named_then) == ("held_in_force", True)


def test_a_listing_is_asked_for_by_its_id_as_well(ask: Callable[[str, str], past.Past]) -> None:
    (mine,) = ask("w:s-c", "2021-02-28").answers
    assert (mine.answer, mine.named_then, mine.score) == ("held_unknown", None, None)
    assert mine.held is not None and mine.held.published == "2021-01-01"


def test_who_is_on_no_version_is_not_found_and_the_horizon_is_told(ask: Callable[[str, str], past.Past]) -> None:
    found = ask("Torrefazione Alba S.r.l.", "2020-12-31")
    assert found.answers == ()
    (then,) = found.lists
    assert then.held is None and then.oldest.published == "2021-01-01" and then.newest.published == "2021-05-01"


def test_what_was_compiled_is_kept_and_a_new_version_replaces_it(home: Path, ask: Callable[[str, str], past.Past]) -> None:
    def shelves() -> set[str]:
        return {entry.name for entry in (home / "past" / "index").iterdir() if entry.is_dir()}

    ask("Kvarzit", "2021-03-20")
    first = shelves()
    ask("Turbine", "2021-03-21")
    assert shelves() == first and len(first) == 1
    load(home, edition(RENAMED, LATE), day("2021-06-02"), "2021-06-01")
    assert ask(UNDATED[1], "2021-06-02").answers[0].answer == "neither"
    assert len(shelves()) == 1 and shelves() != first


def test_a_version_that_was_changed_on_disk_is_not_believed(home: Path, ask: Callable[[str, str], past.Past]) -> None:
    oldest = store.versions(home, "w")[-1]
    (home / "lists" / "w" / "versions" / oldest.version / "listings.parquet").write_bytes(b"PAR1")
    with pytest.raises(Refused, match="changed after it was stored"):
        ask("Kvarzit", "2021-03-20")


@pytest.mark.parametrize("text", ["yesterday", "2021-13-01", "2021-03-01T10:00:00", "2021-10-02"])
def test_a_date_that_is_none_or_still_to_come_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError, match="--date"):
        past.moment_of(text, now=NOW)


def test_a_home_without_lists_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no list is held"):
        past.when(tmp_path, "X", Party(role=Role.buyer, name="X"), past.moment_of("2021-01-01", now=NOW))


def call(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    assert isinstance(left.value.code, int)
    return left.value.code


def test_the_command_says_it_in_words_and_as_data(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("lists", "when", LATE[1], "--date", "2021-03-05", "--home", home) == 0
    told = capsys.readouterr().out
    for words in (
        "IN FORCE, BUT NOT HELD: Kvarzit Optoelektronika JSC",
        "it could have been known",
        "published 2021-03-01",
        "loaded 2021-03-20",
        "since 2021-02-10",
        "Council",
    ):
        assert words in told
    assert call("lists", "when", LATE[1], "--date", "2021-03-05", "--format", "json", "--home", home) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["schema_version"], data["answers"][0]["answer"], data["answers"][0]["known_from"]["published"]) == (1, "not_held_in_force", "2021-03-01")
    assert call("lists", "when", "X", "--date", "2021-03-05", "--kind", "ghost", "--home", home) == 2


# ---------------------------------------------------------------- a recorded decision on other lists

BOOK = "id,kind,date,consignee_name,consignee_country,goods_description,hs_code,ship_from,ship_to\n"


def decide(home: Path, name: str, date: str, basis: api.Basis | None = None) -> str:
    """Screen one shipment to that name now, with a ledger; what the lists of the home say of a later moment is added afterwards."""
    basis = basis or prepare(home, now=dt.datetime.now(dt.UTC))
    (home.parent / "book.csv").write_text(f"{BOOK}A-1,shipment,{date},{name},IT,coffee,090121,DE,IT\n")
    url = str(home.parent / "ledger.sqlite")
    now = dt.datetime.now(dt.UTC)
    screening = api.screening(basis, as_of=now.date())
    local.screen_files([home.parent / "book.csv"], home.parent / "out", screening, Options(), home=home, now=now, workers=1, ledger=url)
    return url


def rejudge(home: Path, url: str, *, held_on: str | None = None, in_force: bool = False) -> again.Rejudged:
    ledger = open_ledger(url, create=False)
    try:
        moment = past.moment_of(held_on, now=dt.datetime.now(dt.UTC)) if held_on else None
        return again.rejudge(ledger, home, "A-1", held_on=moment, in_force=in_force)
    finally:
        ledger.close()


def test_a_decision_on_the_lists_in_force_is_the_same_on_the_lists_in_force(home: Path) -> None:
    done = rejudge(home, decide(home, ALWAYS[1], "2021-06-01"), in_force=True, held_on="2021-05-03")
    assert [(each.on, each.same) for each in done.others] == [("held", True), ("in_force", True)]


@pytest.mark.parametrize(("published", "cause"), [(-1, "loaded_late"), (1, "published_later"), (None, "publication_unknown")])
def test_a_listing_that_came_after_the_decision_was_missed_or_could_not_be_known(home: Path, published: int | None, cause: str) -> None:
    url = decide(home, "Nadezhda Gyroscope Holding", "2021-06-01")
    today = dt.datetime.now(dt.UTC)
    said = (today + dt.timedelta(days=published)).date().isoformat() if published else None
    load(home, edition(RENAMED, LATE, UNDATED, ("e", "Nadezhda Gyroscope Holding", "", "2021-05-20")), today + dt.timedelta(days=2), said)
    done = rejudge(home, url, in_force=True)
    (other,) = done.others
    (hit,) = other.gained
    assert (hit.cause, hit.listing_id, other.lost) == (cause, "w:s-e", ())
    assert hit.law is not None and hit.law.in_force == "yes"
    assert "reason_class" in {name for name, _, _ in other.fields} or "outcome" in {name for name, _, _ in other.fields}


def test_a_listing_that_started_after_the_transaction_changes_nothing(home: Path) -> None:
    url = decide(home, "Nadezhda Gyroscope Holding", "2021-06-01")
    load(home, edition(RENAMED, LATE, UNDATED, ("e", "Nadezhda Gyroscope Holding", "", "2031-05-01")), dt.datetime.now(dt.UTC), "2021-09-01")
    assert rejudge(home, url, in_force=True).others[0].same


def test_a_version_that_was_loaded_and_not_compiled_is_told(home: Path) -> None:
    before = prepare(home, now=day("2021-05-03"))
    load(home, edition(RENAMED, LATE, UNDATED, ("e", "Nadezhda Gyroscope Holding", "", "2021-05-20")), day("2021-06-01"), "2021-05-25")
    url = decide(home, "Nadezhda Gyroscope Holding", "2021-06-02", before)
    done = rejudge(home, url, held_on="2021-06-02", in_force=True)
    assert [[hit.cause for hit in each.gained] for each in done.others] == [["not_compiled"], ["not_compiled"]]


def test_a_listing_that_was_not_held_then_is_lost_on_the_lists_of_that_day(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = decide(home, LATE[1], "2021-06-01")
    assert call("ledger", "replay", "A-1", "--held-on", "2021-01-06", "--home", home, "--ledger", url) == 4
    told = capsys.readouterr().out
    assert "not found any more" in told and "on the lists as held then" in told and LATE[1] in told
    with pytest.raises(Refused, match="no list was held"):
        rejudge(home, url, held_on="2020-12-31")

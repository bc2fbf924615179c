"""What becomes of stored decisions when lists change: is each told with its reason, recorded once, and nothing passed over in silence?"""

from __future__ import annotations

import csv
import datetime as dt
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from msgspec.structs import replace

from enduse.errors import Mismatch, Refused, UsageError
from enduse.ledger import exclusions, retain, reviews
from enduse.ledger.store import open_ledger
from enduse.ledger.verify import verify
from enduse.model.nouns import Exclusion, Operator
from enduse.run import record
from enduse.run.reporting import rebuild
from enduse.show.changes import COLUMNS

if TYPE_CHECKING:
    from conftest import World

NOW = dt.datetime(2026, 9, 30, 12, tzinfo=dt.UTC)
Changed = tuple["World", str]
Plain = Callable[[dict[str, Any]], dict[str, Any]]


def review(world: World, id: str, action: str, *, expires: str | None = None, second: str | None = "B. Second") -> None:
    ledger = open_ledger(world.ledger, create=False)
    context = record.context_of(ledger, book="default", actor="A. Officer", now=NOW)
    reviews.review(ledger, id, action=action, reason="seen the papers", second=second, expires=expires, context=context, now=NOW)
    ledger.close()


def erase(world: World, id: str) -> None:
    ledger = open_ledger(world.ledger, create=False)
    context = record.context_of(ledger, book="default", actor="A. Officer", now=NOW)
    retain.erase(ledger, id, reason="asked by the person", second="B. Second", context=context, now=NOW)
    ledger.close()


def test_what_the_lists_changed_is_decided_anew_and_equals_a_full_screening(changed: Changed, plain: Plain) -> None:
    world, old = changed
    done = world.rescreen(old[:12])
    assert {one["id"]: one["kind"] for one in world.changes() if one["kind"] != "detail"} == {
        "T-04": "ground", "T-19": "ground", "T-09": "raised", "T-24": "raised", "T-14": "cleared", "T-29": "cleared"
    }  # fmt: skip
    assert done.stored == 30 == done.untouched + done.decided and done.decided >= 6 and done.exit_code == 20
    assert {key: plain(one) for key, one in world.latest().items()} == {key: plain(one) for key, one in world.full().items()}
    ledger = open_ledger(world.ledger, create=False)
    assert verify(ledger).problems == ()
    ledger.close()


def test_each_change_says_why_by_listing_list_and_version(changed_here: Changed) -> None:
    world, old = changed_here
    world.rescreen(old)
    told = {one["id"]: one for one in world.changes()}
    assert "listing t:kvarzit:1 “Kvarzit Optoelektronika JSC” (asset freeze) added to list t version 2 (consignee)" in told["T-09"]["words"]
    assert "listing t:severny:1 “Severny Lantern Holding” (due diligence) removed from list t version 1 (consignee)" in told["T-14"]["words"]
    assert told["T-04"]["words"] == [
        "listing t:volgograd:1 “Volgograd Precision Turbine Works” (asset freeze) changed on list t version 2: note: now now with a note (consignee)"
    ]
    with (world.folder / "again" / "changes.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == COLUMNS
    assert {(row["id"], row["outcome_before"], row["outcome_after"]) for row in rows} >= {("T-09", "release", "review"), ("T-14", "review", "release")}
    page = (world.folder / "again" / "changes.html").read_text(encoding="utf-8")
    assert "T-09" in page and "added to list t version 2" in page and "<script" not in page and "http" not in page.replace("http-equiv", "")


def test_a_rerun_adds_nothing_and_reports_the_same(changed: Changed) -> None:
    world, old = changed
    first = world.rescreen(old)
    held = len(world.records("decision")), len(world.records("rescreen"))
    again = world.rescreen(old, out="once more")
    assert again.recorded == 0 and first.recorded == first.decided == again.decided
    assert (len(world.records("decision")), len(world.records("rescreen"))) == held
    for output in ("changes.csv", "changes.ndjson", "changes.html", "decisions.ndjson"):
        assert (world.folder / "again" / output).read_bytes() == (world.folder / "once more" / output).read_bytes()


def test_another_day_adds_nothing_where_nothing_depends_on_the_day(changed_here: Changed) -> None:
    world, old = changed_here
    world.rescreen(old)
    later = world.rescreen(old, out="tomorrow", as_of="2026-10-01", now=NOW + dt.timedelta(days=1))
    assert later.recorded == 0 and later.kinds == world.rescreen(old, out="today").kinds
    nothing = world.rescreen(world.basis().digest, out="nothing", as_of="2026-10-02")
    assert (nothing.decided, nothing.recorded) == (0, 0)


def test_several_cores_give_the_same(changed_here: Changed, monkeypatch: pytest.MonkeyPatch) -> None:
    world, old = changed_here
    monkeypatch.setattr("enduse.run.rescreen.CHUNK", 7)
    one = world.rescreen(old)
    two = world.rescreen(old, out="two", workers=2)
    assert one.kinds == two.kinds
    for output in ("changes.ndjson", "decisions.ndjson"):
        assert (world.folder / "again" / output).read_bytes() == (world.folder / "two" / output).read_bytes()


def test_the_outputs_are_those_of_a_screening(changed_here: Changed) -> None:
    world, old = changed_here
    done = world.rescreen(old)
    out = world.folder / "again"
    assert {path.name for path in out.iterdir()} - {".lock"} == {
        "decisions.csv", "decisions.ndjson", "decisions.parquet", "rejected.csv", "report.html", "manifest.json", "changes.csv", "changes.ndjson", "changes.html"
    }  # fmt: skip
    lines = (out / "decisions.ndjson").read_bytes().splitlines()
    assert len(lines) == done.decided
    assert rebuild(out, world.home)[1].transactions == done.decided
    world.screen()  # into another directory
    assert msgspec.json.decode((out / "manifest.json").read_bytes())["counts"]["stored"] == 30


KILLED = """
import datetime as dt, sys
from pathlib import Path
import enduse.run.rescreen as again
from enduse.run.bases import Basis
again.CHUNK = 2
home, out, url, since = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
now = dt.datetime(2026, 9, 30, 12, tzinfo=dt.UTC)
again.rescreen(home, out, again.Request(since=since, as_of="2026-09-30"), Basis.open(home), ledger=url, now=now, workers=1)
"""


def test_one_that_was_killed_is_completed_by_running_it_again(changed_here: Changed) -> None:
    world, old = changed_here
    before = len(world.records("decision"))
    rng = random.Random(5)
    for wanted in (1, 3):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(world.home), str(world.folder / "again"), world.ledger, old])
        end = time.monotonic() + 90
        while time.monotonic() < end and process.poll() is None and len(world.records("decision")) < before + wanted:
            time.sleep(0.01)
        time.sleep(rng.uniform(0, 0.02))
        process.send_signal(signal.SIGKILL)
        process.wait()
    killed_at = len(world.records("decision"))
    assert before < killed_at and not (world.folder / "again" / "manifest.json").exists(), "it was done before it was killed"
    done = world.rescreen(old)
    assert done.recorded == done.decided - (killed_at - before)
    whole = world.rescreen(old, out="whole")
    assert whole.recorded == 0 and (world.folder / "again" / "changes.ndjson").read_bytes() == (world.folder / "whole" / "changes.ndjson").read_bytes()
    ids = [one["decision_key"] for one in world.decisions()]
    assert len(ids) == len(set(ids))


def test_what_was_erased_by_law_is_counted_and_named(changed: Changed) -> None:
    world, old = changed
    erase(world, "T-09")
    done = world.rescreen(old)
    assert done.stored == 29
    (gone,) = [one for one in world.changes() if one["kind"] == "not_looked"]
    assert gone["record"].startswith("seq:") and gone["id"] is None and "erased by law" in gone["words"][0]
    assert [one.record for one in done.not_looked] == [gone["record"]]
    assert done.exit_code == 20, "a lawful erasure is no fault of the run"


def test_where_the_frame_was_erased_the_decision_is_named_and_the_exit_code_says_so(changed_here: Changed) -> None:
    world, old = changed_here
    erase(world, "frame")
    done = world.rescreen(old)
    assert len([one for one in done.not_looked if one.id]) == 30 and done.exit_code == 5
    assert done.decided == 0


def test_a_release_by_a_person_is_reopened_when_its_ground_has_changed(changed: Changed) -> None:
    world, old = changed
    review(world, "T-14", "release")  # the listing goes: nothing to look at again
    review(world, "T-04", "release")  # the listing changes
    done = world.rescreen(old)
    told = {one["id"]: one for one in world.changes()}
    assert told["T-04"]["reopened"] == ["released by A. Officer: seen the papers"]
    assert told["T-14"]["reopened"] == [] and done.reopened == 1
    assert world.changes()[0]["id"] == "T-04", "what is re-opened stands first"
    review(world, "T-04", "release")  # looked at again: no longer open
    assert world.rescreen(old, out="after").reopened == 0


def test_a_release_that_has_expired_is_reopened_although_the_decision_stands(place: World, rows: list[tuple[str, str, str]]) -> None:
    place.write(rows)
    old = place.use(place.BEFORE, "1")
    place.screen()
    review(place, "T-14", "release", expires="2026-10-05")
    assert place.rescreen(old.digest, as_of="2026-10-05").reopened == 0
    done = place.rescreen(old.digest, as_of="2026-10-06", out="late")
    assert done.reopened == 1 and done.decided == 0
    (told,) = place.changes("late")
    assert (told["id"], told["kind"]) == ("T-14", "same") and told["words"] == ["the reviewer's release expired on 2026-10-05"]


def test_a_review_goes_on_to_the_new_decision_where_only_a_score_moved(place: World) -> None:
    place.write([("T-01", "Volgograd Precision Turbine", "IT")])
    old = place.use(place.BEFORE, "1")
    place.screen()
    review(place, "T-01", "release")
    crowd = {f"Crowd{n} Volgograd Works {n}": {"effect": "signal", "valid_to": "2023-01-01"} for n in range(3)}
    place.use({**place.BEFORE, **crowd}, "2")
    done = place.rescreen(old.digest)
    assert done.kinds == {"detail": 1}, "not the score alone has moved: the test asks for nothing"
    assert done.reopened == 0
    told = [msgspec.json.decode(held.body or b"") for held in place.records("review")]
    assert len(told) == 2 and told[1]["reason"].startswith("carried over") and told[1]["actor"] == "A. Officer"
    place.rescreen(old.digest)
    assert len(place.records("review")) == 2


def test_not_the_same_no_longer_holds_when_the_listing_changes(place: World) -> None:
    place.write([("T-01", place.FROZEN, "IT")])
    old = place.use(place.BEFORE, "1")
    version = place.listed(place.FROZEN, place.BEFORE[place.FROZEN])[1][0].listing_version
    told = Exclusion(
        party_name=place.FROZEN, party_country="IT", listing_id="t:volgograd:1", listing_version=version, reason="another firm", expires="2027-01-01"
    )
    place.screen(exclusions=[told])
    assert place.latest()["T-01"]["outcome"] == "release"
    place.use(place.AFTER, "2")
    done = place.rescreen(old.digest)
    (one,) = place.changes()
    assert (one["kind"], one["reopened"], done.reopened) == ("raised", ["not t:volgograd:1: another firm"], 1)


def test_a_match_that_is_lost_because_its_words_are_no_longer_rare_is_told(place: World, plain: Plain) -> None:
    place.write([("T-01", "Severny Lantern LLC", "IT")])
    old = place.use(place.BEFORE, "1")
    place.screen()
    place.use({**place.BEFORE, **{f"Crowd{n} Severny Lantern": {"effect": "signal"} for n in range(60)}}, "2")
    place.rescreen(old.digest)
    (told,) = place.changes()
    assert told["kind"] == "cleared" and "itself unchanged, is not found any more" in told["words"][0]
    assert plain(place.latest()["T-01"]) == plain(place.full()["T-01"])


def test_what_reviewers_exclude_and_withdraw_holds_in_the_next_look(place: World) -> None:
    place.write([("T-01", place.FROZEN, "IT"), ("T-02", "Torrefazione Alba S.r.l.", "IT")])
    basis = place.use(place.BEFORE, "1")
    place.screen()
    ledger = open_ledger(place.ledger, create=False)
    context = record.context_of(ledger, book="default", actor="A. Officer", now=NOW)
    listing = place.listed(place.FROZEN, place.BEFORE[place.FROZEN])[1][0]
    exclusions.exclude(ledger, place.FROZEN, "IT", listing, reason="another firm", expires="2026-12-31", second="B. Second", context=context, now=NOW)
    done = place.rescreen(basis.digest)
    assert done.kinds == {"cleared": 1} and place.latest()["T-01"]["outcome"] == "release"
    exclusions.withdraw(ledger, place.FROZEN, "IT", listing.listing_id, reason="the same after all", context=context, now=NOW)
    ledger.close()
    done = place.rescreen(basis.digest, out="withdrawn", as_of="2026-10-01")
    assert done.kinds == {"raised": 1} and done.reopened == 1


def test_a_freeze_still_to_come_reaches_what_is_still_to_be_shipped(place: World, plain: Plain) -> None:
    place.write([("T-01", place.FROZEN, "IT")], date="2026-10-10")
    basis = place.use(
        {place.FROZEN: {"effect": "asset_freeze", "valid_from": "2026-10-10", "valid_to": "2026-10-11"}, "Bygone Avionics": {"effect": "signal"}}, "1"
    )
    place.write([("T-01", place.FROZEN, "IT"), ("T-02", place.FROZEN, "IT")], date="2026-11-20")
    place.screen(as_of="2026-09-30")
    assert {one["outcome"] for one in place.latest().values()} == {"release"}
    done = place.rescreen(basis.digest, as_of="2026-10-10")
    assert done.kinds == {"raised": 2}
    assert {key: plain(one) for key, one in place.latest().items()} == {key: plain(one) for key, one in place.full(as_of="2026-10-10").items()}


def test_each_decision_keeps_its_operator_and_its_book(place: World, rows: list[tuple[str, str, str]]) -> None:
    place.write(rows)
    old = place.use(place.BEFORE, "1")
    desk = Operator(seats=("DE",), us_person=False, book="desk-7", actor="C. Clerk")
    place.screen(operator=desk)
    place.screen()
    place.use(place.AFTER, "2")
    only = place.rescreen(old.digest, book="desk-7")
    assert only.stored == 30 and {one["book"] for one in place.changes()} == {"desk-7"}
    new = [held for held in place.records("decision") if held.context.run == only.run_id]
    assert {(held.context.book, held.context.actor) for held in new} == {("desk-7", "C. Clerk")}
    both = place.rescreen(old.digest, out="both")
    assert both.stored == 60 and both.recorded == both.decided - only.decided


def test_decisions_before_the_basis_or_day_named_are_counted_not_looked_at(place: World, rows: list[tuple[str, str, str]]) -> None:
    place.write(rows[:10])
    place.use({"Bygone Avionics": {"effect": "signal"}}, "0")
    place.screen()
    place.write(rows[10:])
    second = place.use(place.BEFORE, "1")
    place.screen()
    place.use(place.AFTER, "2")
    done = place.rescreen(second.digest)
    assert (done.stored, done.earlier) == (20, 10)
    assert place.rescreen("2026-01-01", out="by day").stored == 30
    assert place.rescreen("2099-01-01", out="to come").stored == 0


def test_without_the_older_basis_everything_is_judged_again(changed_here: Changed, plain: Plain) -> None:
    import shutil

    world, old = changed_here
    shutil.rmtree(world.home / "basis" / old)
    done = world.rescreen(old)
    assert done.looked == 30 and done.kinds["raised"] == 2
    assert {key: plain(one) for key, one in world.latest().items()} == {key: plain(one) for key, one in world.full().items()}


def test_a_rule_of_ones_own_that_is_new_is_named_as_the_reason(place: World) -> None:
    place.write([("T-01", "Torrefazione Alba S.r.l.", "IT"), ("T-02", "Torrefazione Alba S.r.l.", "FR")])
    old = place.use(place.BEFORE, "1")
    place.screen()
    pack = """
[pack]
id = "own"
title = "Own"
[[rule]]
id = "own.italy"
title = "Coffee to Italy"
regime = []
condition = "destination.countries contains 'IT'"
outcome = "review"
reason_class = "red_flag"
unknown = "note"
citation = "the house"
source = "the house"
confirmed = "secondary"
[[rule.example]]
facts = { "destination.countries" = ["IT"] }
expect = "true"
[[rule.example]]
facts = { "destination.countries" = ["DE"] }
expect = "false"
[[rule.example]]
facts = {}
expect = "unknown"
"""
    place.use(place.BEFORE, "1", packs={"packs/own.toml": pack})
    done = place.rescreen(old.digest)
    assert done.looked == 1 and done.kinds == {"raised": 1}
    assert place.changes()[0]["words"] == ["rule own.italy added: Coffee to Italy"]


def test_what_makes_no_sense_is_refused_in_words(changed_here: Changed) -> None:
    world, _ = changed_here
    with pytest.raises(UsageError, match="no decision rests on a Basis that begins so; decisions were made on"):
        world.rescreen("ffffffff")
    with pytest.raises(UsageError, match="or give a day"):
        world.rescreen("yesterday")
    (world.folder / "again" / "mine.txt").write_text("not of a screening")
    with pytest.raises(Refused, match=r"mine\.txt"):
        world.rescreen(world.basis().digest)


def test_a_tampered_decision_stops_it(changed_here: Changed) -> None:
    world, old = changed_here
    ledger = open_ledger(world.ledger, create=False)
    with ledger.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE slices SET leaves = zeroblob(length(leaves)) WHERE size > 20")
    ledger.close()
    with pytest.raises(Mismatch, match="was changed after it was written"):
        world.rescreen(old)
    assert not (world.folder / "again" / "changes.csv").exists()


def test_the_request_keeps_nothing_of_stale_lists_that_were_not_allowed(changed_here: Changed) -> None:
    """Lists allowed now are told in the new decisions; those of the frame then are not."""
    world, old = changed_here
    done = world.rescreen(old, allow_stale=("t",))
    fresh = [one for one in world.decisions() if one["basis_digest"] == world.basis().digest]
    assert len(fresh) == done.decided and {tuple(one["not_checked"]["stale_lists"]) for one in fresh} == {("t",)}
    assert replace(done, seconds=0).recorded == done.decided

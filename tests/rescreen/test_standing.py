"""Are customers and suppliers kept whole, screened when added and whenever lists change, and judged by what they are?"""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from enduse.cli.app import app
from enduse.errors import Refused, UsageError
from enduse.ingest import Options, read
from enduse.run import standing

if TYPE_CHECKING:
    from conftest import World

PARTIES = """id,name,country,relation
C-1,Torrefazione Alba S.r.l.,IT,customer
C-2,Volgograd Precision Turbine Works,RU,customer
C-3,Kvarzit Optoelektronika JSC,RU,supplier
C-4,Severny Lantern Holding,RU,agent
"""
BAD = PARTIES + ",Nobody GmbH,DE,customer\nC-5,One,DE,customer\nC-5,Two,DE,customer\nC-6,,DE,customer\nC-7,Seven,DE,friend\nC-8,Eight,Atlantis,\n"


def write(place: World, text: str) -> Path:
    path = place.folder / "parties.csv"
    path.write_text(text, encoding="utf-8")
    return path


def command(place: World, *words: str, out: str = "parties-out") -> int:
    home = ["--home", str(place.home)]
    extra = [*home, "--ledger", place.ledger] if words[:2] != ("parties", "remove") else home
    extra += ["--out", str(place.folder / out), "--as-of", "2026-09-30"] if words[:2] == ("parties", "add") or words[0] == "rescreen" else []
    code = app([*words, *extra], exit_on_error=False, print_error=False, result_action="return_value")
    assert isinstance(code, int)
    return code


def test_rows_read_are_kept_or_rejected_each_with_its_reason(place: World, capsys: pytest.CaptureFixture[str]) -> None:
    place.use(place.BEFORE, "1")
    code = command(place, "parties", "add", str(write(place, BAD)))
    assert "rows read 10 = kept 4 + rejected 6" in capsys.readouterr().out and code == 25
    with (place.folder / "parties-out" / "rejected.csv").open(encoding="utf-8", newline="") as stream:
        assert [(row["line"], row["column"]) for row in csv.DictReader(stream)] == [
            ("6", "id"),
            ("7", "id"),
            ("8", "id"),
            ("9", "name"),
            ("10", "relation"),
            ("11", "country"),
        ]
    assert [one.id for one in standing.standing_parties(place.home).parties] == ["C-1", "C-2", "C-3", "C-4"]


def test_a_standing_party_is_judged_by_what_it_is_and_nobody_asks_about_goods(world: World) -> None:
    world.use(world.BEFORE, "1")
    added = standing.add_parties(world.home, write(world, PARTIES), relation="customer", book="default", today="2026-09-30")
    done = world.rescreen(None, parties=added.kept)
    told = {key: (one["outcome"], [question["who"] for question in one["questions"]]) for key, one in world.latest().items()}
    assert told["standing:C-1"] == ("release", [])
    assert told["standing:C-2"][0] == "block" and told["standing:C-4"][0] == "review"
    assert {one["transaction"]["kind"] for one in world.latest().values()} == {"relationship"}
    assert done.kinds == {"first": 4} and done.standing_outcomes == {"release": 1, "block": 1, "review": 2}, "Russia asks for a review of the supplier"


def test_they_are_in_every_rescreening_and_only_what_changes_is_recorded(world: World) -> None:
    old = world.use(world.BEFORE, "1")
    added = standing.add_parties(world.home, write(world, PARTIES), relation="customer", book="default", today="2026-09-30")
    world.rescreen(None, parties=added.kept)
    world.use(world.AFTER, "2")
    done = world.rescreen(old.digest, as_of="2026-10-01")
    assert {one["id"]: (one["kind"], one["relation"]) for one in world.changes()} == {
        "standing:C-2": ("ground", "customer"), "standing:C-3": ("raised", "supplier"), "standing:C-4": ("ground", "agent")
    }  # fmt: skip
    assert (done.stored, done.untouched, done.recorded) == (4, 1, 3)
    assert world.rescreen(old.digest, out="later", as_of="2026-10-02").recorded == 0, "a new day alone is no new decision"


def test_one_added_again_supersedes_and_is_judged_again(place: World) -> None:
    place.use(place.BEFORE, "1")
    assert command(place, "parties", "add", str(write(place, PARTIES))) == 20
    before = len(place.records("decision"))
    assert command(place, "parties", "add", str(write(place, PARTIES))) == 20, "what is blocked stays so"
    assert len(place.records("decision")) == before
    assert command(place, "parties", "add", str(write(place, PARTIES.replace("Torrefazione Alba S.r.l.,IT", "Bygone Avionics,RU")))) == 20
    assert len(place.records("decision")) == before + 1 and place.latest()["standing:C-1"]["outcome"] != "release"
    kept = standing.standing_parties(place.home)
    assert (kept.number, len(kept.parties), kept.parties[0].party.name) == (2, 4, "Bygone Avionics")


def test_without_a_basis_they_wait_for_the_first_rescreening(place: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(place, "parties", "add", str(write(place, PARTIES))) == 0
    assert "No Basis is prepared" in capsys.readouterr().out
    basis = place.use(place.BEFORE, "1")
    place.write([("T-01", "Torrefazione Alba S.r.l.", "IT")])
    place.screen()
    assert command(place, "rescreen", "--since", basis.digest, out="again") == 20
    assert {one["kind"] for one in place.changes()} == {"first"}
    command(place, "parties")
    assert "block" in capsys.readouterr().out


def test_one_that_is_removed_is_not_screened_any_more_and_its_record_stays(place: World) -> None:
    old = place.use(place.BEFORE, "1")
    command(place, "parties", "add", str(write(place, PARTIES)))
    with pytest.raises(UsageError, match="nothing was removed"):
        standing.remove_parties(place.home, ["C-2", "C-99"])
    assert command(place, "parties", "remove", "C-2", "C-3") == 0
    place.use(place.AFTER, "2")
    assert place.rescreen(old.digest).stored == 2
    assert "standing:C-2" in place.latest()


def test_parties_that_were_changed_on_disk_are_refused(place: World) -> None:
    standing.add_parties(place.home, write(place, PARTIES), relation="customer", book="default", today="2026-09-30")
    version = place.home / "standing" / "versions" / "1.ndjson"
    version.write_bytes(version.read_bytes().replace(b"Volgograd", b"Wolgograd"))
    with pytest.raises(Refused, match="changed after it was stored"):
        standing.standing_parties(place.home)


KILLED = """
import sys
from pathlib import Path
from enduse.run import home, standing
def die(path, data):
    if path.name == "current":
        import os; os._exit(9)
    home.write_atomic(path, data)
standing.write_atomic = die
standing.add_parties(Path(sys.argv[1]), sys.argv[2], relation="supplier", book="default", today="2026-09-30")
"""


def test_killed_before_the_new_version_is_named_the_one_before_stays(place: World) -> None:
    standing.add_parties(place.home, write(place, PARTIES), relation="customer", book="default", today="2026-09-30")
    more = write(place, PARTIES + "C-9,Nine,DE,\n")
    assert subprocess.run([sys.executable, "-c", KILLED, str(place.home), str(more)], check=False).returncode == 9
    assert len(standing.standing_parties(place.home).parties) == 4
    added = standing.add_parties(place.home, more, relation="supplier", book="default", today="2026-09-30")
    assert [(one.id, one.relation) for one in added.fresh] == [("C-9", "supplier")] and len(standing.standing_parties(place.home).parties) == 5


def test_a_file_of_transactions_may_not_hold_a_relationship(place: World) -> None:
    """Rules about goods do not ask about it, so a shipment that is called so would go unseen."""
    nested = place.folder / "book.ndjson"
    nested.write_text('{"id":"T-1","kind":"relationship","parties":[{"role":"buyer","name":"X"}]}\n', encoding="utf-8")
    flat = place.folder / "book.csv"
    flat.write_text("id,kind,date,buyer_name,hs_code\nT-2,relationship,2026-09-30,X,090121\n", encoding="utf-8")
    for path in (nested, flat):
        (part,) = read([path], Options())
        assert not part.transactions and len(part.rejected) == 1

"""Does `enduse validate` write a report that says the truth, the same each time, and can it be compared and held to floors?"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from enduse.errors import DefinitionError, Refused, UsageError
from enduse.lab import Plan, against, read_floors
from enduse.lab.floors import below
from enduse.lab.namesakes import Namesakes
from enduse.lab.same_name import same_name
from enduse.lab.subjects import Subjects
from enduse.model.nouns import Entity, Kind, Name
from enduse.parties import Index
from enduse.run import bases
from enduse.run.validating import FILES, read_report, validate
from enduse.show.validation import page

PLAN = Plan(seed=4, sample=6, strangers=78, siblings=10)


def quiet(what: str, done: int, of: int) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def out(small_basis: bases.Basis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("validation")
    validate(small_basis, folder, PLAN, progress=quiet)
    return folder


@pytest.fixture(scope="module")
def report(out: Path) -> dict[str, Any]:
    return read_report(out / "validation.json")


@pytest.fixture
def home(small_basis: bases.Basis, tmp_path: Path) -> Path:
    home = tmp_path / "home"
    (home / "basis").mkdir(parents=True)
    assert small_basis.path is not None
    (home / "basis" / small_basis.digest).symlink_to(small_basis.path)
    (home / "basis" / "current").write_text(small_basis.digest)
    return home


def enduse(*arguments: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "enduse.cli.start", "validate", *map(str, arguments), "--home", str(home)]
    return subprocess.run(command, capture_output=True, text=True, env={"PATH": "", "LANG": "C.UTF-8"}, check=False)


def test_every_listed_name_is_asked_as_printed(report: dict[str, Any]) -> None:
    assert (
        report["control"]["asked"] == report["control"]["found"] == 9
    )  # eight primary names and a strong alias; the weak alias and the address without a name are not asked
    assert report["control"]["missed"] == []


def test_the_sums_of_the_report_are_those_of_its_parts(report: dict[str, Any]) -> None:
    changed = report["changed"]
    for depth, number in (("one", 1), ("two", 2)):
        for key in ("asked", "found"):
            assert changed[depth][key] == sum(row[depth][key] for row in changed["classes"]) == sum(row[depth][key] for row in changed["families"])
        assert changed[depth]["asked"] - changed[depth]["found"] == sum(row["depth"] == number for row in report["missed"])
    assert report["corpus"]["cases"] == changed["one"]["asked"] + changed["two"]["asked"] == len(report["asked"])
    assert len(set(report["asked"])) == len(report["asked"])
    alerts = report["false_alerts"]
    assert alerts["made_up"]["asked"] + alerts["near"]["asked"] + alerts["namesakes"] == report["corpus"]["strangers"]
    assert sum(row["alerts"] for row in alerts["kinds"]) == sum(not row["namesake"] for row in report["alerts"])


def test_the_same_plan_gives_the_same_report_but_for_the_times(small_basis: bases.Basis, report: dict[str, Any], tmp_path: Path) -> None:
    again = validate(small_basis, tmp_path, PLAN, progress=quiet)
    assert {**json.loads(json.dumps(again)), "time": 0} == {**report, "time": 0}


def test_against_itself_nothing_is_new(report: dict[str, Any]) -> None:
    found = against(report, report)
    assert found["same_questions"]
    assert not any(found[key] for key in ("newly_missed", "newly_found", "newly_alarmed", "alarmed_no_more", "control_newly_missed"))
    assert not any(row[depth]["change"] for row in found["classes"] for depth in ("one", "two"))


def test_what_is_newly_missed_is_named(report: dict[str, Any]) -> None:
    gone = report["missed"][0]
    before = {**report, "missed": report["missed"][1:]}
    assert against(report, before)["newly_missed"] == [gone]
    assert against(before, report)["newly_found"] == [gone]


def test_a_question_that_only_one_asked_is_not_compared_by_name(report: dict[str, Any]) -> None:
    gone = report["missed"][0]
    before = {**report, "missed": [], "asked": [key for key in report["asked"] if key != gone["id"]]}
    assert gone not in against(report, before)["newly_missed"]


def test_the_page_is_one_file_that_runs_and_fetches_nothing(out: Path) -> None:
    text = (out / "validation.html").read_text("utf-8")
    assert "<script" not in text
    assert re.findall(r"(?:src|href)=\"(?!#)", text) == []
    assert "default-src 'none'" in text
    assert sorted(path.name for path in out.iterdir() if not path.name.startswith(".")) == sorted(FILES)


def test_a_hostile_name_stays_text_on_the_page(report: dict[str, Any]) -> None:
    hostile = {**report["missed"][0], "printed": "<img src=x onerror=alert(1)>\u202e", "asked": '"><script>'}
    text = page({**report, "missed": [hostile]}, "")
    assert "<img" not in text and "<script" not in text
    assert "‹U+202E›" in text


def test_floors_that_are_kept_and_floors_that_are_not(report: dict[str, Any]) -> None:
    assert below(report, read_floors("control = 1.0\none_change = 0.1\n[classes]\ncase_changed = 1.0\n", "f")) == []
    assert len(below(report, read_floors("two_changes = 1.01\nfalse_per_1000 = -1\n[classes]\nno_such_class = 0.5\n[crossed]\nCyrl-Latn = 1.01\n", "f"))) == 4


@pytest.mark.parametrize("text", ["one_chance = 1", "one_change = 'high'", "one_change ="])
def test_a_floor_nobody_knows_is_refused_by_name_of_the_file(text: str) -> None:
    with pytest.raises(DefinitionError, match=r"floors\.toml: "):
        read_floors(text, "floors.toml")


def test_named_classes_ask_what_a_whole_run_asks_of_them(small_basis: bases.Basis, report: dict[str, Any], tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    names = ("letter_dropped", "identifier_alone")
    part = validate(small_basis, tmp_path, msgspec.structs.replace(PLAN, classes=names, strangers=0), progress=lambda *step: told.append(step))
    assert set(part["asked"]) < set(report["asked"])
    whole = {row["name"]: row for row in report["changed"]["classes"]}
    for row in part["changed"]["classes"]:
        assert row == whole[row["name"]] if row["name"] in names else row["one"]["asked"] == row["two"]["asked"] == 0
    assert {"control", "changed names", "making cases: letter_dropped"} <= {what for what, *_ in told}
    assert not against(part, report)["newly_missed"]


def test_the_sweep_is_over_probabilities(report: dict[str, Any]) -> None:
    rows = report["sweep"]
    assert (rows[0]["threshold"], rows[-1]["threshold"]) == (0.5, 1.0)
    assert all(low["one"] >= high["one"] and low["made_up_per_1000"] >= high["made_up_per_1000"] for low, high in pairwise(rows))
    assert rows[0]["one"] == report["changed"]["one"]["recall"]  # nothing that is shown is less probable than that


def test_a_class_nobody_knows_is_refused_and_its_like_is_named(small_basis: bases.Basis, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did you mean letter_dropped"):
        validate(small_basis, tmp_path, Plan(classes=("leter_dropped",)), progress=quiet)


@pytest.mark.parametrize(
    ("name", "listed", "namesake"),
    [
        ("Torgan GmbH", "LLC Torgan", True), ("TORGAN", "LLC Torgan", True), ("Torgan Trading", "LLC Torgan", False), ("李明", "LI, Ming", True), ("김정식", "Kim Cho'ng-sik", True),
        ("이병철", "RI, Pyong Chol", True), ("김정식", "KIM, Yong Sik", False),
    ],
)  # fmt: skip
def test_whoever_bears_a_listed_name_but_for_form_and_letters_is_a_namesake(small_basis: bases.Basis, name: str, listed: str, namesake: bool) -> None:
    subjects = Subjects(small_basis, split="all")
    subjects.entities = [Entity(entity_id="1", kind=Kind.organization, names=(Name(text=listed),))]
    assert Namesakes(subjects, Index.of(small_basis).romaniser).holds(name) is namesake


@pytest.mark.parametrize("plan", [Plan(lists=("no-such-list",)), Plan(sample=0), Plan(split="half"), Plan(strangers=-1)])
def test_a_plan_that_cannot_be_carried_out_is_refused_before_anything_is_asked(small_basis: bases.Basis, plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        validate(small_basis, tmp_path, plan, progress=quiet)
    assert [path.name for path in tmp_path.iterdir() if path.name in FILES] == []


def test_another_file_is_no_earlier_report(small_basis: bases.Basis, tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text('{"schema_version": 99}')
    with pytest.raises(Refused, match="schema 99"):
        validate(small_basis, tmp_path / "out", PLAN, earlier=tmp_path / "old.json", progress=quiet)
    with pytest.raises(UsageError, match="no such file"):
        validate(small_basis, tmp_path / "out", PLAN, earlier=tmp_path / "absent.json", progress=quiet)


def test_a_floor_not_kept_ends_with_4_and_says_which(home: Path, tmp_path: Path, out: Path) -> None:
    (tmp_path / "floors.toml").write_text("control = 1.0\none_change = 1.01\n")
    arguments = ("--out", tmp_path / "out", "--sample", "3", "--strangers", "0", "--floors", tmp_path / "floors.toml", "--against", out / "validation.json")
    done = enduse(*arguments, home=home)
    assert done.returncode == 4, done.stderr
    assert "below floor     one_change" in done.stdout
    assert [line for line in done.stderr.splitlines() if line.startswith("enduse: ")][:3] == [
        "enduse: reading the lists",
        "enduse: control",
        "enduse: making cases",
    ]
    assert "newly missed" in done.stdout
    assert (tmp_path / "out" / "validation.html").is_file()


def test_without_a_basis_the_remedy_is_told(tmp_path: Path) -> None:
    done = enduse("--out", tmp_path / "out", home=tmp_path)
    assert done.returncode == 3
    assert "enduse prepare" in done.stderr


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [("Кирилл ШАКУРОВ", "Kirill SHAKUROV", True), ("محمد حسن", "Mohammed HASSAN", True), ("김정은", "KIM Jong Un", True), ("北京龙腾科技有限公司", "Beijing Longteng Technology Co., Ltd.", True),
     ("АО «Кварцит»", 'Joint Stock Company "Kvartsit"', True), ("Завод", "Plant", False), ("約翰", "Robert MENENDEZ", False)],
)  # fmt: skip
def test_names_in_two_scripts_are_told_to_be_one_by_their_sound(left: str, right: str, same: bool) -> None:
    assert same_name(left, right) is same

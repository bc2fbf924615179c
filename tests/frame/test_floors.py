"""Do imports only go down, and do the drawing, the contract and the folders tell of the same floors?"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "enduse"
NOT_ROOMS = {"data", "__pycache__"}  # data holds no Python: `run` reads it and passes it down


def contract() -> list[set[str]]:
    """The floors of the import-linter contract, top first."""
    (layers,) = (c["layers"] for c in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    return [set(re.split(r"\s*\|\s*", layer)) for layer in layers]


def drawing() -> list[set[str]]:
    """The floors as ARCHITECTURE.md draws them: rows of the box between `┌` and `└`, rooms in the first cell."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = text.split("## The floors", 1)[1].split("\n## ", 1)[0]
    block = section.split("```", 2)[1]
    rows = [row.split("│")[1] for row in block.splitlines() if row.startswith("│")]
    return [set(re.findall(r"[a-z]+", row)) for row in rows]


def test_the_drawing_of_the_floors_is_the_contract() -> None:
    assert drawing() == contract()


def test_every_folder_has_a_floor() -> None:
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir()} - NOT_ROOMS
    modules = {path.stem for path in SOURCE.glob("*.py")} - {"__init__"}
    assert folders | modules == set().union(*contract())


def test_the_folder_of_package_data_holds_no_python() -> None:
    assert list((SOURCE / "data").rglob("*.py")) == []


def test_imports_only_go_down() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_module_opens_with_the_question_it_answers() -> None:
    silent = []
    for path in SOURCE.rglob("*.py"):
        first = path.read_text(encoding="utf-8").lstrip()
        docstring = first.split('"""')[1] if first.startswith('"""') else ""
        if "?" not in docstring:
            silent.append(str(path.relative_to(ROOT)))
    assert silent == [], "these modules do not say which question they answer"

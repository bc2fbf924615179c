"""Does the package stay light: to import, to start, to install?"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "numba",
    "pyspark",
    "altair",
    "vl-convert-python",
    "vl-convert",
    "trafilatura",
    "duckdb",
    "nomenklatura",
    "followthemoney",
    "rigour",
    "pandas",
    "polars",
}


def seconds(command: list[str], *, runs: int = 5) -> float:
    """Processor time of the quickest run, in seconds: nothing here waits, and the wall clock of a busy machine tells of its other work."""
    times = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return min(times)


def distribution(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def closure(extras: tuple[str, ...] = ()) -> set[str]:
    """Names of all distributions that installing enduse (with extras) brings in on this interpreter."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    todo = [("enduse", extras)]
    while todo:
        name, wanted = todo.pop()
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        for text in metadata.requires(name) or ():
            requirement = Requirement(text)
            if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in (*wanted, "")):
                todo.append((distribution(requirement.name), tuple(sorted(requirement.extras))))
    return {name for name, _ in seen} - {"enduse"}


def pins() -> dict[str, str]:
    rows = (ROOT / "constraints.txt").read_text().splitlines()
    return {distribution(name): version for name, version in (row.split("==") for row in rows if row and not row.startswith("#"))}


def test_importing_the_facade_brings_in_no_third_party_but_msgspec() -> None:
    code = "import sys; before = set(sys.modules); import enduse; print(*{m.split('.')[0] for m in set(sys.modules) - before})"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert {m for m in out if m not in sys.stdlib_module_names} <= {"enduse", "msgspec"}


def test_the_facade_is_imported_within_60_ms() -> None:
    bare = seconds([sys.executable, "-c", "pass"])
    assert seconds([sys.executable, "-c", "import enduse"]) - bare < 0.060


def test_the_version_is_told_within_300_ms() -> None:
    assert seconds([str(Path(sys.executable).with_name("enduse")), "--version"]) <= 0.300


def test_the_version_told_is_that_of_the_package() -> None:
    out = subprocess.run([Path(sys.executable).with_name("enduse"), "--version"], check=True, capture_output=True, text=True).stdout
    assert out == f"enduse {metadata.version('enduse')}\n"


def test_the_core_install_stays_small() -> None:
    core = closure()
    assert core & HEAVY == set()
    assert {"msgspec", "numpy", "pyarrow"} <= core


def test_every_dependency_is_pinned_at_the_version_tested() -> None:
    pinned = pins()
    installed = {name: metadata.version(name) for name in closure(("dev",)) | {"hatchling", "editables"}}
    assert {name: pinned.get(name) for name in installed} == installed


def test_the_pins_name_no_address_and_no_hash() -> None:
    rows = [row for row in (ROOT / "constraints.txt").read_text().splitlines() if row and not row.startswith("#")]
    assert [row for row in rows if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+", row)] == []

"""Would a stranger find anything in this repository that should not be there?"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = {
    ".git",
    ".venv",
    ".peers-venv",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".import_linter_cache",
    "__pycache__",
    "dist",
    "build",
    "demo-out",
    "bench-out",
}
LIMIT_BYTES = 1_000_000
LIMIT_LINES = 400


def tracked() -> list[Path]:
    """Files git would hand on: tracked ones, and new ones not ignored; of an unpacked archive, all but caches."""
    run = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode == 0:
        names = [name for name in run.stdout.split("\0") if name]
    else:
        names = [str(p.relative_to(ROOT)) for p in ROOT.rglob("*") if not SKIPPED & set(p.relative_to(ROOT).parts)]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def lines_matching(pattern: str, *, suffix: str = "") -> list[str]:
    wanted = re.compile(pattern)
    return [f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}" for path, number, line in _lines(suffix) if wanted.search(line)]


def _lines(suffix: str) -> Iterator[tuple[Path, int, str]]:
    for path in tracked():
        if path.name.endswith(suffix) and path != Path(__file__).resolve():
            try:
                text = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue  # a sample workbook, or text in an encoding under test
            yield from ((path, i, line) for i, line in enumerate(text.splitlines(), 1))


def test_no_package_registry_is_named_by_address() -> None:
    assert lines_matching(r"https?://\S+/simple\b|(files\.)?pythonhosted\.org|pypi\.org/simple|registry\.npmjs|(extra-)?index-url|find-links") == []


def test_no_path_of_one_machine_is_named() -> None:
    assert lines_matching(r"/work/\w|/root/|/home/\w|/Users/\w|/tmp/\w|[A-Z]:\\Users") == []


def test_no_link_is_kept() -> None:
    """A link leads to a place on one machine, or away."""
    run = subprocess.run(["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert [line for line in run.stdout.splitlines() if line.startswith("120000")] == []


def test_no_file_is_larger_than_a_megabyte() -> None:
    assert [(str(p.relative_to(ROOT)), p.stat().st_size) for p in tracked() if p.stat().st_size > LIMIT_BYTES] == []


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in tracked() if p.suffix == ".py"}
    assert {name: n for name, n in lengths.items() if n > LIMIT_LINES} == {}


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "raise " + "NotImplementedError"])
def test_nothing_is_left_unfinished(word: str) -> None:
    assert lines_matching(rf"\b{word}\b") == []


_SILENCED = re.compile(r"#\s*(type:\s*ignore|noqa)\b")
_REASONED = re.compile(r"#\s*(type:\s*ignore\[[\w, -]+\]|noqa:\s*[A-Z0-9, ]+?)\s*(#|:|,|;|-|—|\()\s*\w")


def test_every_silenced_check_says_why() -> None:
    silenced = [f"{path.relative_to(ROOT)}:{number}" for path, number, line in _lines(".py") if _SILENCED.search(line) and not _REASONED.search(line)]
    assert silenced == [], "write `# type: ignore[code]  # the reason` or `# noqa: CODE  # the reason`"


def test_every_script_can_be_run() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert "make test" in script.read_text()


def test_every_decision_has_a_number_of_its_own() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md")]
    assert sorted(numbers) == [f"{number:04}" for number in range(1, len(numbers) + 1)]

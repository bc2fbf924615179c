"""Can the page of what changed be read at a phone's width and a desk's, whatever stands in the names?"""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from enduse.judge.changed import Because, Changed
from enduse.judge.differences import Differences, FieldChange, ListChange, ListingChange
from enduse.run.reporting import assets
from enduse.show.changes import MAX_ROWS, ChangeFiles, Page, write_changes_page

if TYPE_CHECKING:
    from conftest import Browser

LISTING = ListingChange(
    state="changed", listing_id="t:1", name="<b>Volgograd</b> \u202eskroW", effect="asset_freeze", list_id="t", version="2",
    fields=(FieldChange(field="entity.names", old=[{"text": "A"}], new=[{"text": "A"}, {"text": "B" * 200, "kind": "weak"}]),),
)  # fmt: skip
DIFFERENCES = Differences(
    old="a" * 64, new="b" * 64, lists=(ListChange(list_id="t", old="1", new="2"),), listings={"t:1": LISTING}, whole=("coverage.lost.UN",)
)


def change(kind: str, number: int, **more: Any) -> Changed:
    return Changed(
        **{
            "kind": kind, "book": "desk-7", "id": f"T-{number}<script>alert(1)</script>", "revision": 1, "relation": None, "parties": ("=cmd|x", "深圳咖啡有限公司"),
            "before": "release", "after": "block", "reason_class_before": "clear", "reason_class_after": "asset_freeze", "because": (Because(code="listing.changed", about="t:1", role="end_user"),),
            "reopened": (), "review": None, "record": 5, "basis_before": "a" * 64, "as_of_before": "2026-09-30", **more,
        }
    )  # fmt: skip


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("changes")
    files = ChangeFiles(out)
    for number in range(MAX_ROWS + 3):
        files.add(change("raised", number))
    files.add(change("ground", 9000, reopened=("released by <i>A. Officer</i>: seen",), before="block"))
    files.add(change("first", 9001, before=None, reason_class_before=None, relation="end_user", because=(Because(code="first"),)))
    files.close((DIFFERENCES,))
    about = Page("2026-09-30", "since Basis aaaa", "b" * 64, 2000, 1, 0, 995, 1005, 7, {"raised": MAX_ROWS + 3, "ground": 1, "first": 1, "detail": 4}, 1, 2, ())
    write_changes_page(out, about, files.rows, (DIFFERENCES,), assets())
    return out / "changes.html"


def test_names_stay_text_and_cells_run_nothing(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text and "<b>Volgograd" not in text and "\u202e" not in text and "‹U+202E›" in text
    assert "3 more are in changes.csv" in text
    table = (page.parent / "changes.csv").read_text(encoding="utf-8")
    assert ",'=cmd|x" in table
    assert "9000" in table.splitlines()[1], "what is re-opened stands first"


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_runs_over_the_edge_and_axe_finds_nothing_serious(browser: Browser, axe: str, page: Path, width: int) -> None:
    browser.console()
    browser.open(page, width=width)
    assert browser.run("return document.documentElement.scrollWidth") <= width
    browser.photograph(f"changes-{width}")
    browser.run("document.querySelectorAll('tbody tr').forEach((row, i) => { if (i > 30) row.remove(); })")
    found: list[dict[str, Any]] = browser.run(f"{axe}; return axe.run(document, {{resultTypes: ['violations']}}).then(found => found.violations)")
    assert [(each["id"], each["impact"]) for each in found if each["impact"] in ("serious", "critical")] == []
    assert browser.console() == []


def test_changes_wait_in_a_file_and_are_told_in_order(tmp_path: Path) -> None:
    """All decisions change under a new engine: what is held of each is its place alone."""
    tracemalloc.start()
    files = ChangeFiles(tmp_path)
    number = 4000
    for at in range(number):
        files.add(change("detail" if at % 2 else "raised", at, because=(Because(code="engine", old="words " * 100, new=str(at)),)))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held / number < 400
    rows = list(files.rows)
    assert [one.kind for one in rows] == ["raised"] * (number // 2) + ["detail"] * (number // 2)
    assert [one.id for one in rows] == [*sorted(one.id for one in rows[: number // 2]), *sorted(one.id for one in rows[number // 2 :])]
    assert rows[0] == change("raised", 0, because=(Because(code="engine", old="words " * 100, new="0"),))
    files.close(())
    assert {path.name for path in tmp_path.iterdir()} == {"changes.csv", "changes.ndjson"}

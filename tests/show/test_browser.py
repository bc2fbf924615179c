"""Can the report be read and worked with: at a phone's width and a desk's, by keyboard, without scripts, in print, in the dark, by a screen reader?"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from enduse.judge.kernel import Screening
from enduse.run import local, reporting
from enduse.show.report import Frame, write_report

if TYPE_CHECKING:
    from conftest import Browser

WIDTHS = (360, 1280)
OPEN_SOME = "document.querySelectorAll('.card').forEach((card, i) => { if (i % 4 === 0) card.firstElementChild.open = true; })"
SETTLE = "return new Promise(done => setTimeout(done, 400))"
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def pages(sample_run: local.Result, sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample's report in each language."""
    import shutil

    found = {"en": Path(sample_run.out) / "report.html"}
    for lang in ("zh", "ru"):
        out = shutil.copytree(sample_run.out, tmp_path_factory.mktemp(lang) / "out")
        found[lang], _, _ = reporting.rebuild(out, sample_home, lang=lang)
    return found


@pytest.fixture(scope="module")
def brief(pages: dict[str, Path], sample_screening: Screening, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same with twelve cards, for what takes long per card; every kind of section is on them."""
    found = {}
    frame = Frame(228, 228, 0, sample_screening.as_of, sample_screening.basis.table("lists").to_pylist())
    for lang, page in pages.items():
        found[lang] = tmp_path_factory.mktemp("brief") / "report.html"
        write_report(page.parent, found[lang], frame, reporting.sources_of(sample_screening.basis), reporting.assets(), lang=lang, cards=12)
    return found


@pytest.fixture(scope="module")
def crowded(sample_run: local.Result, sample_screening: Screening, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample's decisions sixteen times over: two thousand cards in English, and in each language as many as axe-core can walk in seconds."""
    folder = tmp_path_factory.mktemp("crowded")
    lines = (Path(sample_run.out) / "decisions.ndjson").read_bytes().splitlines(keepends=True)
    again = (line.replace(b'"id":"GB-', b'"id":"%02d-GB-' % turn, 1) for turn in range(16) for line in lines)
    (folder / "decisions.ndjson").write_bytes(b"".join(again))
    frame = Frame(3600, 3600, 0, sample_screening.as_of, sample_screening.basis.table("lists").to_pylist())
    found = {}
    for name, lang, cards in (("whole", "en", 2000), ("en", "en", 100), ("zh", "zh", 100), ("ru", "ru", 100)):
        found[name] = folder / f"{name}.html"
        write_report(folder, found[name], frame, reporting.sources_of(sample_screening.basis), reporting.assets(), lang=lang, cards=cards)
    return found


@pytest.fixture
def quiet(browser: Browser) -> Iterator[Browser]:
    """The browser; afterwards the page must have complained of nothing."""
    browser.console()
    yield browser
    assert browser.console() == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", ["en", "zh", "ru"])
def test_nothing_runs_over_the_edge(quiet: Browser, pages: dict[str, Path], brief: dict[str, Path], lang: str, width: int) -> None:
    quiet.open((pages if lang == "en" else brief)[lang], width=width)
    quiet.photograph(f"{lang}-{width}-top")
    quiet.run(OPEN_SOME)
    over = quiet.run(
        "return [...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll') && e.getBoundingClientRect().right > innerWidth + 1)"
        ".slice(0, 5).map(e => e.outerHTML.slice(0, 120))"
    )
    assert over == []
    assert quiet.run("return document.documentElement.scrollWidth") <= width
    quiet.run("document.querySelector('.card').scrollIntoView()")
    quiet.photograph(f"{lang}-{width}-card")


@pytest.mark.parametrize(("lang", "width", "dark"), [("en", 1280, False), ("zh", 360, True), ("ru", 360, False)])
def test_axe_finds_nothing_serious(quiet: Browser, brief: dict[str, Path], axe: str, lang: str, width: int, dark: bool) -> None:
    quiet.open(brief[lang], width=width, dark=dark)
    quiet.run("document.querySelectorAll('details').forEach((each, i) => { each.open = i % 3 > 0; })")
    if dark:
        quiet.photograph(f"{lang}-{width}-dark")
    found: list[dict[str, Any]] = quiet.run(f"{axe}; return axe.run(document, {{resultTypes: ['violations']}}).then(found => found.violations)")
    told = [(each["id"], each["impact"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found if each["impact"] in SERIOUS]
    assert told == []


def test_the_keys_walk_open_search_and_clear(quiet: Browser, pages: dict[str, Path]) -> None:
    quiet.open(pages["en"])
    total = quiet.run("return document.querySelectorAll('.card').length")
    quiet.press("j", "j", "k", "j")
    assert quiet.run("return [...document.querySelectorAll('.card')].findIndex(card => card.classList.contains('at'))") == 1
    quiet.press("\ue007")
    assert quiet.run("return document.querySelectorAll('.card > details[open]').length") == 1
    quiet.press("/", *"malberg")
    shown = "return [...document.querySelectorAll('.card:not(.hide)')].length"
    assert quiet.run(f"return new Promise(done => setTimeout(() => done((() => {{ {shown} }})()), 400))") == 3
    assert quiet.run("return document.querySelectorAll('.group:not(.hide)').length") == 1
    assert quiet.run("return document.getElementById('shown').textContent") == f"3 of {total} cards"
    quiet.photograph("search")
    quiet.press("\ue00c")
    assert quiet.run(shown) == total


def test_filters_narrow_the_list(quiet: Browser, pages: dict[str, Path]) -> None:
    quiet.open(pages["en"])
    choose = "const by = document.getElementById(arguments[0]); by.value = arguments[1]; by.dispatchEvent(new Event('change', {bubbles: true}));"
    quiet.run(choose, "by-outcome", "block")
    assert quiet.run("return [...new Set([...document.querySelectorAll('.card:not(.hide)')].map(card => card.dataset.outcome))]") == ["block"]
    quiet.run(choose, "by-regime", "EU")
    assert quiet.run("return [...document.querySelectorAll('.card:not(.hide)')].every(card => card.dataset.regimes.split(' ').includes('EU'))")
    quiet.run("document.getElementById('toggle').click()")
    assert quiet.run("return [...document.querySelectorAll('.card:not(.hide)')].every(card => card.firstElementChild.open)")
    assert quiet.run("return [...document.querySelectorAll('.card.hide')].every(card => !card.firstElementChild.open)")


def test_without_scripts_every_card_is_there_and_unfolds(quiet: Browser, pages: dict[str, Path]) -> None:
    quiet.open(pages["en"], scripts=False)
    assert quiet.run("return document.getElementById('tools').hidden")
    assert quiet.run("return document.querySelectorAll('.card.hide').length") == 0
    quiet.run("document.querySelector('.card summary').click()")
    assert quiet.run("return document.querySelector('.card > details').open")


def test_on_paper_every_card_is_unfolded(quiet: Browser, brief: dict[str, Path]) -> None:
    quiet.open(brief["en"], scripts=False)
    paper = base64.b64decode(quiet.devtools("Page.printToPDF", printBackground=True)["data"])
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) > 12, "an unfolded card fills a page or more; twelve folded ones not even one"


def test_a_group_of_the_worklist_leads_to_its_cards(quiet: Browser, pages: dict[str, Path]) -> None:
    quiet.open(pages["en"])
    quiet.run("document.querySelector('.groups a').click()")
    assert quiet.run("return location.hash") == "#g0"
    assert quiet.run("return document.getElementById('g0').getBoundingClientRect().top") < 200


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("zh", 360), ("ru", 360)])
def test_axe_finds_nothing_serious_among_many_cards(quiet: Browser, crowded: dict[str, Path], axe: str, lang: str, width: int) -> None:
    quiet.open(crowded[lang], width=width)
    quiet.run("document.querySelectorAll('.card').forEach((card, i) => { if (i % 30 === 0) card.firstElementChild.open = true; })")
    quiet.run(SETTLE)
    quiet.photograph(f"{lang}-{width}-crowded")
    found: list[dict[str, Any]] = quiet.run(f"{axe}; return axe.run(document, {{resultTypes: ['violations']}}).then(found => found.violations)")
    assert [(each["id"], each["nodes"][0]["html"][:160]) for each in found if each["impact"] in SERIOUS] == []
    assert quiet.run("return document.documentElement.scrollWidth") <= width


def test_two_thousand_cards_do_not_freeze_the_page(quiet: Browser, crowded: dict[str, Path]) -> None:
    quiet.open(crowded["whole"])
    assert quiet.run("return document.querySelectorAll('.card').length") == 2000
    assert quiet.run("return document.querySelectorAll('*').length") < 40_000, "what is folded is no part of the page yet"
    quiet.run("window.ticks = 0; setInterval(() => { ticks += 1; }, 0)")
    before = quiet.run("document.getElementById('search').focus(); return ticks")
    quiet.run("const search = document.getElementById('search'); search.value = 'malberg'; search.dispatchEvent(new Event('input'))")
    quiet.run(
        "return new Promise(done => { const look = () => /^\\d+ of 2000/.test(shown.textContent) && !shown.textContent.startsWith('2000') ? done() : setTimeout(look, 20); look(); })"
    )
    assert quiet.run("return document.getElementById('shown').textContent") == "48 of 2000 cards"
    assert quiet.run("return ticks") - before > 10, "the page does other things while it searches two thousand cards"
    quiet.press("\ue00c", "j", "\ue007")
    quiet.run(SETTLE)
    assert quiet.run("return document.querySelectorAll('.card > details[open] .findings').length") > 0, "what unfolds is there when it is opened"

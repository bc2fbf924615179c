"""Can a person read how a match came about: in three languages, in 80 columns, and as data?"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.console import Console

from enduse.cli.app import main
from enduse.model.nouns import Party, Role
from enduse.parties import trace as room
from enduse.run import bases, match_trace
from enduse.show.match_trace import told
from enduse.show.phrases import LANGUAGES
from enduse.show.phrases_trace import CHANNELS, FORMS, NEEDS, PARTS, ROLES, TRACE, WHY
from enduse.text.forms import FORMS as FORM_CLASSES

SOURCE = Path(room.__file__).read_text(encoding="utf-8")


def test_every_code_of_a_trace_has_words_in_every_language() -> None:
    assert {*room.ROLES.values(), "distinctive"} == set(ROLES)
    assert set(re.findall(r'\("(\w+)", (?:any\(|row in)', SOURCE)) == set(CHANNELS)
    assert set(re.findall(r'^        "(\w+)": lambda', SOURCE, re.MULTILINE)) == set(NEEDS)
    assert {"words", "whole", "reading", "kind", "country", "birth_date", "address", "identifiers", "identifier", "name", "limits"} == set(PARTS)
    assert set(FORM_CLASSES) == set(FORMS)
    for table in (TRACE, CHANNELS, FORMS, ROLES, PARTS, NEEDS, WHY):
        for code, row in table.items():
            assert len(row) == len(LANGUAGES) and all(row), code
            assert len({frozenset(re.findall(r"{\w+}", each)) for each in row}) == 1, code


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_fits_80_columns(lang: str, small_basis: bases.Basis) -> None:
    asked = Party(
        role=Role.buyer, name="Volgograd Precision Turbine Works Trading 12", country="TR", address="ul. Lenina 7, Volgograd 400005, Russian Federation"
    )
    (one,) = match_trace.explain(asked, small_basis, limit=1)
    paper = Console(width=80, record=True, file=None, quiet=False)
    with paper.capture() as said:
        for part in told(one.trace, one.listings, possible=800, lang=lang):
            paper.print(part)
    lines = said.get().splitlines()
    assert len(lines) > 20
    assert max(map(len, lines)) <= 80
    assert "volgograd" in said.get()


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["explain-match", *words])
    return int(left.value.code or 0)


@pytest.fixture
def home(small_basis: bases.Basis, tmp_path: Path) -> Path:
    """A home that holds nothing but a Basis."""
    (tmp_path / "basis").mkdir()
    (tmp_path / "basis" / small_basis.path.name).symlink_to(small_basis.path)
    (tmp_path / "basis" / "current").write_text(small_basis.path.name)
    return tmp_path


def test_the_command_takes_a_match_apart(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = ("--country", "Russia", "--identifier", "inn:7707083893", "--home", str(home))
    assert run("Kamyshin Pump Trading", *known) == 0
    said = capsys.readouterr().out
    for words in (
        "sum of points",
        "probability",
        "established, 0.960",
        "Found by: an identifier",
        "identifier inn:7707083893",
        "not found",
        "t:frozen:1 (asset freeze, t)",
    ):
        assert words in said
    assert run("Kamyshin Pump Trading", *known, "--json") == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["trace"]["score"], one["trace"]["entity"], one["listings"][0]["listing_id"]) == (960, "t:frozen", "t:frozen:1")
    assert sum(line["points"] for line in one["trace"]["lines"]) == 960
    assert run("Blumenhaus Lindau", "--listing", "t:vessel:1", "--home", str(home)) == 0
    assert "No channel leads" in capsys.readouterr().out
    assert run("Blumenhaus Lindau", "--home", str(home)) == 0
    assert "Nobody on the lists" in capsys.readouterr().out


def test_two_names_need_no_list(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run("Granitmash Technology", "Granitmash Trading", "--home", str(tmp_path)) == 0
    said = capsys.readouterr().out
    assert "words of the names conflict" in said
    assert "(embedded)" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("A", "B", "--country", "RU"), "leave out --country"), (("A", " "), "two names"), (("A", "--kind", "alien"), "unknown kind"), (("A", "--entity", "nobody"), "no entity 'nobody'"),
        (("A", "--listing", "nothing"), "no listing 'nothing'"), (("A", "--entity", "t:frozen", "--listing", "t:frozen:1"), "not both"), (("A", "--limit", "0"), "limit"),
        (("A", "--birth-date", "02.04.1961"), "ISO date"), (("A", "B", "--lang", "xx"), "no words in 'xx'"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said(words: tuple[str, ...], said: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words, "--home", str(home)) == 2
    assert said in capsys.readouterr().err

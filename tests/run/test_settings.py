"""Can a user set what decides, are mistakes told with their line, and do the operating points of an effect do what they say?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from enduse.basis import Basis
from enduse.cli.app import main
from enduse.errors import DefinitionError, UsageError
from enduse.facts import Hit, Listings
from enduse.facts.hits import expand
from enduse.judge import differences
from enduse.model.effects import Effect
from enduse.model.nouns import Party, Reason, Role
from enduse.model.operating import Point, points_of
from enduse.parties import Found, Index, find
from enduse.run import match_trace, settings
from enduse.run.prepare import compile_basis

DAY = "2026-10-01"
WORKS = Party(role=Role.consignee, name="Volgograd Precision Turbine Work", country="RU")
EXACT = replace(WORKS, name="Volgograd Precision Turbine Works")

Set = Callable[..., Basis]


@pytest.fixture
def with_settings(small_content: Basis) -> Set:
    """The small Basis with some settings made otherwise."""

    def made(**own: int) -> Basis:
        named = {name.replace("__", "."): str(value) for name, value in own.items()}
        assert named.keys() <= settings.SHIPPED.keys()
        return Basis({**small_content.tables, "settings": settings.table(named)})

    return made


def hits(party: Party, basis: Basis) -> list[Hit]:
    (found,) = find([party], Index.of(basis))
    return expand(0, party, found, Listings.of_basis(basis), date=DAY, as_of=DAY, attached={}, exclusions={})


def write(home: Path, text: str) -> Path:
    home.mkdir(exist_ok=True)
    (home / settings.FILE).write_text(text, encoding="utf-8")
    return home


def test_as_shipped_no_point_changes_a_band(small_content: Basis) -> None:
    assert Listings.of_basis(small_content).points == {}
    (one,) = hits(WORKS, small_content)
    assert one.band == one.found.band and one.reasons == one.found.reasons


def test_every_effect_has_both_points() -> None:
    assert {f"parties.{kind}_at.{effect}" for kind in ("established", "possible") for effect in Effect} <= settings.SHIPPED.keys()


def test_below_the_possible_point_a_match_is_none_for_that_effect_alone(small_content: Basis, with_settings: Set) -> None:
    score = round(hits(WORKS, small_content)[0].found.score * 1000)
    assert hits(WORKS, with_settings(parties__possible_at__asset_freeze=score + 1)) == []
    assert len(hits(WORKS, with_settings(parties__possible_at__asset_freeze=score))) == 1
    assert len(hits(WORKS, with_settings(parties__possible_at__signal=1000))) == 1


def test_below_the_established_point_a_match_can_only_ask_and_says_so(small_content: Basis, with_settings: Set) -> None:
    party = Party(role=Role.consignee, name="OOO Volgograd Precision Turbine Works", country="RU")
    (plain,) = hits(party, small_content)
    assert plain.band == "established" and not plain.found.exact
    (one,) = hits(party, with_settings(parties__established_at__asset_freeze=1000))
    assert one.band == "possible" and one.counts
    assert one.reasons == (*plain.reasons, Reason(code="below_established_at", values={"effect": "asset_freeze", "needed": 1000}))


def test_an_equal_name_or_a_number_is_never_lowered(small_content: Basis, with_settings: Set) -> None:
    strict = with_settings(parties__established_at__asset_freeze=1000, parties__possible_at__asset_freeze=1000)
    (number,) = find([replace(WORKS, name="Kamyshin Pump Trading")], Index.of(strict)) or [()]
    assert number == ()
    from enduse.codes.identifiers import canonical_identifier

    numbered = replace(WORKS, name="Kamyshin Pump Trading", identifiers=(canonical_identifier("inn", "7707083893", "RU"),))
    for party in (EXACT, numbered):
        assert [one.band for one in hits(party, strict)] == [one.band for one in hits(party, small_content)] == ["established"]


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 1000), st.sampled_from(["established", "possible"]), st.booleans())
def test_a_point_only_makes_stricter(established: int, possible: int, score: int, band: str, held: bool) -> None:
    order = ["below", "possible", "established"]
    made = Point(established, possible).band(band, score, held=held)
    assert order.index(made) <= order.index(band)
    assert made == band or not held


def test_a_basis_without_points_has_none() -> None:
    assert points_of(Basis({"settings": settings.table({}).slice(0, 1)}).setting) == {}


def test_explaining_tells_the_point_that_applied(with_settings: Set) -> None:
    basis = with_settings(parties__established_at__asset_freeze=999, parties__possible_at__asset_freeze=700)
    (one,) = match_trace.explain(Party(role=Role.buyer, name="OOO Volgograd Precision Turbine Works", country="RU"), basis)
    (point,) = one.points
    assert (point.effect, point.established_at, point.possible_at, point.held, point.band) == ("asset_freeze", 999, 700, False, "possible")
    (exact,) = match_trace.explain(EXACT, basis)
    assert exact.points[0].held and exact.points[0].band == "established"


def test_tables_and_whole_names_set_the_same(tmp_path: Path) -> None:
    whole = settings.read(write(tmp_path / "a", '"parties.possible_at.signal" = 900\nlists.max_age_days = 7\n"goods.mismatch.texts" = false\n'))
    parts = settings.read(write(tmp_path / "b", '[parties.possible_at]\nsignal = 900\n[lists]\nmax_age_days = 7\n[goods.mismatch]\ntexts = "no"\n'))
    assert whole == parts == {"parties.possible_at.signal": "900", "lists.max_age_days": "7", "goods.mismatch.texts": "no"}
    assert settings.read(write(tmp_path / "c", "[lists]\nmax_age_days = 30\n")) == {}, "what is set as shipped is not set otherwise"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[parties]\npossible = 800\n[parties.possible_at]\nsignals = 900\n", 4, "did you mean parties.possible_at.signal?"),
        ("[parties.possible_at]\n\nsignal = 1900\n", 3, "whole number from 0 to 1000, not 1900"),
        ("[parties.possible_at]\nsignal = 0.9\n", 2, "whole number from 0 to 1000, not 0.9"),
        ("[parties.possible_at]\nsignal = true\n", 2, "whole number"),
        ("[parties]\nneighbours = 0\n", 2, "from 1 to 1000"),
        ('[parties]\ncalibration = "0:0 1000:1000"\n', 2, "is fitted as a whole"),
        ("[parties]\nslip_letters = 4\n", 2, "laid down by"),
        ('[goods.mismatch]\ntexts = "perhaps"\n', 2, "is yes or no"),
        ("[goods.mismatch]\nsure = 1.5\n", 2, "number from 0 to 1"),
        ("[goods.lists]\nluxury = 5\n", 2, "is a list of ids"),
        ("[lists\n", 1, "is not TOML"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_the_remedy(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(DefinitionError) as fault:
        settings.read(write(tmp_path, text))
    assert f"{settings.FILE}:{line}: " in str(fault.value) and said in str(fault.value)


def test_a_control_list_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="no control list is called nowhere"):
        compile_basis([], [], own_settings={"goods.lists.luxury": "nowhere"})


def test_what_is_set_is_part_of_the_digest_and_told_as_a_difference(small_content: Basis, with_settings: Set) -> None:
    other = with_settings(parties__possible_at__signal=900)
    assert other.digest != small_content.digest
    assert differences.compare(small_content, other).whole == ("settings",)


def run(home: Path, *words: str) -> int:
    with pytest.raises(SystemExit) as end:
        main([*words, "--home", str(home)])
    return int(end.value.code or 0)


def test_the_home_compiles_shows_and_guards_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = write(tmp_path / "home", "[parties.possible_at]\nsignal = 900\n")
    assert run(home, "prepare") == 0
    assert "settings.toml: parties.possible_at.signal = 900" in capsys.readouterr().out
    assert run(home, "settings", "--own", "--json") == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["name"], one["value"], one["shipped"]) == ("parties.possible_at.signal", "900", "0")
    assert run(home, "settings", "owners") == 0
    shown = capsys.readouterr().out
    assert "owners.just_under" in shown and f"1 of {len(settings.SHIPPED)} settings are set" in shown
    assert run(home, "settings", "party") == 2
    write(home, "")
    (tmp_path / "book.csv").write_text("id,kind,date,seller_name\nA,payment,2026-05-04,Rösterei Feldkamp GmbH\n", encoding="utf-8")
    assert run(home, "screen", str(tmp_path / "book.csv"), "--out", str(tmp_path / "out"), "--as-of", "2026-11-01") == 3
    assert "settings.toml: changed since the Basis in use was compiled; run `enduse prepare`" in capsys.readouterr().err


def test_a_found_match_keeps_its_own_band(with_settings: Set) -> None:
    """The point is of the listing, not of the entity: what is found stays as it is found."""
    basis = with_settings(parties__established_at__asset_freeze=1000)
    party = replace(WORKS, name="OOO Volgograd Precision Turbine Works")
    (found,) = find([party], Index.of(basis))
    assert [isinstance(one, Found) and one.band for one in found] == ["established"]

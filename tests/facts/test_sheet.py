"""What becomes of a fact that the user declares?"""

from __future__ import annotations

from enduse.facts.sheet import Sheet, period_end, typed


def test_a_declared_fact_fills_an_unknown_one() -> None:
    sheet = Sheet(2)
    sheet.put("goods.on_chpl", [None, True])
    assert sheet.declare("goods.on_chpl", 0, False) is None
    column = sheet.columns()["goods.on_chpl"]
    assert column.values.to_pylist() == [False, True]
    assert column.provenance.to_pylist() == ["declared", "derived"]


def test_a_declared_fact_never_overrides_what_is_known() -> None:
    sheet = Sheet(1)
    sheet.put("goods.on_chpl", [True])
    assert sheet.declare("goods.on_chpl", 0, False) == ("False", "True")
    assert sheet.columns()["goods.on_chpl"].values.to_pylist() == [True]


def test_a_declared_fact_replaces_an_assumption() -> None:
    sheet = Sheet(1)
    sheet.put("goods.dual_use", [False], "assumed")
    assert sheet.declare("goods.dual_use", 0, True) is None
    assert sheet.columns()["goods.dual_use"].values.to_pylist() == [True]


def test_a_declared_set_adds_to_the_known_members_and_takes_none_away() -> None:
    sheet = Sheet(1)
    sheet.put("party.*.established_effects", [(("asset_freeze",), True)], "listed")
    assert sheet.declare("party.*.established_effects", 0, ("signal",)) is not None
    assert sheet.columns()["party.*.established_effects"].values.to_pylist() == [["asset_freeze", "signal"]]


def test_an_incomplete_set_stays_incomplete_until_someone_declares_it() -> None:
    sheet = Sheet(1)
    sheet.put("route.via_countries", [(("TR",), False)])
    assert not sheet.columns()["route.via_countries"].complete[0]
    sheet.declare("route.via_countries", 0, ("AE",))
    column = sheet.columns()["route.via_countries"]
    assert column.values.to_pylist() == [["AE", "TR"]]
    assert column.complete is not None
    assert column.complete[0]


def test_what_cannot_be_read_as_the_type_is_unknown() -> None:
    assert typed("party.*.age_days", "soon") is None
    assert typed("party.*.listed_owner_share", "NaN") is None
    assert typed("doc.risk_assessment", "maybe") is None


def test_a_firm_with_only_a_founding_year_is_taken_to_be_as_young_as_it_can_be() -> None:
    assert str(period_end("2024")) == "2024-12-31"
    assert str(period_end("2023-02")) == "2023-02-28"
    assert period_end("2023-13-40") is None

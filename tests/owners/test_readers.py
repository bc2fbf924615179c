"""Is every row of a register kept, superseded, passed over or refused with its line, and do shares come through exactly?"""

from __future__ import annotations

import io
import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.errors import Refused, UsageError
from enduse.lists.holdings import Reading, read_register
from enduse.lists.holdings.shares import read_share
from enduse.model.ownership import FULL, PERCENT, Control, Tie
from enduse.tables import Input


def read(text: str | bytes, name: str = "r.csv") -> Reading:
    stream = io.BytesIO(text.encode() if isinstance(text, str) else text)
    stream.name = name
    with Input(stream) as source:
        return read_register(source, name=name)[1]


# ---------------------------------------------------------------- shares


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("50", 50 * PERCENT, 50 * PERCENT),
        ("49.99", 4999 * PERCENT // 100, 4999 * PERCENT // 100),
        ("49,99 %", 4999 * PERCENT // 100, 4999 * PERCENT // 100),
        ("25-50", 25 * PERCENT, 50 * PERCENT),
        ("25 % to 50 %", 25 * PERCENT, 50 * PERCENT),
        ("between 25 and 50", 25 * PERCENT, 50 * PERCENT),
        (">50", 50 * PERCENT + 1, FULL),
        ("more than 50 %", 50 * PERCENT + 1, FULL),
        (">= 75", 75 * PERCENT, FULL),
        ("75+", 75 * PERCENT, FULL),
        ("<50", 0, 50 * PERCENT - 1),
        ("up to 50", 0, 50 * PERCENT),
        ("1/2", 50 * PERCENT, 50 * PERCENT),
        ("1/3", FULL // 3, FULL // 3 + 1),
        ("ownership-of-shares-25-to-50-percent", 25 * PERCENT + 1, 50 * PERCENT),
        ("ownership-of-shares-50-to-75-percent-as-trust", 50 * PERCENT + 1, 75 * PERCENT - 1),
        ("ownership-of-shares-75-to-100-percent", 75 * PERCENT, FULL),
    ],
)
def test_a_share_is_read_exactly(text: str, least: int, most: int) -> None:
    assert read_share(text) == (least, most)


@pytest.mark.parametrize("text", ["", "half", "101", "-5", "50-25", "1/0", "5/4", "nan", "1e2", "25%%x"])
def test_what_is_no_share_is_not_guessed(text: str) -> None:
    assert read_share(text) is None


@given(st.decimals(min_value=0, max_value=100, places=10))
def test_ten_decimals_are_kept_to_the_last(share: Decimal) -> None:
    found = read_share(format(share, "f"))
    assert found == (int(share * PERCENT), int(share * PERCENT))
    assert Fraction(found[0], PERCENT) == Fraction(share)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_fraction_lies_within_its_range(part: int, whole: int) -> None:
    found = read_share(f"{part}/{whole}")
    if part > whole:
        assert found is None
    else:
        assert found is not None
        assert found[0] <= Fraction(part, whole) * FULL <= found[1]
        assert found[1] - found[0] <= 1


# ---------------------------------------------------------------- a plain table

HEAD = "owner_id,owner_name,owned_id,owned_name,share,min,max,control,role,from,to,source\n"


def test_a_table_keeps_what_it_states() -> None:
    found = read(
        HEAD + "ogrn:1027700132195,Sber,T,Target,49.99,,,no,,2020-01,2024,register\nA,Alpha,T,Target,,25,50,unknown,,,,\nB,Beta,T,Target,,,,,director,,,\n"
    )
    first, second, third = found.holdings
    assert (first.least, first.most, first.control, first.valid_from, first.valid_to) == (4999 * PERCENT // 100,) * 2 + (Control.no, "2020-01-01", "2024-12-31")
    assert (second.least, second.most, second.control) == (25 * PERCENT, 50 * PERCENT, Control.unknown)
    assert third.tie is Tie.role
    assert found.holders["ogrn:1027700132195"].identifiers[0].scheme == "ogrn"
    assert first.where == "r.csv:2"


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("A,Alpha,T,Target,150,,,,,,,", "share", "no share"),
        ("A,Alpha,T,Target,,60,40,,,,,", "max", "smaller than min"),
        ("A,Alpha,T,Target,10,,,perhaps,,,,", "control", "neither yes, no nor unknown"),
        ("A,Alpha,T,Target,10,,,,,2024-13-01,,", "from", "no ISO date"),
        ("A,Alpha,T,Target,10,,,,,2024-02-01,2024-01-01,", "to", "ends before"),
        ("A,Alpha,A,Alpha,10,,,,,,,", "owned_id", "the same"),
        (",,T,Target,10,,,,,,,", "owner_name", "neither id nor name"),
        ("A,Alpha,T,Target,10,,,,gardener,,,", "role", "unknown role"),
    ],
)
def test_a_row_that_cannot_be_used_says_line_column_and_remedy(row: str, column: str, reason: str) -> None:
    found = read(HEAD + "A,Alpha,T,Target,50,,,,,,,\n" + row + "\n")
    (refused,) = found.rejected
    assert (refused.file, refused.line, refused.column) == ("r.csv", 3, column)
    assert reason in refused.reason
    assert refused.remedy
    assert (found.rows, found.kept, found.refused) == (2, 1, 1)


def test_a_row_stated_twice_is_superseded_and_counted() -> None:
    found = read(HEAD + "A,Alpha,T,Target,50,,,,,,,\n" * 2)
    assert (found.rows, found.kept, found.superseded, len(found.holdings)) == (2, 1, 1, 1)


def test_fractions_of_one_are_refused_as_a_whole() -> None:
    with pytest.raises(Refused, match="fractions of 1"):
        read(HEAD + "A,Alpha,T,Target,0.5,,,,,,,\nB,Beta,T,Target,0.5,,,,,,,\n")
    assert read(HEAD + "A,Alpha,T,Target,0.5%,,,,,,,\n").holdings[0].most == PERCENT // 2


def test_a_table_without_owners_is_no_register() -> None:
    with pytest.raises(UsageError, match="owner_name"):
        read("id,name\n1,A\n")


# ---------------------------------------------------------------- BODS


def bods02(**more: Any) -> list[dict[str, Any]]:
    interest = {"type": "shareholding", "interestLevel": "direct", "share": {"exact": 49.99}, "startDate": "2020-01-01", **more}
    return [
        {"statementID": "e1", "statementType": "entityStatement", "name": "Target", "incorporatedInJurisdiction": {"code": "GB"}, "identifiers": [{"scheme": "GB-COH", "id": "01234567"}]},
        {"statementID": "p1", "statementType": "personStatement", "names": [{"fullName": "Ann Owner"}], "birthDate": "1970-02", "nationalities": [{"code": "GB"}]},
        {"statementID": "o1", "statementType": "ownershipOrControlStatement", "subject": {"describedByEntityStatement": "e1"}, "interestedParty": {"describedByPersonStatement": "p1"}, "interests": [interest]},
    ]  # fmt: skip


def bods04(share: dict[str, Any], status: str = "new", date: str = "2024-01-01") -> list[dict[str, Any]]:
    def record(kind: str, key: str, details: dict[str, Any], **more: str) -> dict[str, Any]:
        return {
            "statementId": f"s-{key}-{date}",
            "recordId": key,
            "recordType": kind,
            "recordStatus": status,
            "statementDate": date,
            "recordDetails": details,
            **more,
        }

    interests = [{"type": "shareholding", "directOrIndirect": "direct", "share": share}]
    return [
        record("entity", "E", {"entityType": {"type": "registeredEntity"}, "name": "Target", "jurisdiction": {"code": "DE"}}),
        record("person", "P", {"personType": "knownPerson", "names": [{"fullName": "Ann Owner"}]}),
        record("relationship", "R", {"subject": "E", "interestedParty": "P", "interests": interests}),
    ]


def lines(statements: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(each) + "\n" for each in statements)


@pytest.mark.parametrize("text", [json.dumps(bods02(), indent=1), lines(bods02())])
def test_bods_02_as_an_array_or_as_lines(text: str) -> None:
    found = read(text, "b.json")
    (holding,) = found.holdings
    assert (holding.owner, holding.owned, holding.least, holding.valid_from) == ("p1", "e1", 4999 * PERCENT // 100, "2020-01-01")
    assert found.holders["e1"].identifiers[0].scheme == "registration"
    assert (found.rows, found.kept) == (3, 3)


def test_lines_of_an_array_are_told() -> None:
    statements = bods02(share={"exact": 120})
    found = read("[\n" + ",\n".join(json.dumps(each) for each in statements[:2]) + ",\n" + json.dumps(bods02()[2]) + ",\n" + json.dumps(statements[2] | {"statementID": "o2"}) + "\n]", "b.json")  # fmt: skip
    (refused,) = found.rejected
    assert (refused.line, refused.column) == (5, "share")


def test_a_statement_that_another_replaces_is_superseded() -> None:
    statements = bods02()
    newer = {**statements[2], "statementID": "o2", "replacesStatements": ["o1"], "interests": [{"type": "shareholding", "share": {"exact": 10}}]}
    found = read(lines([*statements, newer]), "b.json")
    assert [h.least for h in found.holdings] == [10 * PERCENT]
    assert (found.rows, found.kept, found.superseded) == (4, 3, 1)


def test_the_latest_statement_of_a_record_counts_whatever_the_order() -> None:
    old, new = bods04({"exact": 60}), bods04({"exact": 40}, "updated", "2025-01-01")
    for mixed in (old + new, new + old):
        found = read(lines(mixed), "b.json")
        assert [h.least for h in found.holdings] == [40 * PERCENT]
        assert (found.rows, found.kept, found.superseded) == (6, 3, 3)


def test_a_closed_record_ends_on_its_date() -> None:
    found = read(lines(bods04({"exact": 60}) + bods04({"exact": 60}, "closed", "2025-06-30")), "b.json")
    assert [h.valid_to for h in found.holdings] == ["2025-06-30"]


@pytest.mark.parametrize(
    ("share", "least", "most"),
    [
        ({"minimum": 25, "maximum": 50, "exclusiveMinimum": True}, 25 * PERCENT + 1, 50 * PERCENT),  # flags: 0.2
        ({"exclusiveMinimum": 50, "maximum": 75}, 50 * PERCENT + 1, 75 * PERCENT),  # numbers: 0.4
        ({"minimum": 75}, 75 * PERCENT, FULL),
        ({}, None, None),
        (None, None, None),
    ],
)
def test_the_bounds_of_a_share(share: dict[str, Any] | None, least: int | None, most: int | None) -> None:
    (holding,) = read(lines(bods04(share)), "b.json").holdings  # type: ignore[arg-type]  # some exports write null
    assert (holding.least, holding.most) == (least, most)


@pytest.mark.parametrize(
    ("kind", "share", "control", "tie"),
    [
        ("voting-rights", {"exact": 60}, Control.yes, Tie.holding),
        ("votingRights", {"exact": 50}, Control.no, Tie.holding),
        ("voting-rights", {"minimum": 25, "maximum": 75}, Control.unknown, Tie.holding),
        ("voting-rights", None, Control.unknown, Tie.holding),
        ("appointment-of-board", None, Control.yes, Tie.holding),
        ("influence-or-control", None, Control.unknown, Tie.holding),
        ("senior-managing-official", None, Control.no, Tie.role),
        ("unknownInterest", None, Control.unknown, Tie.holding),
    ],
)
def test_what_kinds_of_interest_mean(kind: str, share: dict[str, Any] | None, control: Control, tie: Tie) -> None:
    (holding,) = read(lines(bods02(type=kind, share=share)), "b.json").holdings
    assert (holding.control, holding.tie) == (control, tie)


def test_an_indirect_interest_is_told_from_a_direct_one() -> None:
    assert read(lines(bods02(interestLevel="indirect")), "b.json").holdings[0].tie is Tie.indirect


def test_an_owner_that_the_register_cannot_name_is_passed_over_and_counted() -> None:
    unnamed = {**bods02()[2], "statementID": "o2", "interestedParty": {"unspecified": {"reason": "unknown"}}}
    found = read(lines([*bods02(), unnamed]), "b.json")
    assert sum(found.passed.values()) == 1
    assert found.adds_up()


# ---------------------------------------------------------------- FollowTheMoney


def test_follow_the_money_links_are_holdings_posts_or_passed_over() -> None:
    found = read(
        lines(
            [
                {"id": "c", "schema": "Company", "properties": {"name": ["Target"], "jurisdiction": ["cy"], "registrationNumber": ["HE1"]}},
                {"id": "p", "schema": "Person", "properties": {"name": ["Ann Owner"], "alias": ["A. Owner"]}},
                {"id": "o", "schema": "Ownership", "properties": {"owner": ["p"], "asset": ["c"], "percentage": ["25.5%"], "endDate": ["2025"]}},
                {"id": "o2", "schema": "Ownership", "properties": {"owner": ["q"], "asset": ["c"]}},
                {"id": "d", "schema": "Directorship", "properties": {"director": ["p"], "organization": ["c"], "role": ["CEO"]}},
                {"id": "u", "schema": "UnknownLink", "properties": {"subject": ["p"], "object": ["c"]}},
                {"id": "s", "schema": "Succession", "properties": {"predecessor": ["p"], "successor": ["c"]}},
                {"id": "x", "schema": "Ownership", "properties": {"asset": ["c"]}},
                {"id": "y", "schema": "Ownership", "properties": {"owner": ["p"], "asset": ["c"], "percentage": ["most"]}},
            ]
        ),
        "e.ftm.json",
    )
    assert [(h.owner, h.tie, h.least, h.valid_to) for h in found.holdings] == [
        ("p", Tie.holding, 255 * PERCENT // 10, "2025-12-31"), ("q", Tie.holding, None, None), ("p", Tie.role, None, None),
    ]  # fmt: skip
    assert (found.rows, found.kept, found.refused, sum(found.passed.values())) == (9, 5, 2, 2)
    assert [r.line for r in found.rejected] == [8, 9]
    assert found.holders["p"].other_names == ("A. Owner",)
    assert found.holders["q"].name == "q"


def test_a_cut_line_is_refused_and_the_others_stay() -> None:
    found = read(lines(bods02()) + '{"statementID": "o9", "statementTy', "b.json")
    assert (found.kept, found.refused) == (3, 1)
    with pytest.raises(Refused, match="cut"):
        read(json.dumps(bods02())[:-20], "b.json")


@given(
    st.lists(
        st.sampled_from(["A,Alpha,T,Target,50,,,,,,,", "A,Alpha,T,Target,x,,,,,,,", ",,,,,,,,,,,x", '"A', "B,Beta,T,Target,,,,,,,,", "A,Alpha"]),
        min_size=1,
        max_size=12,
    )
)
def test_rows_in_are_rows_accounted_for(rows: list[str]) -> None:
    try:
        found = read(HEAD + "A,Alpha,T,Target,30,,,,,,,\n" + "\n".join(rows) + "\n")
    except Refused:
        return
    assert found.adds_up()
    assert found.rows == found.kept + found.refused + found.superseded

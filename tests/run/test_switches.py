"""Does a switch for disputed law do what the operator said, and does every decision it touches say who said so?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from enduse.basis import Basis
from enduse.errors import DefinitionError, Refused, UsageError
from enduse.judge import kernel
from enduse.model.arrow import to_batch
from enduse.model.nouns import GoodsLine, Operator, OperatorRole, Party, Role, Route, Transaction, TransactionKind
from enduse.owners import rules_of, rules_table
from enduse.rules import compile_packs
from enduse.run import api, ownership, package, switches
from enduse.run.freshness import stale_lists
from enduse.run.prepare import compile_basis, prepare
from enduse.run.switches import Switch
from enduse.tables.definition_file import read_definition

IN_FORCE = Switch(id="bis-affiliates", state="in_force", by="Head of Trade Compliance", on="2026-11-12", reason='no "extension" in the Federal Register')


def basis(*switched: Switch) -> Basis:
    return compile_basis([], [], switched=switched)


@pytest.fixture(scope="module")
def as_packed() -> Basis:
    return basis()


@pytest.fixture(scope="module")
def in_force() -> Basis:
    return basis(IN_FORCE)


def decide(content: Basis, date: str = "2026-12-01") -> dict[str, Any]:
    goods = GoodsLine(description="microcontrollers", hs_code="854231", origin="US", value="9000.00", currency="USD", eccn="EAR99")
    parties = (
        Party(role=Role.seller, name="Cobalt Mesa Components Inc", country="US"),
        Party(role=Role.consignee, name="Ege Elektronik Dagitim", country="TR"),
    )
    one = Transaction(
        id="t", kind=TransactionKind.shipment, ship_date=date, goods=(goods,), route=Route(ship_from="US", ship_to="TR"), parties=parties,
        facts={"party.consignee.listed_owner_share": 60, "doc.end_use_certificate": True},
    )  # fmt: skip
    operator = Operator(kind=OperatorRole.exporter, seats=("US",), us_person=True)
    screening = kernel.Screening(basis=content, as_of=date, engine_version="test", operator=operator)
    return dict(msgspec.json.decode(kernel.screen(to_batch([one]), screening).column("document")[0].as_py()))


def finding(decision: dict[str, Any]) -> dict[str, Any]:
    return next(one for one in decision["findings"] if one["rule"] == "US-AFF-03")


def test_disputed_law_asks_and_never_blocks_before_somebody_confirms_it(as_packed: Basis) -> None:
    decision = decide(as_packed)
    assert decision["outcome"] == "review"
    assert finding(decision)["outcome"] == "review"
    assert finding(decision)["confirmed"] == "unconfirmed"


def test_confirmed_by_the_operator_it_blocks_and_says_who_confirmed_it_and_why(in_force: Basis) -> None:
    found = finding(decide(in_force))
    assert (decide(in_force)["outcome"], found["outcome"], found["confirmed"]) == ("block", "block", "operator")
    assert found["citation"].endswith('in force as confirmed by Head of Trade Compliance on 2026-11-12: no "extension" in the Federal Register')
    assert found["citation"].startswith("90 FR 50857")


def test_a_switch_does_not_reach_beyond_the_dates_of_its_rule(in_force: Basis) -> None:
    assert "US-AFF-03" not in decide(in_force, "2026-11-09")["rules"]


def test_stayed_by_the_operator_it_is_noted_only() -> None:
    found = finding(decide(basis(msgspec.structs.replace(IN_FORCE, state="stayed", reason="extended"))))
    assert (found["outcome"], found["capped"], found["status"]) == ("note", "stayed", "stayed")
    assert "extended" in found["citation"]


def test_the_row_of_the_ownership_rules_is_switched_with_the_rule() -> None:
    texts, found = switches.switched_rows(ownership.rule_texts(None), switches.members([IN_FORCE]))
    row = next(one for one in rules_of(rules_table(texts)) if one.id == "bis-affiliates-2026")
    assert found == {"bis-affiliates-2026"}
    assert not row.asks_only
    assert "Head of Trade Compliance" in row.citation


def test_every_switch_of_the_package_names_rules_or_rows_that_there_are() -> None:
    for one in switches.known():
        wanted = switches.members([msgspec.structs.replace(IN_FORCE, id=one.id)])
        packs, rules = switches.switched_packs(package.folder("packs", ".toml"), wanted)
        _, rows = switches.switched_rows(ownership.rule_texts(None), wanted)
        assert wanted.keys() == rules | rows, one.id
        assert packs != package.folder("packs", ".toml")


def test_nothing_but_the_rule_switched_changes(as_packed: Basis, in_force: Basis) -> None:
    before, after = (kernel.ruleset_of(content) for content in (as_packed, in_force))
    changed = [old.id for old, new in zip(before.rules, after.rules, strict=True) if old.digest != new.digest]
    assert changed == ["US-AFF-03"]
    assert as_packed.digest != in_force.digest


def test_screening_is_refused_until_the_basis_holds_the_switches_of_the_home(tmp_path: Path) -> None:
    now = dt.datetime.now(dt.UTC)
    made = prepare(tmp_path, now=now)
    switches.write(tmp_path, IN_FORCE, id=IN_FORCE.id)
    with pytest.raises(Refused, match=r"switches\.toml: changed since"):
        stale_lists(made, now, (), tmp_path)
    assert stale_lists(prepare(tmp_path, now=now), now, (), tmp_path) == ()
    assert switches.read(tmp_path) == (IN_FORCE,)
    switches.write(tmp_path, None, id=IN_FORCE.id)
    assert switches.read(tmp_path) == ()


@pytest.mark.parametrize(
    ("switch", "said"),
    [
        (msgspec.structs.replace(IN_FORCE, by=" "), "needs the name"),
        (msgspec.structs.replace(IN_FORCE, reason=""), "the reason"),
        (msgspec.structs.replace(IN_FORCE, state="repealed"), "none of in_force"),
        (msgspec.structs.replace(IN_FORCE, on="yesterday"), "no ISO date"),
    ],
)
def test_a_switch_without_a_person_a_reason_or_a_state_is_refused(switch: Switch, said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=said):
        switches.write(tmp_path, switch, id=switch.id)
    assert not (tmp_path / "switches.toml").exists()


def test_what_is_switched_twice_or_is_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="US-AFF-03 is switched by"):
        basis(IN_FORCE, msgspec.structs.replace(IN_FORCE, id="US-AFF-03"))
    with pytest.raises(UsageError, match="no rule and no ownership row is called US-AFF-33"):
        basis(msgspec.structs.replace(IN_FORCE, id="US-AFF-33"))


def test_a_file_that_is_no_list_of_switches_is_refused(tmp_path: Path) -> None:
    (tmp_path / "switches.toml").write_text("[[switch]]\nid = 3\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="enduse rules switch"):
        switches.read(tmp_path)


def test_a_rule_of_the_users_own_can_be_switched(tmp_path: Path) -> None:
    text = '[pack]\nid = "own"\ntitle = "Own"\n\n[[rule]]\nid = "OWN-1"\ntitle = "t"\nregime = []\ncondition = "tx.kind == \'order\'"\noutcome = "block"\nreason_class = "prohibited"\nunknown = "note"\ncitation = "House 1"\nsource = "s"\nconfirmed = "unconfirmed"\n'
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    packs, found = switches.switched_packs({"own.toml": read_definition(path)}, {"OWN-1": msgspec.structs.replace(IN_FORCE, id="OWN-1")})
    rule = compile_packs(packs, {}).rule("OWN-1")
    assert found == {"OWN-1"}
    assert (rule.outcome, rule.confirmed, rule.status) == ("block", "operator", "in_force")


def test_screening_goes_on_after_a_rule_of_the_users_own_was_switched_and_prepared(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "own.toml").write_text(
        '[pack]\nid = "own"\ntitle = "Own"\n\n[[rule]]\nid = "OWN-1"\ntitle = "t"\nregime = []\ncondition = "goods.on_chpl"\noutcome = "review"\nreason_class = "red_flag"\n'
        'citation = "House 1"\nsource = "s"\nconfirmed = "secondary"\n'
        + "".join(
            f'[[rule.example]]\nfacts = {{ {fact} }}\nexpect = "{said}"\n'
            for fact, said in (('"goods.on_chpl" = true', "true"), ('"goods.on_chpl" = false', "false"), ("", "unknown"))
        ),
        encoding="utf-8",
    )
    now = dt.datetime(2026, 7, 20, tzinfo=dt.UTC)
    switches.write(tmp_path, msgspec.structs.replace(IN_FORCE, id="OWN-1", state="stayed"), id="OWN-1")
    assert stale_lists(prepare(tmp_path, now=now), now, (), tmp_path) == ()
    switches.write(tmp_path, None, id="OWN-1")
    with pytest.raises(Refused, match=r"packs/own\.toml, switches\.toml: changed"):
        stale_lists(api.Basis.open(tmp_path), now, (), tmp_path)

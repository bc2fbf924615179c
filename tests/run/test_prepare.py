"""Does the same always compile to the same, and does a user's own rule count?"""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from enduse.errors import DefinitionError, Refused
from enduse.model.arrow import to_batch
from enduse.model.nouns import GoodsLine, Party, Role, Route, Transaction, TransactionKind
from enduse.run import api, bases
from enduse.run.prepare import prepare

NOW = dt.datetime(2026, 9, 30, tzinfo=dt.UTC)
OWN = """
[pack]
id = "own"
title = "Our own"
[[rule]]
id = "own.no-coffee"
title = "We do not ship coffee to Italy"
condition = "goods.hs4 == '0901' and destination.countries contains 'IT'"
outcome = "review"
reason_class = "due_diligence"
unknown = "note"
citation = "house policy 7"
confirmed = "primary"
[[rule.example]]
facts = { "goods.hs4" = "0901", "destination.countries" = ["IT"] }
expect = "true"
[[rule.example]]
facts = { "goods.hs4" = "0902", "destination.countries" = ["IT"] }
expect = "false"
[[rule.example]]
facts = { "destination.countries" = ["IT"], "goods.present" = true }
expect = "unknown"
"""
COFFEE = Transaction(
    id="T", kind=TransactionKind.shipment, ship_date="2026-05-04", route=Route(ship_from="DE", ship_to="IT"), goods=(GoodsLine(hs_code="090121", description="coffee", origin="BR"),),
    parties=(Party(role=Role.seller, name="Rösterei Feldkamp GmbH", country="DE"), Party(role=Role.consignee, name="Torrefazione Alba S.r.l.", country="IT")),
)  # fmt: skip


def test_the_same_home_gives_the_same_digest_and_bytes(tmp_path: Path) -> None:
    first, second = prepare(tmp_path / "a", now=NOW), prepare(tmp_path / "b", now=NOW + dt.timedelta(days=3))
    assert first.digest == second.digest
    assert first.path is not None
    assert second.path is not None
    for file in first.path.glob("*.arrow"):
        assert file.read_bytes() == (second.path / file.name).read_bytes(), file.name


def test_a_rule_of_the_users_own_takes_part(tmp_path: Path) -> None:
    plain = prepare(tmp_path, now=NOW)
    assert api.screen(to_batch([COFFEE]), plain, as_of="2026-09-30").column("outcome").to_pylist() == ["release"]
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "own.toml").write_text(OWN)
    own = prepare(tmp_path, now=NOW)
    assert own.digest != plain.digest
    out = api.screen(to_batch([COFFEE]), own, as_of="2026-09-30")
    assert out.column("outcome").to_pylist() == ["review"]
    assert out.column("rules").to_pylist() == [["own.no-coffee"]]


def test_a_broken_pack_leaves_the_basis_in_use(tmp_path: Path) -> None:
    before = prepare(tmp_path, now=NOW)
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "own.toml").write_text(OWN.replace("goods.hs4 ==", "goods.hs5 ==", 1))
    with pytest.raises(DefinitionError, match=r'own\.toml:\d+: .*goods\.hs5.*did you mean "goods\.hs'):
        prepare(tmp_path, now=NOW)
    assert bases.Basis.open(tmp_path).digest == before.digest


def test_a_table_changed_or_cut_after_compilation_is_refused(tmp_path: Path) -> None:
    basis = prepare(tmp_path, now=NOW)
    assert basis.path is not None
    file = basis.path / "settings.arrow"
    data = file.read_bytes()
    file.write_bytes(data[:-1])
    with pytest.raises(Refused, match="size"):
        bases.Basis.open(tmp_path)
    at = data.index(b"parties.possible")
    file.write_bytes(data[:at] + b"P" + data[at + 1 :])
    with pytest.raises(Refused, match="changed"):
        bases.Basis.open(tmp_path, verify=True)


PREPARE = (
    "import sys, datetime as dt; from pathlib import Path; from enduse.run.prepare import prepare; prepare(Path(sys.argv[1]), now=dt.datetime.now(dt.UTC))"
)


@pytest.mark.slow
def test_killed_anywhere_prepare_leaves_the_old_basis_in_use(tmp_path: Path) -> None:
    before = prepare(tmp_path, now=NOW)
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "own.toml").write_text(OWN)
    begun = time.monotonic()
    wanted = prepare(tmp_path / "elsewhere", now=NOW).digest  # how long it takes here, and a second home to be sure the first is untouched
    took = time.monotonic() - begun
    assert wanted == before.digest
    for part in range(6):
        process = subprocess.Popen([sys.executable, "-c", PREPARE, str(tmp_path)])
        time.sleep(0.3 + (took + 0.4) * part / 6)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert bases.Basis.open(tmp_path, verify=True).digest  # old or new, always whole
    subprocess.run([sys.executable, "-c", PREPARE, str(tmp_path)], check=True)
    assert bases.Basis.open(tmp_path, verify=True).digest != before.digest
    assert not list((tmp_path / "basis").glob(".part-*"))

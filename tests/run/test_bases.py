"""Is a Basis that another version compiled refused in words?"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from enduse.basis import Basis as Content
from enduse.cli.app import main
from enduse.errors import Refused
from enduse.run import bases


@pytest.mark.parametrize("name", ["places.groups", "goods.controls", "parties.names", "parties.slips", "parties.places", "lists", "settings"])
def test_a_basis_that_lacks_a_table_is_refused_and_the_remedy_is_told(
    name: str, small_content: Content, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = Content({key: table for key, table in small_content.tables.items() if key != name}, {k: d for k, d in small_content.digests.items() if k != name})
    bases.store(older, tmp_path / "basis", engine_version="0.0.1", info={})
    bases.switch(tmp_path, older.digest)
    book = tmp_path / "book.csv"
    book.write_text(
        "id,kind,date,consignee_name,consignee_country,goods_description,hs_code,ship_from,ship_to\nT-1,shipment,2026-09-30,A,IT,chips,854231,DE,IT\n"
    )
    with pytest.raises(SystemExit) as left:
        main(["screen", str(book), "--out", str(tmp_path / "out"), "--home", str(tmp_path), "--no-ledger", "--as-of", "2026-09-30", "--workers", "1"])
    told = " ".join(capsys.readouterr().err.split())
    assert left.value.code == 3 and f"no table {name}" in told and "enduse prepare" in told


@pytest.mark.parametrize("harm", ["gone", "cut", "empty", "a folder", "other bytes", "recorded as empty"])
def test_a_table_that_is_not_what_was_compiled_is_refused(harm: str, small_content: Content, tmp_path: Path) -> None:
    folder = bases.store(small_content, tmp_path / "basis", engine_version="1", info={})
    file = folder / "parties.names.arrow"
    data, record = file.read_bytes(), folder / "basis.json"
    file.unlink()
    if harm == "a folder":
        file.mkdir()
    elif harm != "gone":
        file.write_bytes({"cut": data[:-1], "other bytes": bytes(len(data))}.get(harm, b""))
    if harm == "recorded as empty":
        manifest = msgspec.json.decode(record.read_bytes())
        manifest["tables"]["parties.names"]["size"] = 0
        record.write_bytes(msgspec.json.encode(manifest))
    with pytest.raises(Refused, match=r"parties\.names\.arrow: (missing or not of the size|was changed).*enduse prepare"):
        bases.Basis.open(folder)

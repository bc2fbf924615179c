"""Is a Basis that another version compiled refused in words?"""

from __future__ import annotations

from pathlib import Path

import pytest

from enduse.basis import Basis as Content
from enduse.cli.app import main
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

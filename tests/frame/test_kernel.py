"""Does the kernel decide with files, sockets and processes shut away?"""

from __future__ import annotations

import importlib
from pathlib import Path

from no_io import sealed

import enduse

SOURCE = Path(enduse.__file__).parent
PURE = ("judge", "facts", "rules", "parties", "goods", "text", "codes", "basis", "model")


def test_kernel_runs_with_files_and_sockets_patched_away() -> None:
    from enduse.model.arrow import to_batch
    from enduse.model.nouns import GoodsLine, Party, Role, Route, Transaction, TransactionKind
    from enduse.run.prepare import embedded_content

    basis = embedded_content()  # everything the kernel may know; nothing of it is compiled into views yet
    for room in PURE:
        for path in sorted((SOURCE / room).rglob("*.py")):
            importlib.import_module(".".join(("enduse", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__"))
    screen = enduse.screen  # the facade imports what stands above the kernel when it is first asked
    listed = basis.table("entities").num_rows
    batch = to_batch(
        [
            Transaction(
                id=f"K-{country}",
                kind=TransactionKind.shipment,
                ship_date="2026-03-02",
                parties=(
                    Party(role=Role.seller, name="Example Optics GmbH", country="DE"),
                    Party(role=Role.consignee, name="Joint Stock Company Mikron", country=country, address="1-y Zapadny Proezd 12, Zelenograd"),
                ),
                goods=(GoodsLine(description="microcontrollers", hs_code="854231", origin="US", value="100.00", currency="USD"),),
                route=Route(ship_from="DE", ship_to=country),
            )
            for country in ("CH", "RU", "KG")
        ]
    )
    with sealed():
        decisions = screen(batch, basis, as_of="2026-09-30")
    assert listed > 0
    assert decisions.column("id").to_pylist() == ["K-CH", "K-RU", "K-KG"]
    assert decisions.column("outcome").to_pylist()[1] == "block"

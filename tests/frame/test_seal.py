"""Is the seal tight? What must not happen in a pure room does raise under it."""

from __future__ import annotations

import io
import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from no_io import Touched, sealed

HERE = Path(__file__)


@pytest.mark.parametrize(
    "reach",
    [
        lambda: open(HERE.parent / "data.csv"),  # noqa: SIM115 - it must not open at all
        lambda: io.FileIO(str(HERE.parent / "data.csv")),
        lambda: os.open("data.csv", os.O_RDONLY),
        lambda: HERE.read_text(),
        lambda: os.listdir("."),
        lambda: socket.socket(),
        lambda: socket.create_connection(("127.0.0.1", 9)),
        lambda: subprocess.run(["true"], check=True),
        lambda: pa.memory_map("data.arrow"),
        lambda: pa.OSFile("data.arrow"),
    ],
)
def test_reaching_outside_raises_under_the_seal(reach: Callable[[], object]) -> None:
    with sealed(), pytest.raises(Touched):
        reach()


def test_pure_work_goes_on_under_the_seal() -> None:
    with sealed():
        assert pa.array([1, None, 3]).null_count == 1


def test_the_seal_opens_again() -> None:
    with sealed():
        pass
    assert HERE.read_text().startswith('"""Is the seal tight?')

"""Where are the real lists, if they are here at all?"""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real public data beside the project; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the real lists (../shared/data) are not here")
    return SHARED

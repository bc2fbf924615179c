"""One romaniser for the room."""

from __future__ import annotations

import pytest

from enduse.run.romanise_table import romanise_table
from enduse.text.romanise import Romaniser


@pytest.fixture(scope="session")
def romaniser() -> Romaniser:
    """Made from the anyascii package, as at prepare."""
    return Romaniser(romanise_table())

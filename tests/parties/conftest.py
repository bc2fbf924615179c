"""How are the same questions put to the compiled loops and to what does the same without a compiler?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from enduse import native


@pytest.fixture(scope="module", params=["compiled", "plain"])
def either_way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test of a module twice: with the compiled loops and without them."""
    if request.param == "compiled":
        yield
    else:
        with native.left_out():
            yield

"""Can a slip in the operator make a regime vanish?"""

from __future__ import annotations

from typing import Any

import pytest

from enduse.errors import UsageError
from enduse.run.api import check_operator


@pytest.mark.parametrize("seats", [["Germany"], ["de"], ["DE "], ["DE", "DE"]])
def test_a_seat_is_understood_however_it_is_spelt(seats: list[str]) -> None:
    assert check_operator({"seats": seats}).seats == ("DE",)


@pytest.mark.parametrize(
    "given",
    [{"seats": ["XX"]}, {"seats": ["Germania Inferior"]}, {"regimes": ["ZZ"]}, {"regimes": []}, {"us_person": "yes"}, {"kind": "importer"}, {"seat": ["DE"]}],
)
def test_what_is_not_understood_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        check_operator(given)

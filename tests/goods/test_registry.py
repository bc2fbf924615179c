"""Is every control list dated and sourced, does the common list grow as it grew, and do the baskets of the battlefield stay out of it?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from enduse.basis import Basis
from enduse.codes.editions import Editions
from enduse.goods import Catalogue
from enduse.goods.settings import SETTINGS

Day = Callable[[str], int]


def codes_on(catalogue: Catalogue, list_id: str, day: int) -> dict[str, str]:
    """Codes of the list in force on the day → how well they are confirmed."""
    rows = (row for row in catalogue.rows if row.list_id == list_id)
    return {row.code: row.confirmed for row in rows if (row.valid_from or 0) <= day and (row.valid_to is None or day <= row.valid_to)}


@pytest.mark.parametrize(
    ("date", "sure", "perhaps"),
    [("2023-05-18", 0, 0), ("2023-05-19", 9, 36), ("2023-09-14", 45, 0), ("2024-02-22", 45, 0), ("2024-02-23", 50, 0), ("2026-11-22", 50, 0)],
)
def test_the_common_list_grew_from_nine_codes_to_45_to_50(catalogue: Catalogue, day: Day, date: str, sure: int, perhaps: int) -> None:
    confirmed = list(codes_on(catalogue, "chpl", day(date)).values())
    assert (len(confirmed) - confirmed.count("unconfirmed"), confirmed.count("unconfirmed")) == (sure, perhaps)


def test_what_february_2024_added_are_machine_tools(catalogue: Catalogue, day: Day) -> None:
    added = codes_on(catalogue, "chpl", day("2024-02-23")).keys() - codes_on(catalogue, "chpl", day("2024-02-22")).keys()
    assert added == {"845710", "845811", "845891", "845961", "846693"}


def test_baskets_of_the_battlefield_stay_apart_from_the_common_list_and_from_the_law(catalogue: Catalogue, day: Day) -> None:
    baskets = {row.list_id for row in catalogue.rows if row.list_id.startswith("basket-")}
    assert baskets == {f"basket-{name}" for name in ("drones", "helmets", "body-armour", "radios", "optics", "excavators", "nitrocellulose", "machine-tools")}
    assert not baskets & {name for value, _ in SETTINGS.values() for name in value.split()}  # no fact of the vocabulary is read from one
    for row in catalogue.rows:
        if row.list_id in baskets:
            assert (row.regime, row.nature) == ("HOUSE", "indicative") and row.note and row.citation, row
    helmet = catalogue.standing("650610", day("2025-01-01"))
    assert helmet is not None and "basket-helmets" in helmet.named and "chpl" not in helmet.named | helmet.possible
    drone = catalogue.standing("880622", day("2025-01-01"))
    assert drone is not None and "basket-drones" in drone.named and catalogue.chpl_tier("880622", day("2025-01-01")) == "none"
    vest = catalogue.standing("621143", day("2025-01-01"))
    assert vest is not None and "basket-body-armour" in vest.possible  # a heading of clothing: never more than perhaps


def test_every_row_of_a_control_list_names_codes_that_exist(catalogue: Catalogue, basis: Basis) -> None:
    editions = Editions.of(basis)
    assert {(row.list_id, row.code) for row in catalogue.rows if editions.exists(row.code, "HS2022") is False} == set()


def test_every_row_of_law_has_a_start_and_a_citation(catalogue: Catalogue) -> None:
    today = (dt.date(2026, 11, 22) - dt.date(1970, 1, 1)).days
    for row in catalogue.rows:
        assert row.citation.strip(), row
        if row.nature == "definitional":
            assert row.valid_from is not None and row.valid_from <= today, row


def test_aircraft_are_goods_of_annex_xi_and_not_before_it_was_written(catalogue: Catalogue, day: Day) -> None:
    for date, named in {"2022-02-25": False, "2022-02-26": True, "2025-01-01": True}.items():
        standing = catalogue.standing("880240", day(date))
        assert standing is not None and ("eu-833-xi" in standing.named) is named, date

"""What do the versions of a list, taken together, say of a day in the past?"""

from __future__ import annotations

import pytest

from enduse.lists import history
from enduse.lists.history import Edition, Episode, Law, Life
from enduse.model.nouns import Entity, Kind, Listing, Name


def edition(number: int, retrieved: str, published: str | None = None) -> Edition:
    return Edition(version=f"v{number}", retrieved=f"{retrieved}T10:00:00Z", published=published)


ONE, TWO, THREE, FOUR = (
    edition(1, "2026-01-02", "2026-01-01"), edition(2, "2026-02-05", "2026-02-01"), edition(3, "2026-03-02", "2026-03-01"), edition(4, "2026-04-02", "2026-04-01"),
)  # fmt: skip


def episode(first: Edition, last: Edition, next: Edition | None = None, *, since: str | None = None, until: str | None = None) -> Episode:
    entity = Entity(entity_id="l:1", kind=Kind.organization, names=(Name(text="Turbine Works"),))
    listing = Listing(
        listing_id="l:1:a", entity_id="l:1", source="l", authority="EU", regime="EU", effect="asset_freeze", act="Act", valid_from=since, valid_to=until,
        listing_version=f"{since}{until}",
    )  # fmt: skip
    return Episode(listing=listing, entity=entity, first=first, last=last, next=next)


def life(*episodes: Episode) -> Life:
    return Life(episodes=episodes)


def law(whole: Life, day: str) -> Law:
    return history.law_on(whole, day)


def test_stated_dates_are_inclusive_at_both_ends() -> None:
    dated = life(episode(ONE, FOUR, since="2025-05-10", until="2026-03-15"))
    assert [law(dated, day).in_force for day in ("2025-05-09", "2025-05-10", "2026-03-15", "2026-03-16")] == ["no", "yes", "yes", "no"]


def test_a_listing_without_a_start_is_unknown_before_it_was_seen_and_never_no() -> None:
    undated = life(episode(TWO, FOUR))
    assert [law(undated, day).in_force for day in ("2019-01-01", "2026-01-31", "2026-02-01", "2026-11-01")] == ["unknown", "unknown", "yes", "yes"]
    assert "start unknown" in law(undated, "2019-01-01").why and "v2 (published 2026-02-01)" in law(undated, "2019-01-01").why


def test_where_no_publication_is_known_the_day_of_loading_is_the_bound() -> None:
    undated = life(episode(edition(1, "2026-01-02"), edition(1, "2026-01-02")))
    assert [law(undated, day).in_force for day in ("2026-01-01", "2026-01-02")] == ["unknown", "yes"]


def test_between_the_last_version_with_it_and_the_first_without_it_the_end_is_unknown() -> None:
    gone = life(episode(ONE, TWO, THREE, since="2025-01-01"))
    assert [law(gone, day).in_force for day in ("2024-12-31", "2025-01-01", "2026-02-01", "2026-02-02", "2026-02-28", "2026-03-01")] == [
        "no", "yes", "yes", "unknown", "unknown", "no",
    ]  # fmt: skip
    assert history.as_known_now(gone)[1].valid_to == "2026-02-28"


def test_a_listing_published_later_with_an_earlier_start_was_in_force_before_we_could_hold_it() -> None:
    retroactive = life(episode(THREE, FOUR, since="2026-01-15"))
    assert law(retroactive, "2026-01-20").in_force == "yes"
    assert history.held_at(retroactive, "2026-01-20T23:59:59Z") is None
    assert history.held_at(retroactive, "2026-03-02T09:59:59Z") is None
    assert history.held_at(retroactive, "2026-03-02T10:00:00Z") is not None


def test_the_newest_version_that_speaks_of_it_tells_the_law_and_the_one_of_that_moment_what_was_held() -> None:
    corrected = life(episode(ONE, TWO, THREE, since="2026-02-20"), episode(THREE, FOUR, since="2026-01-10"))
    assert law(corrected, "2026-01-15").in_force == "yes"
    then = history.held_at(corrected, "2026-02-10T00:00:00Z")
    assert then is not None and then.listing.valid_from == "2026-02-20"
    assert history.as_known_now(corrected)[1].valid_from == "2026-01-10"


def test_a_start_that_a_later_version_no_longer_states_is_not_forgotten() -> None:
    dropped = life(episode(ONE, ONE, TWO, since="2025-06-01"), episode(TWO, FOUR))
    assert law(dropped, "2025-05-31").in_force == "no"
    assert law(dropped, "2025-06-01").in_force == "yes"


def test_a_listing_that_went_and_came_back_was_in_force_while_it_was_published() -> None:
    back = life(episode(ONE, ONE, TWO), episode(FOUR, FOUR))
    assert [law(back, day).in_force for day in ("2025-12-31", "2026-01-01", "2026-02-15", "2026-04-01")] == ["unknown", "yes", "unknown", "yes"]
    assert [history.held_at(back, f"{day}T23:59:59Z") is not None for day in ("2026-01-02", "2026-02-05", "2026-04-02")] == [True, False, True]


@pytest.mark.parametrize(
    ("moment", "version"), [("2026-01-02T09:00:00Z", None), ("2026-01-02T10:00:00Z", "v1"), ("2026-03-01T23:59:59Z", "v2"), ("2030-01-01T00:00:00Z", "v4")]
)
def test_the_version_of_a_moment_is_the_last_that_had_come_by_then(moment: str, version: str | None) -> None:
    found = history.version_at((ONE, TWO, THREE, FOUR), moment)
    assert (found.version if found else None) == version

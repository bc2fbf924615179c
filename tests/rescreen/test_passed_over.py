"""Is nothing passed over where ids, books or Bases come twice?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from enduse.model.nouns import Operator

if TYPE_CHECKING:
    from conftest import World


def test_what_is_resubmitted_in_other_words_is_not_judged_in_its_former_words(place: World) -> None:
    """The consignee was corrected under the same id after the lists had changed: the decision on the former words must not come after it."""
    place.write([("T-01", place.SIGNAL, "IT"), ("T-02", place.SIGNAL, "IT")])
    old = place.use(place.BEFORE, "1")
    place.screen()
    place.use(place.AFTER, "2")
    place.write([("T-01", place.FROZEN, "IT")])
    place.screen()
    assert place.latest()["T-01"]["outcome"] == "block"
    done = place.rescreen(old.digest)
    assert (done.current, done.kinds) == (1, {"cleared": 1}) and place.latest()["T-02"]["outcome"] == "release"
    assert place.latest()["T-01"]["outcome"] == "block" and place.latest()["T-01"]["transaction"]["parties"][0]["name"] == place.FROZEN


def test_going_back_to_a_former_basis_records_what_is_decided_on_it_again(place: World) -> None:
    """The decision before is one on the later lists: what the former lists said on an earlier day lies before it and no longer stands."""
    place.write([("T-01", place.SIGNAL, "IT")])
    place.use(place.BEFORE, "1")
    place.screen()
    later = place.use(place.AFTER, "2")
    place.screen()
    assert place.latest()["T-01"]["outcome"] == "release"
    place.use(place.BEFORE, "1")
    done = place.rescreen(later.digest, as_of="2026-10-01")
    assert (done.kinds, done.recorded) == ({"raised": 1}, 1) and place.latest()["T-01"]["outcome"] == "review"
    assert place.rescreen(later.digest, out="once more", as_of="2026-10-01").recorded == 0


def test_two_books_judged_for_one_operator_each_keep_their_own_record(place: World) -> None:
    place.write([("T-01", place.SIGNAL, "IT")])
    old = place.use(place.BEFORE, "1")
    place.screen(operator=Operator(seats=("DE",), us_person=False, book="desk-7"))
    place.screen()
    place.use(place.AFTER, "2")
    done = place.rescreen(old.digest, operator=Operator(seats=("DE",), us_person=False))
    assert (done.stored, done.recorded) == (2, 2)
    assert sorted(held.context.book for held in place.records("decision") if held.context.run == done.run_id) == ["default", "desk-7"]


def test_decisions_on_several_older_bases_are_each_compared_with_their_own(place: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("enduse.run.rescreen.CHUNK", 2)
    place.write([(f"T-{n}", place.FROZEN, "IT") for n in range(3)])
    first = place.use({"Bygone Avionics": {"effect": "signal"}}, "0")
    place.screen()
    place.write([(f"T-{n}", place.SIGNAL, "IT") for n in range(3, 6)])
    place.use(place.BEFORE, "1")
    place.screen()
    place.use(place.AFTER, "2")
    done = place.rescreen(first.digest, workers=2)
    assert (done.kinds, done.untouched, len(done.differences)) == ({"raised": 3, "cleared": 3}, 0, 2)
    assert {one["basis_before"] for one in place.changes()} == {each.old for each in done.differences}

"""Is what a decision records of owners said whole, in three languages, and without letting a name out of its place?"""

from __future__ import annotations

from typing import Any

import pytest

from enduse.owners import MEANINGS
from enduse.show.owners import owner_card, owner_lines
from enduse.show.phrases_owners import GAPS, SIGNALS, STATES

STEP: dict[str, Any] = {
    "owner": "X <script>", "owned": "T\u202e{0}", "share": "25..50", "control": "unknown", "indirect": False, "valid_from": "2020-01-01", "valid_to": None,
    "register": "r", "source": "extract", "where": "r.csv:2", "listing": "l:1", "band": "possible",
}  # fmt: skip
REACH: dict[str, Any] = {
    "rule": "eu-50", "measure": "EU:asset_freeze", "state": "open", "share": None, "threshold": "50", "aggregated": True, "citation": "Council", "confirmed": "secondary",
    "attached": False, "steps": [STEP], "gaps": [{"kind": kind, "owner": "X", "owned": "T", "share": None} for kind in GAPS],
}  # fmt: skip
OWNED = [{"role": "consignee", "party": "T", "holder": "T", "register": "r", "band": "possible", "reaches": [REACH], "signals": sorted(SIGNALS)}]


def test_every_signal_and_state_has_words() -> None:
    assert set(SIGNALS) == set(MEANINGS)
    assert set(STATES) == {"reached", "open", "stayed"}


def test_the_lines_tell_owner_share_dates_row_and_every_gap() -> None:
    told = "\n".join(owner_lines(OWNED))
    assert "“X <script>” [possibly listed: l:1] holds 25 to 50 % of “T‹U+202E›{0}”, control unknown, from 2020-01-01 (r: r.csv:2, extract)" in told
    assert told.count("not known: ") == len(GAPS)
    assert "the regime does not attach" in told
    assert "may be" in told


@pytest.mark.parametrize("lang", ["en", "zh", "ru"])
def test_the_card_keeps_foreign_names_in_their_place(lang: str) -> None:
    page = "".join(owner_card(OWNED, str, str, lang))
    assert "<script>" not in page
    assert "X &lt;script&gt;" in page
    assert "\u202e" not in page
    assert page.count("<li>") == 1 + 1 + len(GAPS) + len(SIGNALS)
    assert page.count("<ul") == page.count("</ul>")

"""What does a listing or a rule *do*, and how strong an outcome may it have?"""

from __future__ import annotations

import enum
from typing import Final

import msgspec


class Outcome(enum.StrEnum):
    """What is to be done with the transaction, weakest first (compare with `gravity`)."""

    release = "release"
    review = "review"
    block = "block"


GRAVITY: Final[dict[str, int]] = {"release": 0, "note": 0, "review": 1, "block": 2}


class ReasonClass(enum.StrEnum):
    """Why the outcome is what it is, in the words users see; gravest first."""

    asset_freeze = "asset_freeze"
    prohibited = "prohibited"
    licence_needed = "licence_needed"
    conflict_of_law = "conflict_of_law"
    due_diligence = "due_diligence"
    possible_match = "possible_match"
    red_flag = "red_flag"
    missing_facts = "missing_facts"
    data_quality = "data_quality"
    clear = "clear"


class Effect(enum.StrEnum):
    """What being listed means; the vocabulary of listings and of the disposition."""

    asset_freeze = "asset_freeze"
    transaction_ban = "transaction_ban"
    correspondent_account = "correspondent_account"
    capital_market = "capital_market"
    export_ban = "export_ban"
    licence_needed = "licence_needed"
    port_service_ban = "port_service_ban"
    travel_ban = "travel_ban"
    procurement = "procurement"
    debarment = "debarment"
    due_diligence = "due_diligence"
    signal = "signal"
    counter_measure = "counter_measure"


class EffectRow(msgspec.Struct, frozen=True, kw_only=True):
    """The strongest outcome an established listing of this effect may lead to, and what a merely possible match leads to."""

    effect: Effect
    strongest: Outcome
    reason_class: ReasonClass
    possible: str  # outcome of a possible match: review | note
    by_ownership: bool  # may the measure extend to owned parties at all (the programme decides)
    meaning: str


def _row(effect: Effect, strongest: Outcome, reason_class: ReasonClass, possible: str, by_ownership: bool, meaning: str) -> EffectRow:
    return EffectRow(
        effect=effect,
        strongest=strongest,
        reason_class=reason_class,
        possible=possible,
        by_ownership=by_ownership,
        meaning=meaning,
    )


_E, _O, _R = Effect, Outcome, ReasonClass

EFFECTS: Final[dict[Effect, EffectRow]] = {
    row.effect: row
    for row in (
        _row(_E.asset_freeze, _O.block, _R.asset_freeze, "review", True, "Funds and economic resources are frozen: nothing may be made available."),
        _row(_E.transaction_ban, _O.block, _R.prohibited, "review", False, "Transactions with the party are prohibited for what the measure covers."),
        _row(_E.correspondent_account, _O.block, _R.prohibited, "review", False, "Correspondent or payable-through accounts are prohibited or limited."),
        _row(_E.capital_market, _O.block, _R.prohibited, "review", True, "New securities and lending are limited; an ordinary shipment is not."),
        _row(_E.export_ban, _O.block, _R.prohibited, "review", False, "Dual-use goods and advanced technology may not go to the party."),
        _row(_E.licence_needed, _O.block, _R.licence_needed, "review", True, "An item subject to the regime needs a licence; this is not an asset freeze."),
        _row(_E.port_service_ban, _O.block, _R.prohibited, "review", False, "The vessel may not enter ports or receive services."),
        _row(_E.travel_ban, _O.review, _R.due_diligence, "note", False, "The person may not enter or pass through."),
        _row(_E.procurement, _O.review, _R.due_diligence, "note", False, "The party is barred from public procurement."),
        _row(_E.debarment, _O.review, _R.due_diligence, "note", False, "The party is debarred from a funding or contracting programme."),
        _row(_E.due_diligence, _O.review, _R.due_diligence, "review", False, "Extra diligence is due (for example the Unverified List)."),
        _row(_E.signal, _O.review, _R.red_flag, "note", False, "A published risk signal, without legal effect of its own."),
        _row(_E.counter_measure, _O.review, _R.conflict_of_law, "review", False, "A counter-measure of another state: a conflict of laws to be resolved."),
    )
}  # fmt: skip

SETTLED_BY: Final[dict[str, tuple[str, str]]] = {
    "asset_freeze": ("Is the party the listed one, and are funds or goods of it held?", "compliance"),
    "prohibited": ("Does an exemption, derogation or licence cover this item, party and date?", "compliance"),
    "licence_needed": ("Does a licence or a licence exception cover this item, party and date?", "exporter"),
    "conflict_of_law": ("Which of the conflicting laws binds the operator here? Ask counsel before a reason is given to anyone.", "counsel"),
    "due_diligence": ("What did the extra diligence on this party, place or item find?", "compliance"),
    "possible_match": ("Is the party the listed one: identifier, date of birth, address, ownership?", "compliance"),
    "red_flag": ("How is this red flag explained, and by which evidence?", "compliance"),
    "data_quality": ("Which of the data that contradict each other are right?", "operator"),
}
"""What settles a finding whose facts are all known, by reason class: the question, and who must answer it."""

IN_HOUSE: Final = frozenset({"operator", "compliance", "counsel"})
"""Who may be asked anything. What others are asked tells them why, and where laws conflict counsel must agree to the wording first."""

REGIMES: Final[tuple[str, ...]] = ("US", "EU", "UK", "UN", "JP", "CN")
"""Regimes of the outcome matrix. A listing of the user's own carries `HOUSE`, which always attaches."""

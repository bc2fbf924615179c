"""Which regimes attach to this transaction, through what: operator, currency, origin or territory?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from enduse.basis import Basis
from enduse.codes.countries import place_country
from enduse.facts.sheet import typed
from enduse.model.effects import REGIMES
from enduse.model.nouns import Operator, Transaction

Territories = Mapping[str, frozenset[str]]

TERRITORY: Final[dict[str, frozenset[str]]] = {
    "US": frozenset({"US", "PR", "GU", "VI", "AS", "MP", "UM"}),
    "UK": frozenset({"GB"}),
    "JP": frozenset({"JP"}),
    "CN": frozenset({"CN"}),
}
"""Countries of each regime; the EU's are the group `eu_members` of the Basis."""
CURRENCY: Final[dict[str, str]] = {"USD": "US", "EUR": "EU", "GBP": "UK", "JPY": "JP", "CNY": "CN"}
ITEM_FOLLOWS: Final[dict[str, str]] = {"US": "US", "CN": "CN"}
"""Origin that carries a regime with the item: EAR 15 CFR 734.3(a)(2); PRC dual-use regulation (State Council Decree 792), extraterritorial clause."""


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """Per regime: True attaches, False does not, None unknown; and through what."""

    state: dict[str, bool | None]
    why: dict[str, str]

    @property
    def complete(self) -> bool:
        """No regime is left unknown."""
        return None not in self.state.values()

    @property
    def attached(self) -> tuple[tuple[str, ...], bool]:
        """The regimes that attach, sorted, and whether they are all."""
        return tuple(sorted([regime for regime, state in self.state.items() if state])), self.complete


ALL = Attachment(state=dict.fromkeys(REGIMES, True), why=dict.fromkeys(REGIMES, "no_operator_stated"))


def territories(basis: Basis) -> Territories:
    """Countries of each regime, with the EU's members from table `places.groups`."""
    known = basis.cache.get("territories")
    if not isinstance(known, dict):
        table = basis.table("places.groups")
        pairs = zip(table.column("group").to_pylist(), table.column("country").to_pylist(), strict=True)
        known = basis.cache["territories"] = {**TERRITORY, "EU": frozenset(country for group, country in pairs if group == "eu_members")}
    return known


def attach(transaction: Transaction, operator: Operator | None, territory: Territories, *, item_open: bool = False) -> Attachment:
    """Through what does each regime attach? UN measures bind everywhere; without an operator every regime attaches.

    `item_open`: American law may follow an item that was made abroad, and nobody has said whether it does (`jurisdiction.open_items`).
    """
    if operator is None:
        return ALL
    declared = _declared(transaction)
    if operator.regimes is not None:
        settled = {**declared, **dict.fromkeys(operator.regimes, "operator_regimes")}
        return Attachment(
            state={regime: regime in settled for regime in REGIMES}, why={regime: settled.get(regime, "not_in_operator_regimes") for regime in REGIMES}
        )
    state: dict[str, bool | None] = dict.fromkeys(REGIMES, False)
    why: dict[str, str] = dict.fromkeys(REGIMES, "no_nexus")

    def add(regime: str, reason: str) -> None:
        if state[regime] is not True:
            state[regime], why[regime] = True, reason

    add("UN", "un_charter")
    for regime, countries in territory.items():
        if countries & set(operator.seats):
            add(regime, "operator_seat")
    if operator.us_person:
        add("US", "us_person")
    route = transaction.route
    places = {place_country(place) for place in (route.ship_from, *route.via, route.ship_to) if place}
    banks = {transaction.payment.bank_country, transaction.payment.payer_country}
    banks |= {party.country for party in transaction.parties if party.role in ("bank", "correspondent", "payer", "payee")}
    currencies = {transaction.payment.currency, *(line.currency for line in transaction.goods)} - {None}
    origins = {line.origin for line in transaction.goods}
    for regime, countries in territory.items():
        if countries & places:
            add(regime, "territory")
        if countries & banks:
            add(regime, "payment_territory")
    for currency in sorted(currency for currency in currencies if currency):
        if currency in CURRENCY:
            add(CURRENCY[currency], "currency")
    for origin in sorted(origin for origin in origins if origin):
        if origin in ITEM_FOLLOWS:
            add(ITEM_FOLLOWS[origin], "origin")
    for regime, reason in declared.items():
        add(regime, reason)
    if not operator.seats:
        for regime in ("EU", "UK", "JP", "CN", "US"):
            if state[regime] is False:
                state[regime], why[regime] = None, "operator_seat_unknown"
    if state["US"] is False and (not currencies or None in origins or operator.us_person is None):
        state["US"] = None
        why["US"] = "us_person_unknown" if operator.us_person is None else "currency_unknown" if not currencies else "origin_unknown"
    elif state["US"] is False and item_open:
        state["US"], why["US"] = None, "item_jurisdiction_unknown"
    if state["CN"] is False and None in origins:
        state["CN"], why["CN"] = None, "origin_unknown"
    return Attachment(state=state, why=why)


def _declared(transaction: Transaction) -> dict[str, str]:
    """Regimes that the user says attach, and through what: a declared fact, or an item said to be subject to the EAR (content, direct product), which the EAR follow."""
    said = transaction.facts.get("regime.attached")
    named = typed("regime.attached", said) if said is not None else ()
    found = {regime: "declared" for regime in REGIMES if regime in named}
    subject = [facts["goods.subject_to_ear"] for facts in (transaction.facts, *(line.facts for line in transaction.goods)) if "goods.subject_to_ear" in facts]
    if any(typed("goods.subject_to_ear", value) for value in subject):
        found.setdefault("US", "item_subject_to_ear")
    return found

"""Which transaction do these converted rows make?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, Final

from enduse.codes.identifiers import SCHEMES, canonical_identifier
from enduse.ingest.columns import ADDRESS_PARTS, ROLES, VIAS
from enduse.ingest.plan import Plan
from enduse.ingest.values import Fault, settle_identifiers
from enduse.model.canonical import line_json
from enduse.model.nouns import Documents, GoodsLine, Identifier, Party, Payment, Role, Route, Transaction, TransactionKind

Values = tuple[Any, ...]
_KEPT: Final = 16_384
_ADDRESS: Final = ("address", *ADDRESS_PARTS)
_TAX_INN: Final = frozenset({"KG", "UZ", "TJ"})  # states whose INN is another number than Russia's (codes.identifiers)
_UNKNOWN_KIND: Final = "write shipment, order or payment in a column `kind`, or as a constant in the mapping ([constants])"


class Assembler:
    """Builds transactions by a plan, out of heads and lines: converted values in the order of the slots, with a None at the end of each.

    The parts that repeat from row to row (parties, routes) are built once and kept.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        head = {slot.column: place for place, slot in enumerate(plan.slots[: plan.head])}
        line = {slot.column: place for place, slot in enumerate(plan.slots[plan.head :])}
        self._said_kind = "kind" in head
        self._inferred = TransactionKind(plan.inferred_kind) if plan.inferred_kind else None
        self._basics = _pick(head, ("kind", "operator_role", "order_date", "ship_date", "value_date", "date"))
        self._parts = [_party_part(role, head) for role in ROLES if any(_role_of(column) == role for column in head)]
        self._others = [
            (name, _pick(head, columns), make, dict[Values, Any]())
            for name, columns, make in (
                ("route", ("ship_from", "ship_to", "mode", "vessel", "imo", *VIAS), _make_route),
                ("payment", ("payment_currency", "payer_country", "bank_country"), _make_payment),
                ("documents", ("doc_end_use_certificate", "doc_no_reexport_clause", "doc_licence_number"), _make_documents),
            )
            if any(column in head for column in columns)
        ]
        self._facts = [(column[5:], place) for column, place in head.items() if column.startswith("fact:")]
        self._line = _pick(line, ("goods_description", "hs_code", "eccn", "origin", "value", "currency", "quantity", "unit", "weight_kg"))
        self._line_facts = [(column[5:], place) for column, place in line.items() if column.startswith("fact:")]

    def merge(self, heads: Sequence[Values], lines: Sequence[int]) -> Values | tuple[int, Fault]:
        """One head out of those of all rows: a blank takes what another row says; (index of the row at fault, fault) where two rows differ."""
        first = heads[0]
        if all(head == first for head in heads):
            return first
        merged = list(first)
        for place, slot in enumerate(self._plan.slots[: self._plan.head]):
            given = next((index for index, head in enumerate(heads) if head[place] is not None), None)
            if given is None:
                continue
            merged[place] = heads[given][place]
            for index, head in enumerate(heads):
                if head[place] is not None and head[place] != merged[place]:
                    said, other = _shown(merged[place]), _shown(head[place])
                    reason = f"the rows of the transaction differ in {slot.header!r}: {said!r} on line {lines[given]}, {other!r} on line {lines[index]}"
                    remedy = "correct the export, or give the rows different ids or revisions"
                    return index, Fault(column=slot.header, value=other, reason=reason, remedy=remedy)
        return tuple(merged)

    def build(self, identifier: str, revision: int, head: Values, lines: Sequence[Values]) -> Transaction | Fault:
        """The transaction of one head and its goods lines."""
        kind, operator_role, order_date, ship_date, value_date, date = self._basics(head)
        if not self._said_kind:
            kind = self._inferred
        if kind is None:
            reason = "the row does not say what kind of transaction it is" if self._said_kind else "the columns do not tell what kind of transaction this is"
            return Fault(column="kind", value=None, reason=reason, remedy=_UNKNOWN_KIND)
        if date is not None:
            stated = value_date if kind is TransactionKind.payment else ship_date
            if stated is not None and stated != date:
                remedy = "keep one of the columns `date` and `ship_date` / `value_date`"
                return Fault(column="date", value=date, reason=f"two dates for one transaction: {date} and {stated}", remedy=remedy)
            if kind is TransactionKind.payment:
                value_date = date
            else:
                ship_date = date
        goods = [self._goods_line(line) for line in lines]
        if kind is TransactionKind.payment:
            goods = [line for line in goods if line != _NO_GOODS]
        if len(goods) > 1:
            goods.sort(key=line_json)
        parties = [party for pick, make, kept in self._parts if (party := _keep(pick(head), make, kept)) is not None]
        others = {name: value for name, pick, make, kept in self._others if (value := _keep(pick(head), make, kept)) is not None}
        if self._facts:
            others["facts"] = {name: value for name, place in self._facts if (value := head[place]) is not None}
        return Transaction(
            id=identifier,
            kind=kind,
            revision=revision,
            operator_role=operator_role,
            order_date=order_date,
            ship_date=ship_date,
            value_date=value_date,
            parties=tuple(parties),
            goods=tuple(goods),
            **others,
        )

    def _goods_line(self, line: Values) -> GoodsLine:
        description, hs, eccn, origin, value, currency, quantity, unit, weight = self._line(line)
        code, note = hs or (None, None)
        facts = {"facts": {name: said for name, place in self._line_facts if (said := line[place]) is not None}} if self._line_facts else {}
        return GoodsLine(
            description=description, hs_code=code, hs_note=note, eccn=eccn, origin=origin, value=value, currency=currency, quantity=quantity, unit=unit,
            weight_kg=weight, **facts,
        )  # fmt: skip


_NO_GOODS: Final = GoodsLine()
_NEW: Final = object()
Pick = Callable[[Values], Values]
Part = tuple[Pick, Callable[[Values], Any], dict[Values, Any]]


def _keep(key: Values, make: Callable[[Values], Any], kept: dict[Values, Any]) -> Any:
    made = kept.get(key, _NEW)
    if made is _NEW:
        if len(kept) >= _KEPT:
            kept.clear()
        made = kept[key] = make(key)
    return made


def _pick(places: dict[str, int], columns: Sequence[str]) -> Pick:
    """A function that takes the values of `columns` out of a head or a line; an absent column is the None at its end."""
    return itemgetter(*(places.get(column, -1) for column in columns))


def _make_route(values: Values) -> Route | None:
    ship_from, ship_to, mode, vessel, imo, *vias = values
    via = tuple(place for place in vias if place is not None)
    if ship_from is ship_to is mode is vessel is imo is None and not via:
        return None
    return Route(ship_from=ship_from, via=via, ship_to=ship_to, mode=mode, vessel=vessel, imo=imo)


def _make_payment(values: Values) -> Payment | None:
    currency, payer, bank = values
    return None if currency is payer is bank is None else Payment(currency=currency, payer_country=payer, bank_country=bank)


def _make_documents(values: Values) -> Documents | None:
    certificate, clause, licence = values
    if certificate is clause is licence is None:
        return None
    return Documents(end_use_certificate=certificate, no_reexport_clause=clause, licence_number=licence)


def _role_of(column: str) -> str:
    return max((role for role in ROLES if column.startswith(role + "_")), key=len, default="")


def _party_part(role: str, head: dict[str, int]) -> Part:
    """How the party of a role is taken out of a head. `payer_country` and `bank_country` alone tell of the payment, not of a party."""
    schemes = [f"{role}_{field}" for field in ("id", *SCHEMES) if f"{role}_{field}" in head]
    parts = [f"{role}_{field}" for field in _ADDRESS if f"{role}_{field}" in head]
    fixed = [f"{role}_{field}" for field in ("name", "kind", "country", "incorporated", "birth_date")]
    place_only = role in ("payer", "bank")
    noun = Role(role)
    addresses = len(fixed)
    identities = addresses + len(parts)

    def make(values: Values) -> Party | None:
        name, kind, country, incorporated, birth_date = values[:addresses]
        address = (", ".join(filter(None, values[addresses:identities])) or None) if parts else None
        identifiers = _identities(values[identities:], country) if schemes else ()
        if name is kind is address is incorporated is birth_date is None and not identifiers and (country is None or place_only):
            return None
        return Party(
            role=noun, name=name, kind=kind, country=country, address=address, identifiers=identifiers, incorporated=incorporated, birth_date=birth_date
        )

    def make_plain(values: Values) -> Party | None:
        name, kind, country, incorporated, birth_date, address = values
        if kind is incorporated is birth_date is None:
            if name is address is None and (country is None or place_only):
                return None
            return Party(role=noun, name=name, country=country, address=address)
        return Party(role=noun, name=name, kind=kind, country=country, address=address, incorporated=incorporated, birth_date=birth_date)

    if not schemes and set(parts) <= {f"{role}_address"}:
        return _pick(head, (*fixed, f"{role}_address")), make_plain, {}
    return _pick(head, (*fixed, *parts, *schemes)), make, {}


def _identities(given: Values, country: str | None) -> tuple[Identifier, ...]:
    found = [item for items in given if items for item in items]
    if country in _TAX_INN:
        found = [canonical_identifier(item.scheme, item.value, country) if item.scheme == "inn" else item for item in found]
    return settle_identifiers(found) if len(found) > 1 else tuple(found)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"{item.scheme}:{item.value}" if isinstance(item, Identifier) else str(item) for item in value)
    return str(value)

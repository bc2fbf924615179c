"""What is true of the transaction as a whole: dates, route, payment, documents, changes between revisions?"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from enduse.codes.countries import address_country, occupied_region, place_country
from enduse.facts.regimes import ALL, Attachment
from enduse.facts.sheet import Sheet
from enduse.model.nouns import Operator, Party, Role, Transaction

RECEIVING: Final = ("consignee", "ultimate_consignee", "end_user")
PAYING: Final = ("payer", "payee", "bank", "correspondent")
RUSSIA_BELARUS: Final = frozenset({"RU", "BY"})
Same = Callable[[Party, Party], bool]


def judged_date(transaction: Transaction) -> str | None:
    """Ship date, for payments the value date, else the order date; None if there is none."""
    if transaction.kind == "payment":
        return transaction.value_date or transaction.ship_date or transaction.order_date
    return transaction.ship_date or transaction.order_date or transaction.value_date


def party_country(transaction: Transaction, party: Party) -> str | None:
    """The party's country; for payer and bank also what the payment says, for a vessel nothing."""
    if party.country:
        return party.country
    if party.role == "payer":
        return transaction.payment.payer_country
    if party.role == "bank":
        return transaction.payment.bank_country
    return None


def fill(sheet: Sheet, transactions: Sequence[Transaction], operator: Operator | None, attached: Sequence[Attachment], same: Same) -> None:
    """Put every transaction-level column that can be derived."""
    sheet.put("tx.kind", [t.kind for t in transactions], "declared")
    dates = [judged_date(t) for t in transactions]
    day = {d: dt.date.fromisoformat(d) for d in set(dates) if d}
    sheet.put("tx.date", [day[d] if d else None for d in dates], "declared")
    roles = [_operator_role(t, operator) for t in transactions]
    sheet.put("tx.operator_role", [role for role, _ in roles], [how for _, how in roles])
    sides = [_sides(tuple([p.role for p in t.parties])) for t in transactions]
    sheet.put("tx.roles", [(side.roles, True) for side in sides], "declared")
    sheet.put("tx.goods_lines", [len(t.goods) for t in transactions], "declared")
    sheet.put("tx.revision", [t.revision for t in transactions], "declared")
    sheet.put(
        "regime.attached",
        [ALL.attached] * sheet.rows if operator is None else [a.attached for a in attached],
        "assumed" if operator is None else "derived",
    )
    sheet.put("operator.us_person", [operator.us_person if operator else None] * sheet.rows, "declared")
    sheet.put("operator.seats", [(operator.seats, bool(operator.seats)) if operator else ((), False)] * sheet.rows, "declared")
    _route(sheet, transactions, sides)
    _payment(sheet, transactions, sides, same)
    sheet.put("doc.end_use_certificate", [t.documents.end_use_certificate for t in transactions], "declared")
    sheet.put("doc.no_reexport_clause", [t.documents.no_reexport_clause for t in transactions], "declared")
    sheet.put("doc.licence_stated", [bool(t.documents.licence_number) for t in transactions], "derived")
    _changes(sheet, transactions)


def _operator_role(transaction: Transaction, operator: Operator | None) -> tuple[str, str]:
    if transaction.operator_role:
        return transaction.operator_role.value, "declared"
    if operator and operator.kind:
        return operator.kind.value, "declared"
    return ("bank" if transaction.kind == "payment" else "exporter"), "assumed"


class _Sides(NamedTuple):
    """Which parties of a transaction receive, pay and buy, by their places; most transactions of a book have one order of roles."""

    roles: tuple[str, ...]
    receiving: tuple[int, ...]
    paying: tuple[int, ...]
    buying: tuple[int, ...]


@functools.lru_cache(maxsize=1 << 10)
def _sides(roles: tuple[Role, ...]) -> _Sides:
    def places(wanted: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(at for at, role in enumerate(roles) if role in wanted)

    return _Sides(tuple(sorted(set(roles))), places(RECEIVING), places(PAYING), places(("buyer", *RECEIVING)))


def destination(transaction: Transaction) -> tuple[tuple[str, ...], bool]:
    """Every country where the goods may end, and whether none is missing. A payment without goods and a standing party have no destination."""
    receiving = [p for p in transaction.parties if p.role in RECEIVING]
    return _destination(transaction, receiving, place_country(transaction.route.ship_to) if transaction.route.ship_to else None)


def _destination(transaction: Transaction, receiving: Sequence[Party], ship_to: str | None) -> tuple[tuple[str, ...], bool]:
    if transaction.kind == "relationship":
        return (), True
    known = {ship_to} if ship_to else set()
    complete = ship_to is not None or bool(receiving)
    for party in receiving:
        if party.country:
            known.add(party.country)
        else:
            complete = False
        if party.address and (country := address_country(party.address)):  # an address may say more than the country field
            known.add(country)
    if transaction.kind == "payment" and not transaction.goods and not known:
        return (), True
    return tuple(sorted(known)), complete


def _route(sheet: Sheet, transactions: Sequence[Transaction], sides: Sequence[_Sides]) -> None:
    cache: dict[str | None, str | None] = {None: None, "": None}

    def country(place: str | None) -> str | None:
        if place not in cache:
            cache[place] = place_country(place)
        return cache[place]

    ship_to = [country(t.route.ship_to) for t in transactions]
    sheet.put("route.ship_from_country", [country(t.route.ship_from) for t in transactions])
    sheet.put("route.ship_to_country", ship_to)
    via: list[tuple[tuple[str, ...], bool]] = []
    destinations: list[tuple[tuple[str, ...], bool]] = []
    regions: list[bool | None] = []
    for t, side, to in zip(transactions, sides, ship_to, strict=True):
        countries = [country(place) for place in t.route.via]
        via.append((tuple(sorted({c for c in countries if c})), None not in countries) if countries else ((), True))
        receiving = [t.parties[at] for at in side.receiving]
        destinations.append(_destination(t, receiving, to))
        regions.append(occupied(t, receiving))
    sheet.put("route.via_countries", via)
    sheet.put("route.mode", [t.route.mode for t in transactions], "declared")
    sheet.put("destination.countries", destinations)
    sheet.put("route.occupied_region", regions)


def occupied(transaction: Transaction, receiving: Sequence[Party]) -> bool | None:
    """Do the goods go to, or through, an occupied region of Ukraine, by the route and the addresses of those who receive them?"""
    route = transaction.route
    answers = {occupied_region(place) for place in (route.ship_to, *route.via) if place}
    for party in receiving:
        if party.address and party.country in (None, "UA", "RU"):
            answers.add(occupied_region(party.address))
        elif party.country == "UA" and not party.address and not route.ship_to:
            answers.add(None)  # somewhere in Ukraine: the place decides
    return True if True in answers else None if None in answers else False


def _payment(sheet: Sheet, transactions: Sequence[Transaction], sides: Sequence[_Sides], same: Same) -> None:
    countries: list[tuple[tuple[str, ...], bool]] = []
    payer_country: list[str | None] = []
    third_party: list[bool | None] = []
    third_country: list[bool | None] = []
    covers: list[bool] = []
    for t, side in zip(transactions, sides, strict=True):
        covers.append(bool(t.goods) if t.kind in ("payment", "relationship") else True)
        if not side.paying and t.payment.payer_country is t.payment.bank_country is None:
            countries.append(((), True))
            payer_country.append(None)
            third_party.append(None)
            third_country.append(None)
            continue
        paying = [t.parties[at] for at in side.paying]
        known = [party_country(t, p) for p in paying] + [c for c in (t.payment.payer_country, t.payment.bank_country) if c]
        countries.append((tuple(sorted({c for c in known if c})), None not in known) if known else ((), True))
        payers = [p for p in paying if p.role == "payer"]
        payer = t.payment.payer_country or (payers[0].country if payers else None)
        payer_country.append(payer)
        buying = [t.parties[at] for at in side.buying] if payers or payer else []
        third_party.append(_third_party(payers, buying, same))
        third_country.append(None if payer is None else _elsewhere(payer, buying, t.route.ship_to))
    sheet.put("payment.countries", countries)
    sheet.put("payment.payer_country", payer_country, "declared")
    sheet.put("payment.currency", [t.payment.currency or _one_currency(t) for t in transactions], "declared")
    sheet.put("payment.bank_country", [t.payment.bank_country or _bank_country(t) for t in transactions], "declared")
    sheet.put("payment.third_party", third_party)
    sheet.put("payment.third_country", third_country)
    sheet.put("payment.covers_goods", covers)


def _elsewhere(payer: str, buying: Sequence[Party], ship_to: str | None) -> bool | None:
    """Whether the payer sits in none of the countries of those who buy."""
    expected = {p.country for p in buying if p.country} | ({place_country(ship_to)} if ship_to else set())
    return payer not in expected if expected - {None} else None


def _one_currency(transaction: Transaction) -> str | None:
    if len(transaction.goods) == 1:
        return transaction.goods[0].currency or None
    currencies = {line.currency for line in transaction.goods if line.currency}
    return currencies.pop() if len(currencies) == 1 else None


def _bank_country(transaction: Transaction) -> str | None:
    countries = {p.country for p in transaction.parties if p.role == "bank" and p.country}
    return countries.pop() if len(countries) == 1 else None


def _third_party(payers: list[Party], buying: list[Party], same: Same) -> bool | None:
    named = [p for p in buying if p.name]
    if not payers or not payers[0].name or not named:
        return None
    return not any(same(payers[0], p) for p in named)


def _changes(sheet: Sheet, transactions: Sequence[Transaction]) -> None:
    first: list[bool | None] = [False if t.revision <= 1 else None for t in transactions]  # a later revision without the one before it: unknown
    columns = {name: list(first) for name in ("destination", "consignee", "end_user", "payer", "was_russia_belarus")}
    for at, t in enumerate(transactions):
        before = t.previous
        if before is None:
            continue
        columns["destination"][at] = _differs(before.ship_to, t.route.ship_to, place_country)
        columns["consignee"][at] = _differs(before.consignee, _name(t, "consignee"), _fold)
        columns["end_user"][at] = _differs(before.end_user, _name(t, "end_user"), _fold)
        payer = _differs(before.payer, _name(t, "payer"), _fold)
        payer_country = _differs(before.payer_country, t.payment.payer_country, str)
        columns["payer"][at] = True if payer or payer_country else None if None in (payer, payer_country) and (before.payer or before.payer_country) else False
        was = {place_country(before.ship_to) if before.ship_to else None, before.payer_country}
        now = {*destination(t)[0], t.payment.payer_country}
        columns["was_russia_belarus"][at] = bool(RUSSIA_BELARUS & was) and not RUSSIA_BELARUS & now
    for name, values in columns.items():
        sheet.put(f"change.{name}", values)


def _name(transaction: Transaction, role: str) -> str | None:
    return next((p.name for p in transaction.parties if p.role == role and p.name), None)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _differs(before: str | None, now: str | None, key: Callable[[str], Any]) -> bool | None:
    if before is None and now is None:
        return False
    if before is None or now is None:
        return None if before is None else True  # what was stated before is gone: a change
    return bool(key(before) != key(now))

"""What is true of the transaction as a whole: dates, route, payment, documents, changes between revisions?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from enduse.codes.countries import address_country, occupied_region, place_country
from enduse.facts.regimes import Attachment
from enduse.facts.sheet import Sheet
from enduse.model.nouns import Operator, Party, Transaction

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
    sheet.put("tx.roles", [(tuple(sorted({p.role for p in t.parties})), True) for t in transactions], "declared")
    sheet.put("tx.goods_lines", [len(t.goods) for t in transactions], "declared")
    sheet.put("tx.revision", [t.revision for t in transactions], "declared")
    sheet.put(
        "regime.attached",
        [a.attached for a in attached],
        "assumed" if operator is None else "derived",
    )
    sheet.put("operator.us_person", [operator.us_person if operator else None] * sheet.rows, "declared")
    sheet.put("operator.seats", [(operator.seats, bool(operator.seats)) if operator else ((), False)] * sheet.rows, "declared")
    _route(sheet, transactions)
    _payment(sheet, transactions, same)
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


def destination(transaction: Transaction) -> tuple[tuple[str, ...], bool]:
    """Every country where the goods may end, and whether none is missing. A payment without goods and a standing party have no destination."""
    if transaction.kind == "relationship":
        return (), True
    receiving = [p for p in transaction.parties if p.role in RECEIVING]
    ship_to = place_country(transaction.route.ship_to) if transaction.route.ship_to else None
    known = {p.country for p in receiving if p.country} | ({ship_to} if ship_to else set())
    known |= {country for p in receiving if p.address and (country := address_country(p.address))}  # an address may say more than the country field
    if transaction.kind == "payment" and not transaction.goods and not known:
        return (), True
    complete = all(p.country for p in receiving) and (ship_to is not None or bool(receiving))
    return tuple(sorted(known)), complete


def _route(sheet: Sheet, transactions: Sequence[Transaction]) -> None:
    cache: dict[str, str | None] = {}

    def country(place: str | None) -> str | None:
        if not place:
            return None
        if place not in cache:
            cache[place] = place_country(place)
        return cache[place]

    sheet.put("route.ship_from_country", [country(t.route.ship_from) for t in transactions])
    sheet.put("route.ship_to_country", [country(t.route.ship_to) for t in transactions])
    via = []
    for t in transactions:
        countries = [country(place) for place in t.route.via]
        via.append((tuple(sorted({c for c in countries if c})), None not in countries))
    sheet.put("route.via_countries", via)
    sheet.put("route.mode", [t.route.mode for t in transactions], "declared")
    sheet.put("destination.countries", [destination(t) for t in transactions])
    sheet.put("route.occupied_region", [_occupied(t) for t in transactions])


def _occupied(transaction: Transaction) -> bool | None:
    places = [place for place in (transaction.route.ship_to, *transaction.route.via) if place]
    places += [p.address for p in transaction.parties if p.address and p.role in RECEIVING and p.country in (None, "UA", "RU")]
    answers = {occupied_region(place) for place in places}
    if not transaction.route.ship_to and any(p.country == "UA" and not p.address for p in transaction.parties if p.role in RECEIVING):
        answers.add(None)  # somewhere in Ukraine: the place decides
    return True if True in answers else None if None in answers else False


def _payment(sheet: Sheet, transactions: Sequence[Transaction], same: Same) -> None:
    countries, payer_country, third_party, third_country, covers = [], [], [], [], []
    for t in transactions:
        paying = [p for p in t.parties if p.role in PAYING]
        known = [party_country(t, p) for p in paying] + [c for c in (t.payment.payer_country, t.payment.bank_country) if c]
        countries.append((tuple(sorted({c for c in known if c})), None not in known))
        payers = [p for p in paying if p.role == "payer"]
        payer = t.payment.payer_country or (payers[0].country if payers else None)
        payer_country.append(payer)
        buying = [p for p in t.parties if p.role in ("buyer", *RECEIVING)]
        third_party.append(_third_party(payers, buying, same))
        expected = {p.country for p in buying if p.country} | ({place_country(t.route.ship_to)} if t.route.ship_to else set())
        third_country.append(None if payer is None or not expected - {None} else payer not in expected)
        covers.append(bool(t.goods) if t.kind in ("payment", "relationship") else True)
    sheet.put("payment.countries", countries)
    sheet.put("payment.payer_country", payer_country, "declared")
    sheet.put("payment.currency", [t.payment.currency or _one_currency(t) for t in transactions], "declared")
    sheet.put("payment.bank_country", [t.payment.bank_country or _bank_country(t) for t in transactions], "declared")
    sheet.put("payment.third_party", third_party)
    sheet.put("payment.third_country", third_country)
    sheet.put("payment.covers_goods", covers)


def _one_currency(transaction: Transaction) -> str | None:
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
    columns: dict[str, list[bool | None]] = {name: [] for name in ("destination", "consignee", "end_user", "payer", "was_russia_belarus")}
    for t in transactions:
        before = t.previous
        if before is None:
            settled: bool | None = False if t.revision <= 1 else None  # a later revision without the one before it: unknown
            for values in columns.values():
                values.append(settled)
            continue
        columns["destination"].append(_differs(before.ship_to, t.route.ship_to, place_country))
        columns["consignee"].append(_differs(before.consignee, _name(t, "consignee"), _fold))
        columns["end_user"].append(_differs(before.end_user, _name(t, "end_user"), _fold))
        payer = _differs(before.payer, _name(t, "payer"), _fold)
        payer_country = _differs(before.payer_country, t.payment.payer_country, str)
        columns["payer"].append(
            True if payer or payer_country else None if None in (payer, payer_country) and (before.payer or before.payer_country) else False
        )
        was = {place_country(before.ship_to) if before.ship_to else None, before.payer_country}
        now = {*destination(t)[0], t.payment.payer_country}
        columns["was_russia_belarus"].append(bool(RUSSIA_BELARUS & was) and not RUSSIA_BELARUS & now)
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

"""May American law follow an item that was made abroad, though nobody has said so?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from enduse.basis import Basis
from enduse.codes.countries import place_country
from enduse.facts.sheet import Sheet, typed
from enduse.facts.transaction import RECEIVING, RUSSIA_BELARUS, destination, occupied
from enduse.model.nouns import GoodsLine, Transaction

FOLLOWED: Final = "ear_country_group_e1"
"""Group of the embargoed countries, for which a tenth of American content is enough: 15 CFR 734.4(c)."""
_ASKED: Final = ("goods.on_ccl", "goods.on_chpl", "goods.us_industrial")


def open_items(transactions: Sequence[Transaction], lines: Sequence[GoodsLine], line_of: Sequence[int], of_line: Sheet, basis: Basis) -> list[bool]:
    """For each transaction: is there a line made outside the United States of which it matters, and is not known, whether it is subject to the EAR?

    An item made abroad is subject to them through its American content or as a direct product of American technology (15 CFR 734.3(a)(3)-(4), 734.4, 734.9). That is asked

    * wherever the goods go, if their ECCN stands on the Commerce Control List: the rest of the world calls none of its own goods so;
    * for Russia, Belarus and the occupied regions of Ukraine, also on the way through the first two (734.9(f), Supp. No. 4, 6 and 7 to Part 746), if their code is of high
      priority or named by an American supplement, or may be, and unless they are ordinary goods;
    * for embargoed countries (734.4(c), 734.9(j)), if they are of high priority or not ordinary.

    A destination that is not known counts as one of these only for goods of high priority. What is said of the line (`fact:goods.subject_to_ear`) settles it either way.
    """
    open_ = [False] * len(transactions)
    columns = [of_line.listed(name) for name in _ASKED]
    embargoed = _followed(basis)
    where: dict[int, tuple[bool, bool, bool]] = {}
    for at, (line, t) in enumerate(zip(lines, line_of, strict=True)):
        if open_[t] or line.origin is None or line.origin == "US":
            continue  # US origin is no question, an origin that is not known a question of its own
        if line.eccn is None and not (line.facts or transactions[t].facts) and all(column[at] is False for column in columns):
            continue
        said = (line.facts, transactions[t].facts)
        if _declared("goods.subject_to_ear", said) is not None:
            continue
        ccl, chpl, industrial = [column[at] if column[at] is not None else _declared(name, said) for name, column in zip(_ASKED, columns, strict=True)]
        if ccl is True:
            open_[t] = True
            continue
        if t not in where:
            where[t] = _where(transactions[t], embargoed)
        to_russia, to_embargoed, somewhere = where[t]
        ordinary = ccl is False and line.eccn is None  # of ordinary goods it is assumed that they have no ECCN
        by_code = chpl is True or industrial is True or (not ordinary and None in (chpl, industrial))
        open_[t] = (chpl is True and somewhere) or (to_russia and by_code) or (to_embargoed and not ordinary)
    return open_


def _where(transaction: Transaction, embargoed: frozenset[str]) -> tuple[bool, bool, bool]:
    """Do the goods go to Russia, Belarus or an occupied region (or through the first two)? To an embargoed country? May they, at least?"""
    countries, complete = destination(transaction)
    through = {place_country(place) for place in transaction.route.via}
    russia = bool(RUSSIA_BELARUS & {*countries, *through}) or occupied(transaction, [p for p in transaction.parties if p.role in RECEIVING]) is True
    follows = bool(embargoed & set(countries))
    return russia, follows, russia or follows or not complete


def _declared(name: str, said: Sequence[Mapping[str, Any]]) -> Any:
    return next((typed(name, facts[name]) for facts in said if name in facts), None)


def _followed(basis: Basis) -> frozenset[str]:
    known = basis.cache.get(FOLLOWED)
    if not isinstance(known, frozenset):
        table = basis.table("places.groups")
        pairs = zip(table.column("group").to_pylist(), table.column("country").to_pylist(), strict=True)
        known = basis.cache[FOLLOWED] = frozenset(country for group, country in pairs if group == FOLLOWED)
    return known

"""What does an OFAC programme code do to the party that carries it?"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from enduse.lists.dates import iso_day

FREEZE: Final = "asset_freeze"
_ON_SDN: Final = "blocked under this programme on the SDN list as well"
_CAPITAL, _ACCOUNT, _BAN, _LICENCE = "capital_market", "correspondent_account", "transaction_ban", "licence_needed"

NOT_BLOCKING: Final[dict[str, tuple[str, str]]] = {
    # programme: (effect, what it covers). Programmes that by themselves block nothing; every other code means blocked property.
    "NS-PLC": (_BAN, "US financial institutions must reject transactions (Palestinian Legislative Council; 31 CFR 594, 595, 597)"),
    "CMIC-EO13959": (_CAPITAL, "US persons may not deal in its publicly traded securities (EO 13959 as amended by EO 14032)"),
    "NS-CMIC": (_CAPITAL, "US persons may not deal in its publicly traded securities (EO 13959 as amended by EO 14032)"),
    "561-RELATED": (_ACCOUNT, "correspondent or payable-through accounts are prohibited (31 CFR 561.201(c))"),
    "FSE-IR": (_BAN, "foreign sanctions evader: US persons may not deal with it (EO 13608); property is not blocked"),
    "FSE-SY": (_BAN, "foreign sanctions evader: US persons may not deal with it (EO 13608); property is not blocked"),
    "NS-MBS": (_CAPITAL, "menu-based sanctions: see the entry"),
    "NS-ISA": (_CAPITAL, "menu-based sanctions (Iran Sanctions Act): see the entry"),
    "HKAA": (_BAN, "menu-based sanctions (Hong Kong Autonomy Act, section 7)"),
}

DIRECTIVES: Final[dict[tuple[str, str], tuple[str, str]]] = {
    # (executive order, directive): (effect, what it covers)
    ("13662", "1"): (_CAPITAL, "new debt over 14 days' maturity and new equity (EO 13662, Directive 1)"),
    ("13662", "2"): (_CAPITAL, "new debt over 60 days' maturity (EO 13662, Directive 2)"),
    ("13662", "3"): (_CAPITAL, "new debt over 30 days' maturity (EO 13662, Directive 3)"),
    ("13662", "4"): (_BAN, "goods, services and technology for deepwater, Arctic offshore and shale oil projects (EO 13662, Directive 4)"),
    ("14024", "1"): (_CAPITAL, "rouble and other bonds issued by it, and lending to it (EO 14024, Directive 1)"),
    ("14024", "1A"): (_CAPITAL, "bonds issued by it, on the primary and secondary market, and lending to it (EO 14024, Directive 1A)"),
    ("14024", "2"): (_ACCOUNT, "correspondent or payable-through accounts and transactions with it by US financial institutions (EO 14024, Directive 2)"),
    ("14024", "3"): (_CAPITAL, "new debt over 14 days' maturity and new equity (EO 14024, Directive 3)"),
    ("14024", "4"): (_BAN, "any transaction of US persons with it (EO 14024, Directive 4)"),
    ("14014", "1"): (_BAN, "financial services to or for its benefit (EO 14014, Directive 1)"),
    ("14038", "1"): (_CAPITAL, "new debt over 90 days' maturity (EO 14038, Directive 1)"),
}

_DIRECTIVE: Final = re.compile(
    r"(?:Executive Order|EO) (1\d{4})(?: Directive (?:Determination|Information):?(?: ?-)?)? (?:Subject to )?Directive (\d[A-Za-z]?)\b"
)
_EFFECTIVE: Final = re.compile(r"Effective Date:? ?\((?:EO )?([^()]+)\):? (\d\d? [A-Z][a-z]{2} \d{4})")
_SECTION_11: Final = re.compile(r"See Section 11 of Executive Order 14024")
"""Printed for those whose property is blocked under EO 14024 (foreign banks that serve them risk secondary sanctions), beside any directive."""
_MENU: Final = re.compile(r"(?:CAATSA Section 235|Executive Order \d{5}|CISADA|ISA|IFCA)[\w ()]*? [Ii]nformation:")
_EXPORT: Final = re.compile(r"EXPORT SANCTIONS|specific licenses?", re.IGNORECASE)


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """One effect of one programme. `key` is what tells it apart within the entry, for a stable listing id."""

    key: str
    programme: str
    effect: str
    annex: str | None = None
    note: str | None = None
    since: str | None = None  # the effective date, where the remarks state one


def programmes(cell: str) -> tuple[str, ...]:
    """The codes of a programme cell, which OFAC joins by `] [` and others by `;`.

    >>> programmes("UKRAINE-EO13662] [RUSSIA-EO14024"), programmes("SDGT; IRGC"), programmes("CAATSA - RUSSIA")
    (('UKRAINE-EO13662', 'RUSSIA-EO14024'), ('SDGT', 'IRGC'), ('CAATSA - RUSSIA',))
    """
    return tuple(dict.fromkeys(code for part in re.split(r"\]\s*\[|;|\[|\]", cell) if (code := " ".join(part.split()))))


def directives(remarks: str) -> tuple[tuple[str, str], ...]:
    """The (executive order, directive) pairs that the remarks state."""
    return tuple(dict.fromkeys((order, directive.upper()) for order, directive in _DIRECTIVE.findall(remarks)))


def measures(codes: tuple[str, ...], remarks: str, *, blocked_list: bool) -> tuple[tuple[Measure, ...], tuple[str, ...]]:
    """What the entry's programmes and directives amount to, and what had to be assumed.

    On the SDN list everyone is blocked by at least one programme. On the consolidated non-SDN list a code without a directive, a menu or a row in
    `NOT_BLOCKING` means that the party stands on the SDN list as well (OFAC prints all of its programmes on both).
    """
    since = {measure.upper(): iso_day(date) for measure, date in _EFFECTIVE.findall(remarks)}
    found: list[Measure] = []
    assumed: list[str] = []
    stated = directives(remarks)
    menu = bool(_MENU.search(remarks))
    for code in codes:
        mine = [pair for pair in stated if pair[0] in code]
        if mine:
            for order, directive in mine:
                effect, covers = DIRECTIVES.get((order, directive), (_CAPITAL, f"EO {order}, Directive {directive}"))
                if (order, directive) not in DIRECTIVES:
                    assumed.append(f"EO {order} Directive {directive} unknown: taken as a capital-market measure")
                began = since.get(f"{order} DIRECTIVE {directive}")
                found.append(Measure(key=f"{code}:D{directive}", programme=code, effect=effect, annex=f"Directive {directive}", note=covers, since=began))
            if not blocked_list and "14024" in code and _SECTION_11.search(remarks):
                found.append(Measure(key=code, programme=code, effect=FREEZE, note=_ON_SDN))
        elif code.upper() in NOT_BLOCKING:
            effect, covers = NOT_BLOCKING[code.upper()]
            found.append(Measure(key=code, programme=code, effect=effect, note=covers, since=since.get("CMIC") if "CMIC" in code else None))
        elif not blocked_list and menu:
            found.append(
                Measure(key=code, programme=code, effect=_CAPITAL, note="menu-based sanctions: loans, securities or foreign exchange as the entry says")
            )
            if _EXPORT.search(remarks):
                found.append(Measure(key=f"{code}:export", programme=code, effect=_LICENCE, note="US export licences are denied (menu-based sanctions)"))
        elif blocked_list:
            found.append(Measure(key=code, programme=code, effect=FREEZE))
        else:
            found.append(Measure(key=code, programme=code, effect=FREEZE, note=_ON_SDN))
    if blocked_list and not any(m.effect == FREEZE for m in found):
        # all of its programmes carry directives or block nothing by themselves, and yet it stands on the list of the blocked: the latest order did it
        ground = next((code for code in reversed(codes) if code.upper() not in NOT_BLOCKING), None)
        found.append(Measure(key=ground or "SDN", programme=ground or "", effect=FREEZE, note="blocked: on the SDN list"))
        if ground is None:
            assumed.append("no programme that blocks: the SDN list itself taken as the ground")
    if not found:
        assumed.append("no programme stated: taken as a due-diligence matter")
        found.append(Measure(key="none", programme="", effect="due_diligence", note="the entry states no programme"))
    return tuple(found), tuple(dict.fromkeys(assumed))

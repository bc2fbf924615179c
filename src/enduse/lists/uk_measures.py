"""What do the sanctions that the UK has imposed on someone amount to?"""

from __future__ import annotations

import re
from typing import Final

MEASURES: Final[tuple[tuple[str, str, str | None], ...]] = (
    # (words of the sanction imposed, effect, what it covers); the first that is met counts. The words are those of the UK Sanctions List's own format guide.
    ("asset freeze", "asset_freeze", None),
    ("travel ban", "travel_ban", None),
    ("trust service", "due_diligence", "trust services may not be provided to or for it; goods are not covered"),
    ("director disqualification", "due_diligence", "may not be a director of or take part in managing a UK company"),
    ("port entry", "port_service_ban", "may not enter UK ports"),
    ("port barring", "port_service_ban", "may not enter UK ports"),
    ("specified ship", "port_service_ban", "specified ship: ports, movement, detention and registration"),
    ("crew servicing", "port_service_ban", "no crew services to the ship"),
    ("deflag", "port_service_ban", "deregistered as a British ship"),
    ("registration of ship", "port_service_ban", "may not be registered as a British ship"),
    ("movement of ship", "port_service_ban", "may be directed to leave, to a port or to stay"),
    ("detention of ship", "port_service_ban", "may be detained in a UK port"),
    ("chartering of ships and aircraft", "port_service_ban", "no charter of ships or aircraft, no crew services"),
    ("charter", "port_service_ban", "no charter of ships or aircraft"),
    ("aircraft", "due_diligence", "aircraft: technical assistance, landing or overflight are restricted as the entry says"),
    ("arms embargo", "export_ban", "military goods and technology, and assistance with them"),
    ("business arrangement", "transaction_ban", "no joint ventures, partnerships or other business arrangements with it"),
    ("representative office", "due_diligence", "its representative offices are closed, its accounts limited"),
    ("correspondent bank", "correspondent_account", "correspondent banking relationships are prohibited"),
    ("investment ban", "capital_market", "transferable securities, money-market instruments, loans and credit"),
    ("securit", "capital_market", "transferable securities, money-market instruments, loans and credit"),
    ("loan", "capital_market", "loans and credit"),
    ("sterling", "correspondent_account", "clearing in sterling is prohibited"),
    ("internet service", "due_diligence", "internet and app-store services must block access"),
)
"""Sources: Sanctions and Anti-Money Laundering Act 2018, sections 3-7A; the statutory instruments under it."""

UNKNOWN: Final = "a sanction not in the table of effects: find out what it prohibits"


def effect_of(imposed: str) -> tuple[str, str | None, bool]:
    """Effect, what it covers, and whether the sanction is one we know. An unknown one asks for diligence; it never passes for nothing."""
    words = " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", imposed).split()).lower()
    for mark, effect, covers in MEASURES:
        if mark in words:
            return effect, covers, True
    return "due_diligence", f"{imposed}: {UNKNOWN}", False


def imposed_in(cell: str) -> tuple[str, ...]:
    """The sanctions of a cell, which are joined by `|`, `;` or commas.

    >>> imposed_in("Asset freeze|Trust Services Sanctions|Travel Ban")
    ('Asset freeze', 'Trust Services Sanctions', 'Travel Ban')
    """
    return tuple(dict.fromkeys(said for part in re.split(r"[|;,]", cell) if (said := " ".join(part.split()))))

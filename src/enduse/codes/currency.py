"""Which ISO 4217 currency is meant?"""

from __future__ import annotations

import functools
from typing import Final

_CODES: Final = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP "
    "GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN "
    "NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS "
    "VED VES VND VUV WST XAF XAG XAU XCD XCG XDR XOF XPD XPF XPT XSU XUA YER ZAR ZMW ZWG "
    "CUC HRK SLL VEF ZWL BYR LTL LVL EEK MRO STD"  # withdrawn since 2011, still found in older papers
)

CURRENCIES: Final[frozenset[str]] = frozenset(_CODES.split())
"""Alphabetic codes of ISO 4217, with those withdrawn since 2011; XTS and XXX are left out, for they name no currency."""

ALIASES: Final[dict[str, str]] = {
    "US$": "USD", "USD$": "USD", "$US": "USD", "US DOLLAR": "USD", "US DOLLARS": "USD", "ДОЛЛАР США": "USD", "美元": "USD", "€": "EUR", "EURO": "EUR", "EUROS": "EUR", "ЕВРО": "EUR", "欧元": "EUR", "£": "GBP", "POUND STERLING": "GBP",
    "RMB": "CNY", "CNH": "CNY", "YUAN": "CNY", "人民币": "CNY", "CN¥": "CNY", "ЮАНЬ": "CNY", "RUR": "RUB", "₽": "RUB", "РУБ": "RUB", "РУБ.": "RUB", "RUBLE": "RUB", "ROUBLE": "RUB", "卢布": "RUB", "TL": "TRY", "₺": "TRY", "YTL": "TRY",
    "₩": "KRW", "₹": "INR", "₸": "KZT", "₴": "UAH", "₫": "VND", "₪": "ILS", "NIS": "ILS", "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "NTD": "TWD", "C$": "CAD", "A$": "AUD", "AU$": "AUD", "CA$": "CAD", "DHS": "AED", "DH": "AED", "JP¥": "JPY", "円": "JPY", "日元": "JPY",
}  # fmt: skip
"""Signs and names that stand for one currency only; `$` and `¥` stand for several and are unknown. CNH is the offshore market's name for CNY."""


@functools.lru_cache(maxsize=4096)
def canonical_currency(value: str | None) -> str | None:
    """ISO 4217 code or None.

    >>> canonical_currency("usd"), canonical_currency("RMB"), canonical_currency("$")
    ('USD', 'CNY', None)
    """
    if not value:
        return None
    text = value.strip().upper()
    return text if text in CURRENCIES else ALIASES.get(text)

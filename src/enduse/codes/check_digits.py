"""Does the number agree with its check digit? One function per published scheme, over canonical spelling (capitals and digits only)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final


def _ascii_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _weighted(text: str, weights: Sequence[int]) -> int:
    return sum(int(c) * w for c, w in zip(text, weights, strict=False))


def _mod97(text: str) -> int:
    """ISO 7064 MOD 97-10 with letters as 10-35."""
    return int("".join(str(int(c, 36)) for c in text)) % 97


def lei_valid(text: str) -> bool:
    """ISO 17442: 18 characters and two check digits, MOD 97-10 leaves 1. Detects every single error.

    >>> lei_valid("5493001KJTIIGC8Y1R12")
    True
    """
    return len(text) == 20 and text.isascii() and text.isalnum() and text == text.upper() and text[18:].isdigit() and _mod97(text) == 1


def imo_valid(text: str) -> bool:
    """IMO ship number: digits one to six times 7…2, last digit of the sum is the seventh (Resolution A.1117(30)).

    >>> imo_valid("9074729"), imo_valid("9074728")
    (True, False)
    """
    return len(text) == 7 and _ascii_digits(text) and _weighted(text, (7, 6, 5, 4, 3, 2)) % 10 == int(text[6])


def imo_company_valid(text: str) -> bool:
    """IMO company and registered-owner number: weights 8 6 4 2 9 7, check = (11 - sum mod 11) mod 10."""
    return len(text) == 7 and _ascii_digits(text) and (11 - _weighted(text, (8, 6, 4, 2, 9, 7)) % 11) % 10 == int(text[6])


IBAN_LENGTHS: Final[dict[str, int]] = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27, "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28,
    "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FK": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HN": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30,
    "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MN": 20, "MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18, "NO": 15, "OM": 23,
    "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24, "SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "SO": 23, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26,
    "UA": 29, "VA": 22, "VG": 24, "XK": 20, "YE": 30,
}  # fmt: skip
"""Length by country (SWIFT IBAN Registry)."""


def iban_valid(text: str) -> bool:
    """ISO 13616: country's length and MOD 97-10. Detects every single error.

    >>> iban_valid("GB82WEST12345698765432"), iban_valid("GB82WEST12345698765433")
    (True, False)
    """
    return text.isascii() and text.isalnum() and text == text.upper() and IBAN_LENGTHS.get(text[:2]) == len(text) and _mod97(text[4:] + text[:4]) == 1


def inn_valid(text: str) -> bool:
    """INN of 10 (organisation) or 12 (person) digits: weighted sums mod 11 mod 10 (order of the Federal Tax Service MMV-7-6/435@).

    >>> inn_valid("7707083893")
    True
    """
    if not _ascii_digits(text) or not text.strip("0"):
        return False
    if len(text) == 10:
        return _weighted(text, (2, 4, 10, 3, 5, 9, 4, 6, 8)) % 11 % 10 == int(text[9])
    if len(text) == 12:
        first = _weighted(text, (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) % 11 % 10
        second = _weighted(text, (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) % 11 % 10
        return first == int(text[10]) and second == int(text[11])
    return False


def ogrn_valid(text: str) -> bool:
    """OGRN of 13 digits (first twelve mod 11 mod 10) or OGRNIP of 15 (first fourteen mod 13 mod 10).

    >>> ogrn_valid("1027700132195")
    True
    """
    if not _ascii_digits(text) or len(text) not in (13, 15) or text[0] == "0":
        return False
    return int(text[:-1]) % (len(text) - 2) % 10 == int(text[-1])


def _two_pass(text: str, first: Sequence[int], second: Sequence[int]) -> int:
    """Weighted sum mod 11; if it is 10, once more with other weights (10 stays 10)."""
    rest = _weighted(text, first) % 11
    return rest if rest != 10 else _weighted(text, second) % 11


def okpo_valid(text: str) -> bool:
    """OKPO of 8 or 10 digits: weights 1, 2, 3 … mod 11, then 3, 4, 5 …, then 0 (Rosstat method)."""
    if not _ascii_digits(text) or len(text) not in (8, 10) or not text.strip("0"):
        return False
    n = len(text) - 1
    return _two_pass(text[:-1], [i % 10 + 1 for i in range(n)], [(i + 2) % 10 + 1 for i in range(n)]) % 10 == int(text[-1])


def edrpou_valid(text: str) -> bool:
    """EDRPOU of 8 digits: weights 1-7 (or 7, 1-6 between 30 and 60 million) mod 11, then each weight plus two."""
    if not _ascii_digits(text) or len(text) != 8 or not text.strip("0"):
        return False
    weights = (7, 1, 2, 3, 4, 5, 6) if 30_000_000 < int(text) < 60_000_000 else (1, 2, 3, 4, 5, 6, 7)
    return _two_pass(text[:7], weights, [w + 2 for w in weights]) % 10 == int(text[7])


def unp_valid(text: str) -> bool:
    """UNP of 9 digits (organisations): weights 29 23 19 17 13 7 5 3 mod 11, 10 is never issued. A number with letters belongs to a person and is checked for structure only."""
    if len(text) != 9:
        return False
    if not _ascii_digits(text):
        return text.isascii() and text[:2].isalnum() and text[2:].isdigit()
    rest = _weighted(text, (29, 23, 19, 17, 13, 7, 5, 3)) % 11
    return bool(text.strip("0")) and rest == int(text[8])


def bin_valid(text: str) -> bool:
    """BIN or IIN of 12 digits: weights 1-11 mod 11, then 3 … 11 1 2; 10 is never issued."""
    if not _ascii_digits(text) or len(text) != 12 or not text.strip("0"):
        return False
    return _two_pass(text[:11], range(1, 12), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)) == int(text[11])


def vkn_valid(text: str) -> bool:
    """VKN of 10 digits (Revenue Administration of Türkiye): shifted digits times powers of two mod 9."""
    if not _ascii_digits(text) or len(text) != 10 or not text.strip("0"):
        return False
    total = 0
    for i in range(9):
        shifted = (int(text[i]) + 9 - i) % 10
        total += 9 if shifted and not shifted * 2 ** (9 - i) % 9 else shifted * 2 ** (9 - i) % 9
    return (10 - total % 10) % 10 == int(text[9])


_USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def uscc_valid(text: str) -> bool:
    """GB 32100-2015: 17 characters (no I, O, S, V, Z) with weights 3^i mod 31 and a check character. Detects every single error.

    >>> uscc_valid("91110000802100433B")
    True
    """
    if len(text) != 18 or any(c not in _USCC_ALPHABET for c in text):
        return False
    total = sum(_USCC_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(text[:17]))
    return (31 - total % 31) % 31 == _USCC_ALPHABET.index(text[17])

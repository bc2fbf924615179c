"""By which words do papers name the units of technical figures, and how much of which base is each?

A dimension has one base; `parameter_words.csv` says which dimensions a parameter is told in. Words are folded (small letters); what only capitals tell apart is settled
by `told_apart`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

FORMS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "hz": (("1", "hz|гц|hertz|герц|赫兹|赫"),),
    "khz": (("1000", "khz|кгц|千赫"), ("1000000", "mhz|мгц|兆赫|megahertz"), ("1000000000", "ghz|ггц|吉赫|gigahertz"), ("1000000000000", "thz|тгц")),
    "sps": (
        ("1000", "ksps|ks/s|ksa/s|квыб/с"),
        ("1000000", "msps|ms/s|msa/s|мвыб/с|mega samples/s|млн выб/с"),
        ("1000000000", "gsps|gs/s|gsa/s|гвыб/с"),
    ),
    "fps": (("1", "fps|frames/s|frames per second|к/с|кадр/с|кадров/с|帧/秒|帧每秒|kare/sn"),),
    "nm": (("1", "nm|нм|纳米|nanometer|nanometre|nanometers|nanometres|нанометров|nanometre"),),
    "um": (("1", "µm|um|мкм|微米|micron|microns|micrometer|micrometers|micrometre|micrometres|микрон|микрона|микрометров|mikron|mikrometre"),),
    "mm": (("1", "mm|мм|毫米|milimetre|millimeter|millimeters|millimetre|millimetres"), ("10", "cm|см|厘米")),
    "km": (("1", "km|км|公里|千米|kilometre|kilometer|kilometers|kilometres|километров"),),
    "watt": (
        ("0.001", "mw|мвт|毫瓦|milliwatt|milliwatts"),
        ("1", "w|вт|瓦|watt|watts|ватт"),
        ("1000", "kw|квт|千瓦|kilowatt|kilowatts"),
        ("745.7", "hp|horsepower"),
        ("735.49875", "л.с.|л. с.|лс|马力|beygir|bg"),
    ),
    "va": (("1", "va|ва"), ("1000", "kva|ква|千伏安")),
    "kg": (("1", "kg|kgs|кг|公斤|千克|kilogram|kilograms|килограмм"),),
    "g": (("0.001", "g|г|克|gr|gram|grams"),),
    "min": (
        ("1", "min|mins|minutes|minute|мин|минут|минуты|分钟|分|dk|dakika"),
        ("60", "h|hr|hrs|hour|hours|ч|час|часа|часов|小时|saat"),
    ),
    "gbps": (
        ("0.001", "mbps|mbit/s|mb/s|мбит/с"),
        ("1", "gbps|gbit/s|gb/s|гбит/с|gbaud|gigabit|гигабит"),
        ("1000", "tbps|tbit/s|tb/s|тбит/с"),
    ),
    "bit": (("1", "bit|bits|бит|битный|битная|битных|битов|разрядный|разрядная|разрядные|разрядных|разрядов|位|比特"),),
    "pixel": (("1000000", "mp|мп|мпикс|megapixel|megapixels|мегапиксел|мегапикселей|мегапикселя|megapiksel"), ("10000", "万像素|万像")),
    "pa": (
        ("0.000001", "pa|па"),
        ("0.001", "kpa|кпа|千帕"),
        ("1", "mpa|мпа|兆帕"),
        ("1000", "gpa|гпа"),
        ("0.101325", "atm|атм|大气压"),
        ("0.00689475729", "psi"),
    ),
    "bar": (("0.1", "bar|бар|巴"),),
    "celsius": (("1", "°c|° c|°с|℃|degc|deg c|摄氏度|градусов цельсия"),),
    "bare_c": (("1", "c|с"),),
    "mps": (
        ("1", "m/s|м/с|米/秒|m/sn"),
        ("0.2777777777777777777777777778", "km/h|kph|км/ч|公里/小时|千米/小时|km/sa|kmh"),
    ),
    "dph": (
        ("1", "°/h|°/hr|deg/h|deg/hr|deg/hour|degree/hour|degrees/hour|degrees per hour|град/ч|град/час|°/ч|°/час|度/小时|°/小时|°/sa|°/saat|derece/saat"),
    ),
    "dprh": (("1", "°/√h|°/√hr|deg/√h|deg/√hr|deg/rt-hr|град/√ч|°/√ч|度/√小时|°/√sa|derece/√saat|deg/sqrt(h)"),),
    "dps": (("1", "°/s|deg/s|dps|град/с|°/с|°/秒|度/秒|°/sn|derece/sn|degrees per second"),),
    "ug": (("0.000001", "µg|ug|мкg|мкг|微g|micro-g|microg"), ("0.001", "mg")),
    "rad": (("10", "krad|крад"), ("1", "gray")),
    "whkg": (("1", "wh/kg|вт·ч/кг|вт*ч/кг|втч/кг|瓦时/千克"),),
    "litre": (("1", "l|л|升|litre|litres|liter|liters|литров|литра|lt"),),
    "rpm": (
        ("1", "rpm|r/min|rev/min|об/мин|об./мин|об/мин.|转/分|转/分钟|转每分|转每分钟|dev/dak|devir/dakika|d/dk|dev/dk|d/d|min-1"),
    ),
    "io": (
        ("1", "i/o|io|user i/o|user io|user i/os|i/os|ios|gpio|gpios|个i/o|个io|个 i/o|линий ввода-вывода|линий ввода/вывода|g/ç"),
    ),
    "pins": (("1", "pins|pin|выводов|引脚|terminals"),),
    "mach": (("1", "mach|马赫|маха|мах"),),
    "volt": (("1", "v|в|vac|vdc|伏|volt|volts|вольт"), ("1000", "kv|кв")),
    "other": (("1", "nm|нм|n·m|н·м|n.m|kwh|wh|квтч|квт·ч|gb|tb|mb|гб|тб|мб|mah|мач|ah|mm2|мм2|mm²|мм²|m2|м2|m²|g/m2|ml|мл|дюймов|дюйма|inch|℃/w"),),
}  # fmt: skip
"""Dimension → (how much of the base, words parted by |). `other` and `volt` are known so that they are not read as something else."""

BASE: Final[dict[str, str]] = {
    "hz": "HTZ", "khz": "HTZ", "sps": "HTZ", "fps": "HTZ", "nm": "C45", "um": "4H", "mm": "MMT", "km": "KMT", "watt": "WTT", "va": "D46", "kg": "KGM", "g": "KGM",
    "min": "MIN", "gbps": "B80", "bit": "A99", "pixel": "C62", "grid": "C62", "pa": "MPA", "bar": "MPA", "celsius": "CEL", "mps": "MTS", "dph": "DD/HUR",
    "dprh": "DD/HUR^0.5", "dps": "E96", "ug": "K40", "gee": "K40", "rad": "A95", "whkg": "WHR/KGM", "litre": "LTR", "rpm": "RPM", "io": "C62", "pins": "C62", "mach": "C62",
}  # fmt: skip

SCALES: Final[dict[str, tuple[str, Decimal, Decimal]]] = {
    "HTZ": ("frequency", Decimal(1), Decimal(0)), "KHZ": ("frequency", Decimal(1000), Decimal(0)), "MHZ": ("frequency", Decimal(10) ** 6, Decimal(0)),
    "A86": ("frequency", Decimal(10) ** 9, Decimal(0)), "C45": ("length", Decimal("1e-9"), Decimal(0)), "4H": ("length", Decimal("1e-6"), Decimal(0)),
    "MMT": ("length", Decimal("0.001"), Decimal(0)), "CMT": ("length", Decimal("0.01"), Decimal(0)), "MTR": ("length", Decimal(1), Decimal(0)),
    "KMT": ("length", Decimal(1000), Decimal(0)), "C31": ("power", Decimal("0.001"), Decimal(0)), "WTT": ("power", Decimal(1), Decimal(0)),
    "KWT": ("power", Decimal(1000), Decimal(0)), "D46": ("apparent", Decimal(1), Decimal(0)), "KGM": ("mass", Decimal(1), Decimal(0)),
    "GRM": ("mass", Decimal("0.001"), Decimal(0)), "SEC": ("time", Decimal(1) / 60, Decimal(0)), "MIN": ("time", Decimal(1), Decimal(0)), "HUR": ("time", Decimal(60), Decimal(0)),
    "CEL": ("temperature", Decimal(1), Decimal("273.15")), "KEL": ("temperature", Decimal(1), Decimal(0)), "MTS": ("speed", Decimal(1), Decimal(0)),
    "KMH": ("speed", Decimal(1) / Decimal("3.6"), Decimal(0)), "LTR": ("volume", Decimal(1), Decimal(0)), "MTQ": ("volume", Decimal(1000), Decimal(0)),
}  # fmt: skip
"""Unit of the recommendation → what it measures, factor and offset to one unit of that kind."""


def converted(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """The value in another unit, None if they do not measure the same.

    >>> converted(Decimal("0.005"), "MMT", "4H"), converted(Decimal(100), "CEL", "KEL"), converted(Decimal(1), "KGM", "MMT")
    (Decimal('5'), Decimal('373.15'), None)
    """
    if unit == wanted:
        return value
    here, there = SCALES.get(unit), SCALES.get(wanted)
    if here is None or there is None or here[0] != there[0]:
        return None
    return plain((value * here[1] + here[2] - there[2]) / there[1])


def plain(value: Decimal) -> Decimal:
    """Without trailing zeros and exponents, to ten digits: factors such as 1/3.6 have no end.

    >>> plain(Decimal("5.000")), plain(Decimal("2E+3"))
    (Decimal('5'), Decimal('2000'))
    """
    short = Decimal(f"{value:.10g}").normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def _spellings() -> dict[str, tuple[str, Decimal]]:
    known: dict[str, tuple[str, Decimal]] = {}
    for dimension, rows in FORMS.items():
        for factor, words in rows:
            for word in words.split("|"):
                known.setdefault(word, (dimension, Decimal(factor)))
    return known


SPELLINGS: Final = _spellings()
UNIT: Final = re.compile(
    "(?:"
    + "|".join(
        re.escape(word) + (r"(?![a-zа-яçğışöüµ0-9])" if word[-1].isascii() or "а" <= word[-1] <= "я" or word[-1] == "ç" else "")
        for word in sorted(SPELLINGS, key=lambda w: (-len(w), w))
    )
    + ")"
)
"""A unit at this place, the longest first; what follows a letter must not be one."""


def told_apart(folded: str, written: str) -> tuple[str, Decimal]:
    """Dimension and factor; capitals tell milli from mega, newton metre from nanometre, bit from byte.

    >>> told_apart("nm", "Nm")[0], told_apart("mw", "MW")[1], told_apart("gb/s", "GB/s")[1]
    ('other', Decimal('1000000'), Decimal('8'))
    """
    dimension, factor = SPELLINGS[folded]
    if folded in ("nm", "нм") and written[0].isupper() and written[1:].islower():
        return "other", factor
    if folded in ("mw", "мвт") and written[0].isupper() and not written.isupper():
        return dimension, Decimal(10) ** 6
    if folded == "mw" and written.isupper():
        return dimension, Decimal(10) ** 6
    if folded in ("gb/s", "mb/s", "tb/s") and "B" in written:
        return dimension, factor * 8
    return dimension, factor

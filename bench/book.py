"""What does a large, boring trade book look like? Generated, seeded, with distinct clean parties of many cultures and a few listed names."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from faker import Faker

LOCALES = ("en_US", "de_DE", "fr_FR", "tr_TR", "ru_RU", "zh_CN", "it_IT", "es_ES", "pl_PL", "nl_NL", "id_ID", "vi_VN", "pt_BR", "ja_JP")
COUNTRIES = ("US", "DE", "FR", "TR", "KZ", "CN", "IT", "ES", "PL", "NL", "ID", "VN", "BR", "JP")
GOODS = (
    ("090121", "roasted coffee"), ("610910", "cotton T-shirts"), ("940360", "wooden furniture"), ("870899", "vehicle parts"), ("392690", "plastic articles"),
    ("841391", "pump parts"), ("854231", "microcontrollers"), ("848210", "ball bearings"), ("300490", "medicaments"), ("731815", "screws and bolts"),
)  # fmt: skip
WORDS = "Alba Nord Sol Terra Vento Lumen Rio Fortuna Delta Orbis Aqua Silva Monte Grano Porto Luna Campo Stella Vale Faro Prima Corona Arbor Piazza".split()
COLUMNS = (
    "id", "kind", "ship_date", "seller_name", "seller_country", "consignee_name", "consignee_country", "consignee_address", "end_user_name", "end_user_country",
    "goods_description", "hs_code", "origin", "value", "currency", "ship_from", "ship_to",
)  # fmt: skip


def firms(seed: int, number: int) -> Iterator[tuple[str, str, str]]:
    """Distinct clean firms: name, country, address."""
    pool: list[tuple[str, list[str], list[str], list[str]]] = []
    for locale, country in zip(LOCALES, COUNTRIES, strict=True):
        faker = Faker(locale)
        faker.seed_instance(seed)
        pool.append(
            (
                country,
                [faker.last_name() for _ in range(400)],
                [faker.company_suffix() if hasattr(faker, "company_suffix") else "Ltd" for _ in range(20)],
                [faker.city() for _ in range(80)],
            )
        )
    rng = random.Random(seed)
    for serial in range(number):
        country, names, suffixes, cities = rng.choice(pool)
        name = (
            f"{rng.choice(names)} {rng.choice(names)} {rng.choice(WORDS)} {serial} {rng.choice(suffixes)}"
            if serial % 3
            else f"{rng.choice(names)} & {rng.choice(names)} {rng.choice(WORDS)} {rng.choice(suffixes)} {serial}"
        )
        yield name, country, f"{rng.randrange(1, 300)} {rng.choice(names)} street, {rng.choice(cities)}"


def _again(pool: Sequence[tuple[str, str, str]], rng: random.Random) -> Iterator[tuple[str, str, str]]:
    while True:
        yield rng.choice(pool)


def write_book(path: Path, number: int, *, seed: int = 7, listed: Sequence[str] = (), distinct: float = 1.0) -> None:
    """A CSV of `number` shipments of three parties and one goods line each; one in 500 has a listed name as its end user.

    `distinct`: how many different firms there are for each party named; at 1 no firm comes twice, at 0.1 each comes ten times on average.
    """
    rng = random.Random(seed)
    stream = firms(seed, 3 * number) if distinct >= 1 else _again(list(firms(seed, max(1, round(3 * number * distinct)))), random.Random(seed + 1))
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for serial in range(number):
            seller, consignee, end_user = next(stream), next(stream), next(stream)
            code, text = rng.choice(GOODS)
            name = rng.choice(listed) if listed and serial % 500 == 0 else end_user[0]
            writer.writerow(
                (f"B{serial:07d}", "shipment", f"2026-0{rng.randrange(1, 9)}-1{rng.randrange(0, 9)}", seller[0], seller[1], consignee[0], consignee[1], consignee[2], name, consignee[1],
                 text, code, seller[1], f"{rng.randrange(100, 900000)}.00", "EUR", seller[1], consignee[1])
            )  # fmt: skip

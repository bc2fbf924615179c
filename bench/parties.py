"""How many parties a second are matched, against rapidfuzz over the same names in the same run? Not a test: prints a ratio.

python bench/parties.py
"""

from __future__ import annotations

import random
import time

import msgspec
import pyarrow as pa
from faker import Faker
from rapidfuzz import fuzz, process, utils

from enduse.basis import Basis
from enduse.model.nouns import Entity, Kind, Name, Party, Role
from enduse.parties import SETTINGS, Index, build, find
from enduse.run.romanise_table import romanise_table

LOCALES = ("en_US", "de_DE", "fr_FR", "ru_RU", "uk_UA", "tr_TR", "pl_PL", "zh_CN", "ar_AA", "es_ES")
LISTED, ASKED, REFERENCE = 20_000, 6_000, 60


def main() -> None:
    """Build, ask, compare."""
    entities = _entities(LISTED)
    began = time.perf_counter()
    romanise = romanise_table()
    tables = build(entities, romanise)
    print(f"built {len(entities)} entities in {time.perf_counter() - began:.1f} s, {sum(table.nbytes for table in tables.values()) / 1e6:.1f} MB")
    tables["text.romanise"] = romanise
    tables["entities"] = pa.table({"record": [msgspec.json.encode(entity).decode() for entity in entities]})
    tables["settings"] = pa.table({"name": list(SETTINGS), "value": [value for value, _ in SETTINGS.values()]})
    basis = Basis(tables, dict.fromkeys(tables, ""))
    began = time.perf_counter()
    index = Index.of(basis)
    opened = time.perf_counter() - began
    began = time.perf_counter()
    find([_party("warm up")], index)
    print(f"opened in {opened * 1000:.1f} ms, first question {(time.perf_counter() - began) * 1000:.0f} ms")
    asked = _asked(entities)
    began = time.process_time()
    found = find([_party(name) for name in asked], index)
    ours = len(asked) / (time.process_time() - began)
    names = [utils.default_process(name.text) for entity in entities for name in entity.names]
    began = time.process_time()
    for name in asked[:REFERENCE]:
        process.extract(utils.default_process(name), names, scorer=fuzz.token_sort_ratio, limit=5, score_cutoff=80)
    plain = REFERENCE / (time.process_time() - began)
    print(
        f"{ours:.0f} parties/s ({sum(map(bool, found))} of {len(asked)} with a hit); rapidfuzz extract over {len(names)} names {plain:.0f}/s; ratio {ours / plain:.1f}"
    )


def _party(name: str) -> Party:
    return Party(role=Role.consignee, name=name)


def _entities(count: int) -> list[Entity]:
    fakers = [_faker(locale, 11) for locale in LOCALES]
    return [
        Entity(
            entity_id=str(at),
            kind=Kind.person if at % 2 else Kind.organization,
            names=tuple(
                Name(text=fakers[at % len(fakers)].name() if at % 2 else f"{fakers[at % len(fakers)].company()} {fakers[at % len(fakers)].last_name()}")
                for _ in range(3)
            ),
        )
        for at in range(count)
    ]


def _asked(entities: list[Entity]) -> list[str]:
    """Nine clean names to one listed, distinct and shuffled."""
    shuffler = random.Random(3)
    fakers = [_faker(locale, 99) for locale in LOCALES]
    clean = [fakers[at % len(fakers)].company() if at % 3 else fakers[at % len(fakers)].name() for at in range(ASKED * 9 // 10)]
    names = list(dict.fromkeys(clean + [entity.names[0].text for entity in shuffler.sample(entities, ASKED // 10)]))
    shuffler.shuffle(names)
    return names


def _faker(locale: str, seed: int) -> Faker:
    faker = Faker(locale)
    faker.seed_instance(seed)
    return faker


if __name__ == "__main__":
    main()

"""Is a listed party found more often, is a clean one alerted less often, and how much faster, beside what others use? The same names and queries, in one run, each on one core.

    make bench-peers            (or: python -m bench.peers [QUERIES] [CLEAN] [NAMES])

Needs the real lists in ../shared/data, and the environment .peers-venv that `make bench-peers` makes. CPU time, not wall time. Not part of any test: others' software changes without us.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench.match import SEED, SHARED, generated, manipulated

from enduse import __version__

PEERS = Path(".peers-venv") / "bin" / "python"
QUERIES, CLEAN, NAMES = 2_000, 10_000, 26_000
ENGINES = ("enduse", "nomenklatura:logic-v1", "nomenklatura:logic-v2", "nomenklatura:regression-v1", "rapidfuzz")
THRESHOLDS = {"enduse": (1.0,), "nomenklatura": (0.7,), "rapidfuzz": (0.85, 0.9)}
"""From which score on an answer is an alert: of ours every answer, which is possible or established; 0.7 is what the service built on nomenklatura starts with."""
LEAST = {"nomenklatura": 0.5, "rapidfuzz": 0.8}
"""The lowest score that is kept: for each of the others a row is added for the lowest threshold at which it alerts no more clean names than ours."""


def world(queries: int, clean: int, names: int) -> dict[str, Any]:
    """People, firms, ships and aircraft of the OFAC list of 2023 with all names, up to so many; so many listed names as printed and changed, and so many clean ones."""
    from enduse.lists import Source
    from enduse.run.sources import reader_of

    _, reader = reader_of("ofac")
    listed: list[tuple[str, str, list[str]]] = []
    for record in reader.read(Source.at(SHARED / "ofac_2023"), list_id="ofac"):
        entity = getattr(record, "entity", None)
        if entity is not None and entity.names:
            listed.append((entity.entity_id, str(entity.kind or "organization"), [name.text for name in entity.names]))
    rng = random.Random(SEED)
    rng.shuffle(listed)
    kept, total = [], 0
    for each in listed:
        if total + len(each[2]) <= names and each[1] in ("person", "organization", "vessel", "aircraft"):
            kept.append(each)
            total += len(each[2])
    some = [(entity, kind, rng.choice(all_names)) for entity, kind, all_names in rng.sample(kept, queries)]
    changed = []
    for entity, kind, name in ((entity, kind, rng.choice(all_names)) for entity, kind, all_names in rng.sample(kept, len(kept))):
        other = manipulated(name, rng)
        if len(changed) < queries and other.casefold() != name.casefold() and (" " in other or other == "".join(name.split())):
            changed.append((entity, kind, name, other))
    others = [(guess, name) for name, guess in kinds(clean)]
    return {
        "listed": kept, "names": total, "printed": [name for *_, name in some], "before": [name for _, _, name, _ in changed],
        "asked": {"listed": [(kind, name) for _, kind, name in some], "manipulated": [(kind, other) for _, kind, _, other in changed], "clean": others},
    }  # fmt: skip


def kinds(number: int) -> list[tuple[str, str]]:
    """Clean names with what they are."""
    generated(1)  # makes the maker importable
    from clean_parties import clean_parties

    firms, people = clean_parties(SEED, number)
    mixed = [(asked[0], "organization") for _, asked in firms] + [(asked[0], "person") for _, asked in people]
    random.Random(SEED).shuffle(mixed)
    return mixed[:number]


def ours(told: dict[str, Any]) -> dict[str, Any]:
    """The matcher of this project, over an index of these names."""
    import pyarrow as pa

    from enduse.basis import Basis
    from enduse.model.canonical import canonical_json
    from enduse.model.nouns import Entity, Kind, Name, Party, Role
    from enduse.parties import SETTINGS, Index, build, find
    from enduse.run.romanise_table import romanise_table

    entities = [Entity(entity_id=key, kind=Kind(kind), names=tuple(Name(text=name) for name in names)) for key, kind, names in told["listed"]]
    romanise = romanise_table()
    begun = time.process_time()
    tables = build(entities, romanise)
    built = time.process_time() - begun
    tables |= {
        "text.romanise": romanise,
        "entities": pa.table({"record": pa.array([canonical_json(entity) for entity in entities], pa.large_binary())}),
        "settings": pa.table({"name": list(SETTINGS), "value": [value for value, _ in SETTINGS.values()]}),
    }
    index = Index(Basis(tables, dict.fromkeys(tables, "")))
    find([Party(role=Role.consignee, name="warm up")], index)
    groups = {}
    for group, queries in told["asked"].items():
        begun = time.process_time()
        found = find([Party(role=Role.consignee, name=name, kind=Kind(kind)) for kind, name in queries], index)
        seconds = time.process_time() - begun
        groups[group] = {"seconds": seconds, "answers": [[(entities[one.entity].entity_id, 1.0) for one in some] for some in found]}
    return {"built": built, "groups": groups, "version": f"enduse {__version__}", "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def line(engine: str, threshold: float, told: dict[str, Any], asked: dict[str, Any]) -> str:
    """One row of the table."""
    bearers: dict[str, set[str]] = {}
    for key, _, names in asked["listed"]:
        for name in names:
            bearers.setdefault(name, set()).add(key)
    groups = told["groups"]

    def share(group: str, names: list[str]) -> float:
        answers = groups[group]["answers"]
        return sum(any(key in bearers[name] and score >= threshold for key, score in some) for name, some in zip(names, answers, strict=True)) / len(names)

    alerts = alerted(told, threshold)
    many = sum(sum(score >= threshold for _, score in some) for some in groups["manipulated"]["answers"]) / len(groups["manipulated"]["answers"])
    rates = [len(groups[group]["answers"]) / groups[group]["seconds"] for group in ("clean", "manipulated")]
    return (
        f"{told['version']:36} {threshold if threshold < 1 else 'band':>4} {share('listed', asked['printed']):9.3f} {share('manipulated', asked['before']):11.3f} {alerts:8.4f} {many:8.1f} "
        f"{rates[0]:12,.0f} {rates[1]:12,.0f} {2 / (1 / rates[0] + 1 / rates[1]):12,.0f} {told['built']:8.1f} {told['peak']:8,.0f}"
    )


def together(made: dict[str, Any], folder: Path) -> None:
    """Each core a process of its own and an equal share of the queries, as a screening does it: rates of all cores, and of as many clean as changed names."""
    cores = sorted(os.sched_getaffinity(0))
    children = []
    for place, core in enumerate(cores):
        share = {**made, "asked": {group: queries[place :: len(cores)] for group, queries in made["asked"].items()}}
        file = folder / f"share-{place}.json"
        file.write_text(json.dumps(share), encoding="utf-8")
        command = [sys.executable, "-m", "bench.peers", "enduse", str(file)]
        children.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=lambda core=core: os.sched_setaffinity(0, {core})))
    told = [json.loads(child.communicate()[0].strip().splitlines()[-1])["groups"] for child in children]
    clean, changed = (sum(len(one[group]["answers"]) / one[group]["seconds"] for one in told) for group in ("clean", "manipulated"))
    print(f"enduse on {len(cores)} cores: {clean:,.0f} clean a second, {changed:,.0f} changed; {2 / (1 / clean + 1 / changed):,.0f} of as many of either")


def alerted(told: dict[str, Any], threshold: float) -> float:
    """The share of clean names that are alerted."""
    clean = told["groups"]["clean"]["answers"]
    return sum(any(score >= threshold for _, score in some) for some in clean) / len(clean)


def as_quiet(told: dict[str, Any], share: float, least: float) -> float:
    """The lowest threshold at which no larger share of clean names is alerted."""
    return next(at / 100 for at in range(round(least * 100), 101) if at == 100 or alerted(told, at / 100) <= share)


def main() -> None:
    """Make the world, ask every engine in a process of its own bound to one core, print the table."""
    if len(sys.argv) > 2 and sys.argv[1] == "enduse":
        print(json.dumps(ours(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))))
        return
    given = [int(number) for number in sys.argv[1:4]]
    queries, clean, names = (*given, *(QUERIES, CLEAN, NAMES)[len(given) :])
    made = world(queries, clean, names)
    counted = Counter(kind for _, kind, _ in made["listed"])
    print(f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores ({processor()}), one used")
    print(
        f"{len(made['listed']):,} entities ({', '.join(f'{count:,} {kind}' for kind, count in counted.most_common())}), {made['names']:,} names; {queries:,} queries listed, {queries:,} manipulated, {clean:,} clean"
    )
    print(
        f"{'':36} {'from':>4} {'listed':>9} {'manipulated':>11} {'clean':>8} {'answers':>8} {'clean/s':>12} {'manip./s':>12} {'both/s':>12} {'build s':>8} {'MiB':>8}"
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "world.json"
        file.write_text(json.dumps(made), encoding="utf-8")
        quiet = 0.0
        together(made, Path(folder))
        for engine in ENGINES:
            command = (
                [sys.executable, "-m", "bench.peers", "enduse", str(file)] if engine == "enduse" else [str(PEERS), "bench/peers_others.py", engine, str(file)]
            )
            core = min(os.sched_getaffinity(0))
            child = subprocess.run(command, capture_output=True, text=True, preexec_fn=lambda core=core: os.sched_setaffinity(0, {core}))
            if child.returncode:
                print(f"{engine}: {child.stderr.strip().splitlines()[-1]}")
                continue
            told = json.loads(child.stdout.strip().splitlines()[-1])
            kind = engine.partition(":")[0]
            if kind == "enduse":
                quiet = alerted(told, 1.0)
            thresholds = THRESHOLDS[kind] if kind == "enduse" else sorted({*THRESHOLDS[kind], as_quiet(told, quiet, LEAST[kind])})
            for threshold in thresholds:
                print(line(engine, threshold, told, made), flush=True)


def processor() -> str:
    """What the machine calls its processor."""
    for row in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if row.startswith("model name"):
            return row.partition(":")[2].strip()
    return platform.machine()


if __name__ == "__main__":
    if not SHARED.is_dir():
        sys.exit("the real lists (../shared/data) are not here")
    if not PEERS.exists():
        sys.exit("no .peers-venv: run `make bench-peers`")
    main()

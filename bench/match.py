"""How fast is a party matched, in how little memory, against every list there is? Beside rapidfuzz over the same names in the same run.

    python -m bench.match [CLEAN] [HOME]

Needs the real lists in ../shared/data. The home is compiled once and kept (bench-out/home unless named), as long as the code that compiles it stays the same. CPU time, not wall
time, so that a busy machine does not change what is told; queries are asked of one process.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.screen import OUT, SHARED, load_all
from rapidfuzz import fuzz, process, utils

from enduse.model.nouns import Party, Role
from enduse.parties import Found, Index, find
from enduse.run import bases, prepare

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "shared"))
CLEAN, LISTED, SINGLE, REFERENCE, SEED = 20_000, 3_000, 1_000, 40, 20_260_301
SMALL = 26_000
"""Names of the smaller list, the size that throughput on one core is stated for."""
MIX = 20
"""One query in so many is a listed name, half of them manipulated: what a busy desk sees."""
_LOOK = dict(zip("aeopcxAEOPCXBHKMT", "аеорсхАЕОРСХВНКМТ", strict=True))


def main() -> None:
    """Compile or open, ask, compare, tell."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else CLEAN
    home = Path(sys.argv[2]) if len(sys.argv) > 2 else OUT / "home"
    basis = compiled(home)
    names = list(dict.fromkeys(basis.table("parties.names").column("text").to_pylist()))
    print(
        f"{basis.table('entities').num_rows:,} entities, {basis.table('parties.names').num_rows:,} names; {sum(t.nbytes for n, t in basis.tables.items() if n.startswith('parties.')) / 1e6:.0f} MB of index"
    )
    rng = random.Random(SEED)
    exact = rng.sample(names, LISTED)
    changed = [manipulated(name, rng) for name in rng.sample(names, LISTED)]
    clean = generated(number)
    mixed = [rng.choice(rng.choice((exact, changed))) if at % MIX == 0 else name for at, name in enumerate(clean)]
    for label, asked in (("clean names", clean), (f"one in {MIX} listed", mixed), ("manipulated names", changed), ("listed names", exact)):
        print(f"{label:20} {told(asked, basis)}")
    together(mixed, basis)
    small = part_of(basis, SMALL)
    print(f"{'… of ' + format(small.table('parties.names').num_rows, ',') + ' names':20} {told(mixed, small)}")
    singles(clean[:SINGLE], basis)
    memory(basis)
    plain = [utils.default_process(name) for name in names]
    for label, asked in (("rapidfuzz extract", clean[:REFERENCE]),):
        begun = time.process_time()
        for name in asked:
            process.extract(utils.default_process(name), plain, scorer=fuzz.token_sort_ratio, limit=5, score_cutoff=80)
        print(f"{label:20} {REFERENCE / (time.process_time() - begun):10,.0f}/s over {len(plain):,} names")
    begun = time.process_time()
    process.cdist([utils.default_process(name) for name in clean[:REFERENCE]], plain, scorer=fuzz.token_sort_ratio, score_cutoff=80)
    print(f"{'rapidfuzz cdist':20} {REFERENCE / (time.process_time() - begun):10,.0f}/s over {len(plain):,} names")


def compiled(home: Path) -> bases.Basis:
    """The Basis of all lists, compiled anew only if the code that compiles it changed."""
    source = Path(bases.__file__).parents[1]
    code = hashlib.sha256(
        b"".join(path.read_bytes() for room in ("parties", "text", "lists", "model") for path in sorted((source / room).glob("*.py")))
    ).hexdigest()
    stamp = home / "compiled-by"
    if not stamp.exists() or stamp.read_text() != code:
        begun = time.process_time()
        load_all(home)
        loaded = time.process_time()
        prepare.prepare(home, now=dt.datetime.now(dt.UTC))
        print(f"lists read in {loaded - begun:.1f} s, Basis compiled in {time.process_time() - loaded:.1f} s of CPU")
        stamp.write_text(code)
    return bases.Basis.open(home)


def part_of(basis: bases.Basis, names: int) -> bases.Content:
    """A Basis of so many names: every so manieth entity of the whole."""
    import msgspec

    from enduse.model.nouns import Entity
    from enduse.parties import build

    table = basis.table("entities")
    step = max(1, basis.table("parties.names").num_rows // names)
    kept = table.take(list(range(0, table.num_rows, step)))
    begun = time.process_time()
    tables = build([msgspec.json.decode(record, type=Entity) for record in kept.column("record").to_pylist()], basis.table("text.romanise"))
    print(f"index of {tables['parties.names'].num_rows:,} names built in {time.process_time() - begun:.1f} s of CPU")
    whole = {**tables, "entities": kept, "text.romanise": basis.table("text.romanise"), "settings": basis.table("settings")}
    return bases.Content(whole, dict.fromkeys(whole, ""))


def generated(number: int) -> list[str]:
    """Distinct clean names of firms and people of many cultures, shuffled."""
    from clean_parties import clean_parties

    parties = [party for some in clean_parties(SEED, -(-number // 2)) for party in some]
    names = list(dict.fromkeys(asked[0] for _, asked in parties))[:number]
    random.Random(SEED).shuffle(names)
    return names


def manipulated(name: str, rng: random.Random) -> str:
    """The name with one change: of a letter, a word, the order, the legal form, or a look-alike letter."""
    words = name.split()
    at, word = rng.randrange(max(1, len(name))), rng.randrange(max(1, len(words)))
    changes = (
        name[:at] + name[at + 1 :],
        name[:at] + name[at : at + 1] + name[at:],
        name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :],
        " ".join(words[:word] + words[word + 1 :]),
        " ".join(reversed(words)),
        name + rng.choice((" LLC", " GmbH", " JSC", " Co., Ltd.")),
        name[:at] + _LOOK.get(name[at : at + 1], name[at : at + 1]) + name[at + 1 :],
        "".join(words),
    )
    return rng.choice(changes) or name


def told(asked: Sequence[str], basis: bases.Content) -> str:
    """Queries a second of CPU: with nothing in memory, and again with the words known."""
    index = Index(basis)
    _ask(["warm up"], index)
    rates: list[float] = []
    found: list[tuple[Found, ...]] = []
    for _ in range(2):
        begun = time.process_time()
        found = _ask(asked, index)
        rates.append(len(asked) / (time.process_time() - begun))
    return f"{rates[0]:10,.0f}/s, again {rates[1]:,.0f}/s; {sum(map(bool, found)):,} of {len(asked):,} with a hit"


def _ask(names: Sequence[str], index: Index) -> list[tuple[Found, ...]]:
    return find([Party(role=Role.consignee, name=name) for name in names], index)


def singles(asked: Sequence[str], basis: bases.Content) -> None:
    """One query at a time, of a process that has answered others before."""
    index = Index(basis)
    _ask(asked[len(asked) // 2 :], index)
    taken: list[float] = []
    for name in asked[: len(asked) // 2]:
        begun = time.process_time()
        _ask([name], index)
        taken.append(time.process_time() - begun)
    taken.sort()
    print(f"{'one at a time':20} p50 {taken[len(taken) // 2] * 1000:.2f} ms, p99 {taken[len(taken) * 99 // 100] * 1000:.2f} ms")


_HALF = """
import sys, time
from pathlib import Path
import enduse.run.bases as bases, enduse.parties as parties
from enduse.model.nouns import Party, Role

index = parties.Index.of(bases.Basis.open(Path(sys.argv[1])))
parties.find([Party(role=Role.consignee, name="Warm Up Trading")], index)
asked = [Party(role=Role.consignee, name=name) for name in sys.stdin.read().split("\\n")]
for _ in range(2):
    begun = time.process_time()
    parties.find(asked, index)
    print(len(asked) / (time.process_time() - begun))
"""


def together(asked: Sequence[str], basis: bases.Basis) -> None:
    """Two processes on one mapped Basis, each with half of the names: what two cores answer."""
    halves = ["\n".join([" ".join(name.split("\n")) for name in asked[start::2]]) for start in (0, 1)]
    children = [subprocess.Popen([sys.executable, "-c", _HALF, str(basis.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in halves]
    for child, half in zip(children, halves, strict=True):
        assert child.stdin is not None
        child.stdin.write(half)
        child.stdin.close()
    told = [[float(line) for line in child.stdout.read().split()] for child in children if child.stdout is not None]
    for child in children:
        child.wait()
    cold, warm = map(sum, zip(*told, strict=True))
    print(f"{'two processes':20} {cold:10,.0f}/s together, again {warm:,.0f}/s")


_CHILD = """
import sys, time
from pathlib import Path
import enduse.run.bases as bases, enduse.parties as parties
from enduse.model.nouns import Party, Role

def private():
    rows = dict(line.split(":", 1) for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:])
    return sum(int(rows[key].split()[0]) for key in ("Private_Clean", "Private_Dirty")), int(rows["Pss"].split()[0])

before = private()
begun = time.process_time()
basis = bases.Basis.open(sys.argv[1])
index = parties.Index.of(basis)
opened = time.process_time() - begun
parties.find([Party(role=Role.consignee, name="Warm Up Trading")], index)
first = time.process_time() - begun
parties.find([Party(role=Role.consignee, name=name) for name in sys.stdin.read().split("\\n")], index)
after = private()
print(f"{'another process':20} opens in {opened * 1000:.1f} ms, first answer after {first * 1000:.0f} ms of CPU; {(after[0] - before[0]) / 1024:.0f} MB of its own, {(after[1] - before[1]) / 1024:.0f} MB with its share of what is mapped (PSS)")
"""


def memory(basis: bases.Basis) -> None:
    """What another process costs: time to open, and memory after a few thousand questions, above what the interpreter and libraries take."""
    asked = "\n".join(generated(4_000))
    subprocess.run([sys.executable, "-c", _CHILD, str(basis.path)], input=asked, text=True, check=True)


if __name__ == "__main__":
    if not SHARED.is_dir():
        sys.exit("the real lists (../shared/data) are not here")
    main()

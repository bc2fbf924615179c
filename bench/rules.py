"""How long do 150 rules take over a million transactions, and over one?

    python bench/rules.py [--transactions 1000000] [--rules 150] [--rows 8192] [--profile [flat]]
    python bench/rules.py --packs

`--packs` takes all packs of the package instead, over the facts that the program derives for the sample book, repeated to a million transactions, and each transaction of the book alone.

Synthetic rules of the shapes real packs have (half on the transaction, a third on goods lines, the rest on parties) over synthetic facts: one line and
three or four parties per transaction, a tenth of most facts unknown, most flags never declared. The same rules on the transaction level run through
Arrow's Kleene functions in the same process give the ratio. One process, one core.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from enduse.ingest import Options, read
from enduse.judge import kernel
from enduse.model.factbatch import Column, FactBatch
from enduse.rules import NOTED, TRUE, RuleSet, compile_packs, evaluate
from enduse.rules.nodes import All, AnyOf, Compare, Contains, Holds, In, Not, Valid
from enduse.run import api, package
from enduse.run.prepare import embedded_content

COUNTRIES = "DE FR IT NL PL TR AE KZ KG AM GE UZ CN HK IN US GB JP KR CH RU BY IR".split()
WEIGHTS = [12, 9, 8, 8, 7, 5, 4, 2, 1, 1, 1, 1, 8, 2, 5, 12, 8, 5, 3, 4, 0.6, 0.3, 0.2]
GROUPS = {
    "russia_belarus": frozenset({"RU", "BY"}),
    "embargoed": frozenset({"IR", "KP", "CU", "SY"}),
    "hubs": frozenset({"TR", "AE", "KZ", "KG", "AM", "GE", "UZ", "HK"}),
    "eu": frozenset({"DE", "FR", "IT", "NL", "PL"}),
}
EFFECTS = ("asset_freeze", "export_ban", "licence_needed", "signal", "due_diligence")
FLAGS = (
    "payment.cash",
    "payment.third_party",
    "change.destination",
    "change.end_user",
    "flag.vague_delivery",
    "flag.evasive",
    "end_use.military",
    "end_use.wmd",
    "doc.licence_stated",
)
HS = [f"{chapter}{heading:02d}{sub:02d}" for chapter in (84, 85, 87, 88, 90) for heading in range(1, 40) for sub in (10, 20, 90)]


def make_rules(count: int) -> RuleSet:
    """`count` rules out of templates, none equal to another."""
    draw = random.Random(7)
    text = ['[pack]\nid = "bench"']
    for number in range(count):
        flag, other, country, group = draw.choice(FLAGS), draw.choice(FLAGS), draw.choice(COUNTRIES), draw.choice(list(GROUPS))
        codes = sorted(draw.sample(HS, 30))
        role, effect = draw.choice(("any", "any", "buyer", "consignee", "end_user", "payer")), draw.choice(EFFECTS)
        kind = "tx" if number % 6 < 3 else "goods" if number % 6 < 5 else "party"
        scope = draw.choice(
            (f"destination.countries contains any group:{group}", f"destination.countries contains '{country}'", "tx.kind in ['shipment', 'order']")
        )
        condition = {
            "tx": (
                f"{flag} and not {other}",
                f"payment.payer_country in group:{group} and payment.payer_country != route.ship_to_country",
                f"route.ship_to_country == '{country}' or ({flag} and payment.countries contains any group:{group})",
                f"({flag} or {other}) and doc.end_use_certificate is not true",
            ),
            "goods": (
                f"goods.on_ccl and not doc.licence_stated or goods.hs6 in {codes}",
                f"goods.hs6 in {codes} and {flag} is not true",
                f"goods.value > {draw.randrange(1000, 90000)} and goods.chpl_tier in ['1', '2']",
                f"goods.control_lists contains any ['list-{draw.randrange(8)}', 'list-{draw.randrange(8)}'] and not goods.military",
            ),
            "party": (
                f"party.{role}.established_effects contains '{effect}'",
                f"party.{role}.age_days < {draw.randrange(30, 900)} and goods.on_chpl",
                f"party.{role}.country in group:{group} and party.{role}.possible_effects contains '{effect}'",
            ),
        }[kind]
        regime = draw.choice(('["US"]', '["EU"]', '["UK"]', "[]"))
        text.append(
            f'[[rule]]\nid = "R{number:03}"\ntitle = "t"\nregime = {regime}\nvalid_from = 2023-0{draw.randrange(1, 9)}-01\nscope = "{scope}"\n'
            f'condition = "{draw.choice(condition)}"\noutcome = "review"\nreason_class = "red_flag"\ncitation = "c"\nunknown = "{draw.choice(("review", "note"))}"'
        )
    return compile_packs({"bench.toml": "\n".join(text)}, GROUPS)


def make_batch(n: int) -> FactBatch:
    """`n` transactions with one line and three or four parties each."""
    draw = np.random.default_rng(11)
    roles = np.array(("buyer", "consignee", "payer", "end_user"))
    parties = np.where(draw.random(n) < 0.3, 4, 3)
    party_of = np.repeat(np.arange(n), parties).astype(np.int32)
    within = np.arange(len(party_of)) - np.repeat(np.cumsum(parties) - parties, parties)
    m = len(party_of)
    weights = np.array(WEIGHTS) / sum(WEIGHTS)

    def some(values: Any, size: int, unknown: float, p: Any = None) -> Column:
        chosen = pa.array(draw.choice(len(values), size, p=p), pa.int32(), mask=draw.random(size) < unknown)
        return Column(values=pa.DictionaryArray.from_arrays(chosen, pa.array(values)).dictionary_decode())

    def flag(size: int, share: float, unknown: float) -> Column:
        return Column(values=pa.array(draw.random(size) < share, mask=draw.random(size) < unknown))

    def sets(values: Any, size: int, mean: float, incomplete: float, p: Any = None) -> Column:
        lengths = draw.poisson(mean, size)
        items = pa.DictionaryArray.from_arrays(pa.array(draw.choice(len(values), lengths.sum(), p=p), pa.int32()), pa.array(values)).dictionary_decode()
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        return Column(values=pa.ListArray.from_arrays(offsets, items), complete=draw.random(size) >= incomplete)

    columns = {
        "tx.kind": some(("shipment", "order", "payment"), n, 0),
        "regime.attached": sets(("US", "EU", "UK", "UN"), n, 2.0, 0.05),
        "destination.countries": sets(COUNTRIES, n, 1.5, 0.1, weights),
        "payment.countries": sets(COUNTRIES, n, 1.5, 0.2, weights),
        "route.ship_to_country": some(COUNTRIES, n, 0.05, weights),
        "payment.payer_country": some(COUNTRIES, n, 0.3, weights),
        "doc.licence_stated": flag(n, 0.1, 0.0),
        "doc.end_use_certificate": flag(n, 0.3, 0.4),
        "payment.third_party": flag(n, 0.05, 0.2),
        "change.destination": flag(n, 0.02, 0.0),
        "change.end_user": flag(n, 0.02, 0.0),
        "payment.cash": flag(n, 0.02, 0.6),
        "goods.hs6": some(HS, n, 0.05),
        "goods.on_ccl": flag(n, 0.1, 0.5),
        "goods.on_chpl": flag(n, 0.1, 0.05),
        "goods.military": flag(n, 0.01, 0.1),
        "goods.chpl_tier": some(("none", "1", "2", "3A", "4A"), n, 0.05, (0.9, 0.02, 0.02, 0.03, 0.03)),
        "goods.control_lists": sets([f"list-{i}" for i in range(8)], n, 0.3, 0.05),
        "goods.value": Column(values=pa.array(draw.lognormal(8, 2, n), mask=draw.random(n) < 0.1)),
        "party.*.country": some(COUNTRIES, m, 0.05, weights),
        "party.*.age_days": Column(values=pa.array(draw.integers(0, 9000, m), mask=draw.random(m) < 0.7)),
        "party.*.established_effects": sets(EFFECTS, m, 0.002, 0.0),
        "party.*.possible_effects": sets(EFFECTS, m, 0.01, 0.0),
    }
    date = draw.integers(19300, 20500, n).astype(np.int32)
    return FactBatch(n=n, line_of=np.arange(n, dtype=np.int32), party_of=party_of, party_role=roles[within], date=date, columns=columns)


class ArrowKleene:
    """The conditions on the transaction level through Arrow's compute functions, each leaf once."""

    def __init__(self, batch: FactBatch) -> None:
        self.batch, self.done = batch, {}

    def of(self, node: Any) -> pa.Array:
        if node not in self.done:
            self.done[node] = self.compute(node)
        return self.done[node]

    def compute(self, node: Any) -> pa.Array:
        if isinstance(node, All | AnyOf):
            out = self.of(node.children[0])
            for child in node.children[1:]:
                out = (pc.and_kleene if isinstance(node, All) else pc.or_kleene)(out, self.of(child))
            return out
        if isinstance(node, Not):
            return pc.invert(self.of(node.child))
        if isinstance(node, Valid):
            date = pa.array(self.batch.date)
            return pc.and_kleene(pc.greater_equal(date, node.first or 0), pc.less_equal(date, node.last or 1 << 30))
        if type(node).__name__ == "CompareFacts":
            return pc.equal(self.values(node.left), self.values(node.right))
        if type(node).__name__ == "Is":
            inner = self.of(node.child)
            return pc.equal(inner.fill_null(not node.state), node.state)
        column = self.batch.columns.get(node.fact.column)
        if column is None:
            return pa.nulls(self.batch.n, pa.bool_())
        values = column.values
        if isinstance(node, Holds):
            return values
        if isinstance(node, Compare):
            return pc.equal(values, node.value)
        if isinstance(node, In):
            return pc.if_else(pc.is_valid(values), pc.is_in(values, pa.array(node.members)), None)
        assert isinstance(node, Contains)
        hit = np.zeros(self.batch.n, bool)
        hit[pc.list_parent_indices(values).filter(pc.is_in(values.flatten(), pa.array(node.members)))] = True
        return pa.array(hit, mask=~hit & ~column.complete)

    def values(self, ref: Any) -> pa.Array:
        column = self.batch.columns.get(ref.column)
        return column.values if column else pa.nulls(self.batch.n, pa.string())


def run_arrow(ruleset: RuleSet, batch: FactBatch) -> tuple[int, int]:
    """Rows true and rows unknown over the rules of the transaction level."""
    arrow, true, unknown = ArrowKleene(batch), 0, 0
    for rule in ruleset.rules:
        if not rule.dims:
            state = pc.and_kleene(arrow.of(rule.guard), arrow.of(rule.condition))
            true += len(pc.indices_nonzero(state.fill_null(False)))
            unknown += len(pc.indices_nonzero(state.is_null()))
    return true, unknown


def best(times: int, work: Any) -> tuple[float, Any]:
    """The shortest of some runs in seconds of processor time (other work on the machine left out), and the result."""
    shortest, out = float("inf"), None
    for _ in range(times):
        start = time.process_time()
        out = work()
        shortest = min(shortest, time.process_time() - start)
    return shortest, out


def packs(transactions: int, rows: int) -> None:
    """All packs of the package over the sample book."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "sample.csv"
        book.write_bytes(package.data("sample", "transactions.csv"))
        some = [one for part in read([book], Options()) for one in part.transactions]
    screening = api.screening(embedded_content(), as_of="2026-09-14")
    ruleset = kernel.ruleset_of(screening.basis)
    batch = repeated(kernel.facts_of(some, screening).facts, max(1, transactions // len(some)))
    evaluate(ruleset, batch, rows=rows)
    seconds, verdicts = best(2, lambda: evaluate(ruleset, batch, rows=rows))
    print(f"{len(ruleset.rules)} rules of the packs x {batch.n:,} transactions: {seconds:.2f} s, {len(verdicts):,} verdicts")
    alone = [kernel.facts_of([one], screening).facts for one in some]
    times = sorted(best(5, lambda one=one: evaluate(ruleset, one))[0] * 1000 for one in alone)
    print(f"one transaction: median {times[len(times) // 2]:.2f} ms, 99th of 100 {times[len(times) * 99 // 100]:.2f} ms, over {len(times)} transactions")


def repeated(batch: FactBatch, times: int) -> FactBatch:
    """The same facts so many times over."""

    def column(one: Column) -> Column:
        values = pa.concat_arrays([one.values] * times)
        return Column(values=values, complete=None if one.complete is None else np.tile(one.complete, times))

    def owners(of: Any) -> Any:
        return (np.tile(of, times) + np.repeat(np.arange(times) * batch.n, len(of))).astype(np.int32)

    return FactBatch(
        n=batch.n * times, line_of=owners(batch.line_of), party_of=owners(batch.party_of), party_role=np.tile(batch.party_role, times),
        date=np.tile(batch.date, times), columns={name: column(one) for name, one in batch.columns.items()},
    )  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--transactions", type=int, default=1_000_000)
    parser.add_argument("--rules", type=int, default=150)
    parser.add_argument("--rows", type=int, default=8192)
    parser.add_argument("--profile", nargs="?", const="all", choices=("all", "flat"))
    parser.add_argument("--packs", action="store_true")
    asked = parser.parse_args()
    pa.set_cpu_count(1)
    if asked.packs:
        packs(asked.transactions, asked.rows)
        return
    start = time.perf_counter()
    ruleset = make_rules(asked.rules)
    print(f"compile {len(ruleset.rules)} rules: {time.perf_counter() - start:.3f} s")
    batch = make_batch(asked.transactions)
    alone = make_batch(1)
    flat = compile_packs({}, GROUPS)
    flat = type(flat)(rules=tuple(rule for rule in ruleset.rules if not rule.dims), facts_used=(), digest="")

    if asked.profile:
        profile = cProfile.Profile()
        profile.runcall(evaluate, flat if asked.profile == "flat" else ruleset, batch, rows=asked.rows)
        pstats.Stats(profile).sort_stats("tottime").print_stats(22)
    seconds, verdicts = best(2, lambda: evaluate(ruleset, batch, rows=asked.rows))
    counts = np.bincount(verdicts.state, minlength=4)
    print(f"{asked.rules} rules x {batch.n:,} transactions, {len(batch.party_of):,} parties: {seconds:.2f} s")
    print(f"  true {counts[TRUE]:,}  unknown, asks {counts[2]:,}  unknown, noted {counts[NOTED]:,}")

    ours, found = best(2, lambda: evaluate(flat, batch, rows=asked.rows))
    theirs, (true, unknown) = best(2, lambda: run_arrow(flat, batch))
    same = (int((found.state == TRUE).sum()), int((found.state != TRUE).sum())) == (true, unknown)
    print(f"{len(flat.rules)} rules on the transaction level: {ours:.2f} s; Arrow Kleene {theirs:.2f} s; ratio {theirs / ours:.2f}; same verdicts: {same}")
    evaluate(ruleset, alone)
    one, _ = best(200, lambda: evaluate(ruleset, alone))
    print(f"one transaction: {one * 1000:.2f} ms")


if __name__ == "__main__":
    main()

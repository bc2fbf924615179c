"""How many hostile inputs can the program take? Every target in turn, in processes of their own, until the inputs or the time are used up.

    python tests/fuzz                         # as `make fuzz` does: 1,000,000 inputs
    python tests/fuzz --inputs 20000 --only list-un ingest-csv
    python tests/fuzz --engine atheris --seconds 600          # guided by coverage; after `pip install atheris`
    python tests/fuzz --again fuzz-out/list-un-17-4711.bin    # one saved input, with its traceback

A worker that dies, hangs, outgrows its memory or sees anything but an error of ours leaves the input in --out; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import random
import resource
import signal
import subprocess
import sys
import time
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType, FunctionType
from typing import Any

import mutate
from oracle import Target, workplace
from targets import TARGETS

SLOW_SECONDS = 5.0  # of the processor, whatever else the machine does
DEAD_SECONDS = 90.0
BATCH_SECONDS = 4.0
FIRST_BATCH = 30
TELL_SECONDS = 300
LARGEST_SHARE = 12
"""No target gets more than such a part of all inputs, however fast it is."""
MEMORY = 3 << 30
GROWTH = 300 << 20
"""Bytes that one small input may add to the process before that is a failure."""


class Hang(BaseException):
    """An input took too long; no BaseException is caught on the way."""


def _ring(_: int, __: FrameType | None) -> None:
    raise Hang(f"took longer than {SLOW_SECONDS:g} s")


def make(target: Target, seeds: list[bytes], seed: int, number: int) -> bytes:
    """The input of that number."""
    return mutate.mutate(random.Random(f"{seed}/{target.name}/{number}"), seeds, target.form)


def peak() -> int:
    """The most memory this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def work(target: Target, seeds: list[bytes], seed: int, first: int, count: int, pipe: Connection) -> None:
    """A batch in a process of its own: tells (number) before each input, and (number, seconds, accepted, fault, memory) after it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _ring)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for number in range(first, first + count):
        data = make(target, seeds, seed, number)
        pipe.send(number)
        before, begun, accepted, fault = peak(), time.process_time(), False, ""
        try:
            signal.setitimer(signal.ITIMER_PROF, SLOW_SECONDS)
            accepted = target.run(data)
        except (Exception, Hang):  # noqa: BLE001  (whatever it is, it is what we look for)
            fault = traceback.format_exc()
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        grown = peak() - before
        if not fault and grown > GROWTH + 200 * len(data):
            fault = f"grew by {grown >> 20} MiB on {len(data):,} bytes"
        pipe.send((number, time.process_time() - begun, accepted, fault, peak()))
    pipe.close()


class Sum:
    """What became of one target."""

    def __init__(self) -> None:
        self.inputs = self.accepted = self.failures = 0
        self.seconds = self.slowest = 0.0
        self.memory = 0
        self.kinds: dict[str, int] = {}

    def fault(self, words: str) -> bool:
        """Count it; whether it is of a new kind."""
        self.failures += 1
        kind = _kind(words)
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        return self.kinds[kind] == 1


def _kind(words: str) -> str:
    lines = [line.strip() for line in words.strip().splitlines()]
    places = [line for line in lines if line.startswith("File ") and ("/enduse/" in line or "/fuzz/" in line)]
    return f"{lines[-1][:60]} | {places[-1].rpartition('/')[2] if places else ''}"


def batch(target: Target, seeds: list[bytes], seed: int, first: int, count: int, total: Sum, out: Path) -> None:
    """Run a batch; what it leaves behind is saved."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=work, args=(target, seeds, seed, first, count, theirs))
    process.start()
    theirs.close()
    running = first - 1
    try:
        while running < first + count - 1 or process.is_alive():
            if not ours.poll(DEAD_SECONDS):
                process.kill()
                total.inputs += 1
                _save(target, seeds, seed, running, f"no answer for {DEAD_SECONDS:g} s: killed", total, out)
                return batch(target, seeds, seed, running + 1, first + count - running - 1, total, out) if running + 1 < first + count else None
            told: Any = ours.recv()
            if isinstance(told, int):
                running = told
                continue
            number, seconds, accepted, fault, memory = told
            total.inputs += 1
            total.accepted += accepted
            total.seconds += seconds
            total.slowest = max(total.slowest, seconds)
            total.memory = max(total.memory, memory)
            if fault:
                _save(target, seeds, seed, number, fault, total, out)
            if number == first + count - 1:
                break
    except EOFError:
        total.inputs += 1
        _save(target, seeds, seed, running, f"the process died ({process.exitcode})", total, out)
        if running + 1 < first + count:
            batch(target, seeds, seed, running + 1, first + count - running - 1, total, out)
    finally:
        process.join(DEAD_SECONDS)
        ours.close()
    return None


def _save(target: Target, seeds: list[bytes], seed: int, number: int, fault: str, total: Sum, out: Path) -> None:
    if not total.fault(fault):
        return
    out.mkdir(parents=True, exist_ok=True)
    stem = out / f"{target.name}-{seed}-{number}"
    stem.with_suffix(".bin").write_bytes(make(target, seeds, seed, number))
    stem.with_suffix(".txt").write_text(fault, encoding="utf-8", errors="backslashreplace")
    print(f"FAILED {target.name} {seed} {number}: {fault.strip().splitlines()[-1][:150]}", flush=True)


def tell(sums: dict[str, Sum], seconds: float) -> None:
    """The table of what was done."""
    print(f"{'target':24}{'inputs':>10}{'accepted':>10}{'rejected':>10}{'failed':>8}{'per s':>9}{'slowest s':>11}{'peak MiB':>10}")
    for name, total in sums.items():
        speed = total.inputs / total.seconds if total.seconds else 0
        print(
            f"{name:24}{total.inputs:>10,}{total.accepted:>10,}{total.inputs - total.accepted - total.failures:>10,}{total.failures:>8,}{speed:>9,.0f}{total.slowest:>11.2f}{total.memory >> 20:>10,}"
        )
    inputs, failures = sum(total.inputs for total in sums.values()), sum(total.failures for total in sums.values())
    print(f"{inputs:,} inputs in {seconds:,.0f} s, {failures:,} failures", flush=True)
    for name, total in sums.items():
        for kind, count in total.kinds.items():
            print(f"  {name}: {count} × {kind}")


def again(path: Path) -> None:
    """One saved input, in this process."""
    name = path.stem.rsplit("-", 2)[0]
    print("accepted" if TARGETS[name].run(path.read_bytes()) else "rejected")


def guided(target: Target, seconds: int, out: Path) -> None:
    """libFuzzer with our mutations, in this process, which it ends."""
    import atheris  # type: ignore[import-not-found]  # not among what tests need

    seeds = list(target.seeds())
    target.run(seeds[0])  # loads what it needs, so that all of it is instrumented
    for name, module in list(sys.modules.items()):
        if name.startswith("enduse."):
            for thing in list(vars(module).values()):
                if isinstance(thing, FunctionType) and thing.__module__ == name:
                    atheris.instrument_func(thing)
    corpus = out / "corpus" / target.name
    corpus.mkdir(parents=True, exist_ok=True)
    for place, data in enumerate(seeds):
        (corpus / f"seed{place}").write_bytes(data)

    def change(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if chance.random() < 0.3:
            return bytes(atheris.Mutate(data, most))
        return mutate.mutate(chance, [data, *seeds[:2]] if data else seeds, target.form)[:most]

    def one(data: bytes) -> None:
        target.run(data)

    limits = [
        f"-max_total_time={seconds}",
        "-max_len=65536",
        "-timeout=10",
        f"-rss_limit_mb={MEMORY >> 20}",
        f"-artifact_prefix={out}/{target.name}-atheris-",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *limits, str(corpus)], one, custom_mutator=change)
    atheris.Fuzz()


def main() -> int:
    """The command line."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--inputs", type=int, default=1_000_000, help="in all; targets take turns of equal time")
    words.add_argument("--seconds", type=int, default=0, help="stop after so long; 0: when the inputs are used up")
    words.add_argument("--seed", type=int, default=0, help="0: another one each time, printed")
    words.add_argument("--only", nargs="*", default=[], help="names of targets")
    words.add_argument("--out", type=Path, default=Path("fuzz-out"))
    words.add_argument("--engine", choices=("ours", "atheris"), default="ours")
    words.add_argument("--one", help=argparse.SUPPRESS)
    words.add_argument("--again", type=Path, help="run one saved input")
    given = words.parse_args()
    if given.again:
        again(given.again)
        return 0
    unknown = sorted(set(given.only) - set(TARGETS))
    if unknown:
        words.error(f"no target {', '.join(unknown)}; there are {', '.join(TARGETS)}")
    chosen = [TARGETS[name] for name in given.only] or list(TARGETS.values())
    if given.one:
        guided(TARGETS[given.one], given.seconds, given.out)
        return 0
    if given.engine == "atheris":
        worst = 0
        for target in chosen:
            print(f"== {target.name}", flush=True)
            share = max(5, (given.seconds or 600) // len(chosen))
            worst |= subprocess.run(
                [sys.executable, __file__, "--engine", "atheris", "--one", target.name, "--seconds", str(share), "--out", str(given.out)], check=False
            ).returncode
        return int(bool(worst))
    seed = given.seed or random.SystemRandom().randrange(1, 10**6)
    print(f"seed {seed}, {len(chosen)} targets, at most {given.inputs:,} inputs", flush=True)
    workplace()  # goes with this process, not with the first worker
    seeds = {target.name: list(target.seeds()) for target in chosen}
    for target in chosen:  # what every worker needs is loaded and compiled once
        with contextlib.suppress(Exception):
            target.run(seeds[target.name][0])
    sums = {target.name: Sum() for target in chosen}
    most = max(1, given.inputs // (LARGEST_SHARE if len(chosen) > LARGEST_SHARE else len(chosen)))
    begun = told = time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to end, it tells what it has done
    with contextlib.suppress(KeyboardInterrupt):
        while (left := given.inputs - sum(total.inputs for total in sums.values())) > 0 and any(total.inputs < most for total in sums.values()):
            for target in chosen:
                total = sums[target.name]
                count = min(int(BATCH_SECONDS * total.inputs / total.seconds) if total.seconds else FIRST_BATCH, most - total.inputs, left)
                if count > 0:
                    batch(target, seeds[target.name], seed, total.inputs, count, total, given.out)
                if given.seconds and time.monotonic() - begun > given.seconds:
                    left = 0
            if not left:
                break
            if time.monotonic() > told + TELL_SECONDS:
                told = time.monotonic()
                tell(sums, told - begun)
    tell(sums, time.monotonic() - begun)
    return int(any(total.failures for total in sums.values()))


if __name__ == "__main__":
    sys.exit(main())

"""A writer that dies: is killed at a random moment, or meets a file system that takes no more. Run by test_faults.py in a process of its own.

    python writer.py kill URL POINTS SEED      prints one JSON object: what was seen
    python writer.py limit URL BYTES           writes until the file may grow no more; prints the last number that was acknowledged

It forks before anything has started a thread, so that a point costs milliseconds, not the time of an import.
"""

from __future__ import annotations

import collections
import datetime as dt
import hashlib
import itertools
import json
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import sqlalchemy as sa

from enduse.errors import Refused
from enduse.ledger.append import append
from enduse.ledger.chain import Context
from enduse.ledger.entries import Entry
from enduse.ledger.schema import records
from enduse.ledger.store import open_ledger
from enduse.ledger.verify import verify
from enduse.model.canonical import canonical_json

CONTEXT = Context(book="b", actor="a", channel="cli", run="r", engine="0", retain_until="2036-09-30")
AFRESH = 10
"""Points after which a new ledger is begun, so that its making is hit too."""


def entry(number: int) -> Entry:
    return Entry(
        kind="decision",
        key=hashlib.sha256(str(number).encode()).hexdigest(),
        subject=str(number),
        body=msgspec.Raw(canonical_json({"n": number, "text": "x" * 900})),
    )


def write_from(url: str, start: int, seed: int) -> Iterator[int]:
    """Append for ever, a few records at a time and some of them again; what is yielded has been acknowledged."""
    rng = random.Random(seed)
    ledger = open_ledger(url, create=True)
    while True:
        end = start + rng.randint(1, 60)
        append(ledger, [entry(n) for n in range(max(0, start - 5), end)], CONTEXT, now=dt.datetime.now(dt.UTC))
        start = end
        yield end


def killed(url: str, start: int, rng: random.Random) -> int:
    """The last number acknowledged by a writer that was killed: while it opens the ledger, or a moment after one of its first acknowledgements."""
    reader, writer = os.pipe()
    seed = rng.randrange(1 << 30)
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        try:
            for end in write_from(url, start, seed):
                os.write(writer, f"{end}\n".encode())
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader) as stream:
        told = [int(stream.readline()) for _ in range(rng.choice((0, 1, 1, 2, 3, 5)))]
        time.sleep(rng.uniform(0, 0.03 if told else 0.15))
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        told += [int(line) for line in stream.read().split()]
    assert os.WIFSIGNALED(status), "the writer gave up by itself"
    return told[-1] if told else start


def held(url: str) -> tuple[list[int], list[str]]:
    """The numbers in the ledger, and what its verification finds."""
    ledger = open_ledger(url, create=True)
    found = [str(problem) for problem in verify(ledger).problems]
    with ledger.reading() as connection:
        numbers = [
            int(n) for n in connection.execute(sa.select(records.c.subject).where(records.c.subject.is_not(None)).order_by(records.c.sequence)).scalars()
        ]
    ledger.close()
    return numbers, found


def kill(url: str, points: int, seed: int) -> None:
    rng = random.Random(seed)
    seen: collections.Counter[str] = collections.Counter()
    acknowledged = 0
    for point in range(points):
        if point % AFRESH == 0:
            place = url.format(point // AFRESH)
            acknowledged = 0
        before = acknowledged
        acknowledged = killed(place, acknowledged, rng)
        numbers, found = held(place)
        seen["points"] += 1
        seen["wrote"] += acknowledged > before
        seen["committed but not acknowledged"] += len(numbers) > acknowledged
        seen["problems"] += len(found)
        seen["lost"] += len(set(range(acknowledged)) - set(numbers))
        seen["doubled"] += len(numbers) - len(set(numbers))
        seen["out of turn"] += sum(1 for a, b in itertools.pairwise(numbers) if b != a + 1)
        seen["records"] = max(seen["records"], len(numbers))
    print(json.dumps(seen))


def limit(url: str, size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    last = 0
    try:
        for end in write_from(url, 0, size):
            last = end
    except Refused as refused:
        print(json.dumps({"last": last, "refused": str(refused)}))


if __name__ == "__main__":
    mode, place, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
    if mode == "kill":
        kill(place, number, int(sys.argv[4]))
    else:
        limit(str(Path(place)), number)

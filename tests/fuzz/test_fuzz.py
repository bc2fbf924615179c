"""Does every way in take a few dozen hostile inputs, the same ones each time? Long runs: `make fuzz`."""

from __future__ import annotations

import random
import signal
from collections.abc import Callable
from types import FrameType

import mutate
import pytest
from oracle import Target
from targets import TARGETS

INPUTS = 24
SLOW = {"screen", "match-file", "report", "stored-basis", "home", "ledger-file", "rule-pack"}
FEW = 8
CPU_SECONDS = 10


def _late(_: int, __: FrameType | None) -> None:
    raise TimeoutError(f"one input took more than {CPU_SECONDS} s of the processor")


@pytest.fixture
def run_out(request: pytest.FixtureRequest) -> Callable[[], None]:
    """Sets the clock for the next input."""
    before = signal.signal(signal.SIGPROF, _late)

    def off() -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)

    request.addfinalizer(off)
    return lambda: signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS) and None


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS.keys())
def test_hostile_bytes_are_read_or_refused_and_nothing_else(target: Target, run_out: Callable[[], None]) -> None:
    seeds = list(target.seeds())
    for number in range(FEW if target.name in SLOW else INPUTS):
        data = mutate.mutate(random.Random(f"1/{target.name}/{number}"), seeds, target.form)
        run_out()
        target.run(data)


@pytest.mark.parametrize(
    "target", [target for target in TARGETS.values() if target.name not in {"ledger-block", "list-kind", "server-answer"}], ids=lambda target: target.name
)
def test_a_seed_of_every_target_is_accepted(target: Target) -> None:
    assert any(target.run(seed) for seed in target.seeds()), "the fuzzer would only ever see refusals"


def test_an_input_is_told_by_seed_target_and_number() -> None:
    target = TARGETS["ingest-ndjson"]
    seeds = list(target.seeds())
    one, two = ([mutate.mutate(random.Random(f"7/x/{number}"), seeds, target.form) for number in range(40)] for _ in range(2))
    assert one == two
    assert len(set(one)) > 30

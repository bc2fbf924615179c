"""Does a process that is killed, here or there, leave nothing behind and say what to do?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from enduse.errors import EnduseError
from enduse.run.workers import workers

IDLE = r"""
import os, time
from enduse.run.workers import workers
with workers(2, os.write, 1, b"started\n") as pool:
    pool.submit(time.sleep, 0).result()
    time.sleep(600)
"""


def test_workers_end_with_the_process_that_started_them() -> None:
    with subprocess.Popen([sys.executable, "-c", IDLE], stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdout.readline() == b"started\n"
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)  # a worker that lives on holds the other end


def test_a_worker_that_is_killed_is_told_with_a_remedy() -> None:
    with pytest.raises(EnduseError, match="no output was written"), workers(1, os.getpid) as pool:
        pool.submit(os._exit, 9).result()

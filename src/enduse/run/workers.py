"""How is work put on all cores, so that no process outlives the one that started it?"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

from enduse.errors import EnduseError


@contextmanager
def workers(count: int, start: Callable[..., None], *given: Any) -> Iterator[ProcessPoolExecutor]:
    """So many processes, each of which begins with `start(*given)`; one that is ended from outside is told with a remedy."""
    context = multiprocessing.get_context("spawn")  # a forked Arrow thread pool may hang
    try:
        with ProcessPoolExecutor(count, mp_context=context, initializer=_start, initargs=(start, *given)) as pool:
            yield pool
    except BrokenProcessPool as error:
        raise EnduseError("a worker process was ended from outside, most likely because memory ran out; no output was written. Run it again, with --workers 1 if memory is short") from error  # fmt: skip


def _start(start: Callable[..., None], *given: Any) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    start(*given)


def _end_with_parent() -> None:
    """Whoever started this process may be killed before it can say so: idle workers would hold its memory and its terminal for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(70)

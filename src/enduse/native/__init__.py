"""Which loops run as machine code here, and are they to be used?

What stands here is done elsewhere in numpy or plain Python too, with the same results (`tests/parties/test_native.py` holds the one to the other): it only makes matching and reading faster.
It is compiled when enduse is installed, if there is a C compiler. `on` tells whether it is used; callers ask for it at every call.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

try:
    from enduse.native import made as made  # isort: skip - first: it refuses modules of another state
    from enduse.native import abjad as abjad
    from enduse.native import align as align
    from enduse.native import eastern as eastern
    from enduse.native import fields as fields
    from enduse.native import gather as gather
    from enduse.native import leads as leads
    from enduse.native import listed as listed
    from enduse.native import longest as longest
    from enduse.native import met as met
    from enduse.native import near as near
    from enduse.native import odd as odd
    from enduse.native import places as places
    from enduse.native import reading as reading
    from enduse.native import respelt as respelt
    from enduse.native import rows as rows
    from enduse.native import shorter as shorter
    from enduse.native import sift as sift
    from enduse.native import slips as slips
    from enduse.native import spelling as spelling
    from enduse.native import unvowelled as unvowelled
    from enduse.native import words as words
except ImportError:  # nothing compiled, or of another state: numpy does the same
    BUILT = False
else:
    BUILT = True

on = BUILT


@contextmanager
def left_out() -> Iterator[None]:
    """Everything done in numpy and Python for a while, to compare with."""
    global on
    before, on = on, False
    try:
        yield
    finally:
        on = before

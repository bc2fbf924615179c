"""Does the compiled loop find the same pieces in a party's fields as Python does?"""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from enduse import native
from enduse.model.nouns import Party, Role
from enduse.parties.otherwise import signs_of
from enduse.parties.pieces import _fields, pieces_of
from enduse.parties.settings import limits
from enduse.text.clean import printed_key

pytestmark = pytest.mark.skipif(not native.BUILT, reason="nothing is compiled here")
LIMITS = limits()
PARTS = st.sampled_from([", ", ",", ";", "\n", " \n", "\n ,", " , ", "  ", " ", "\t", "\u3000", "\x1c", "12", "٣", "²", "c/o ", "C/O", "care  of", "Care of ", "ATTN.: ", "attn", "Granitmash", "King Street", "Завод", "ﬁ", "\ud800", "a" * 300, "(ex ", "t/a ", "-", "İ"])  # fmt: skip
FIELDS = st.none() | st.lists(PARTS, max_size=9).map("".join) | st.text(max_size=30)
NAMES = FIELDS | st.sampled_from(["see address", "SEE BELOW", "Granitmash", "Zvezda t/a Polyus", "Granitmash, Omsk 12", " ", "n/a"])


@settings(max_examples=200, deadline=None)
@given(NAMES, FIELDS, st.integers(0, 20))
@example("Granitmash", " \n, \t", 2)
@example("Granitmash", ",,;\n;" * 40, 16)
@example("Granitmash", "c/o Granitmash, attn: Granitmash Plant \n , care of\tZavod", 3)
def test_pieces(name: str | None, address: str | None, most: int) -> None:
    party, key = Party(role=Role.consignee, name=name, address=address), printed_key(name) if name else ""
    some = msgspec.structs.replace(LIMITS, lodged_segments=most)
    signs = signs_of([party, party], [key, key])
    assert signs is not None
    plain = [(at, piece, its) for at in range(2) for piece in pieces_of(party, some, key) if len(its := printed_key(piece)) > 3]
    assert _fields().wanted([party, party], [key, key], signs, some, most) == plain

"""Does a root bind every leaf in its place, and does a proof lead to it?"""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.ledger.chain import leaf_of, merkle_root, proof_of, root_by, split_leaves

leaves = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=40, unique=True)


@given(leaves, st.data())
def test_every_leaf_is_led_to_the_root_by_its_proof_and_no_other(level: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(level) - 1))
    path = proof_of(level, index)
    assert root_by(level[index], path) == merkle_root(level)
    for other in range(len(level)):
        if other != index:
            assert root_by(level[other], path) != merkle_root(level)


@given(leaves, st.data())
def test_moving_dropping_or_doubling_a_leaf_changes_the_root(level: list[bytes], data: st.DataObject) -> None:
    root = merkle_root(level)
    index = data.draw(st.integers(0, len(level) - 1))
    other = data.draw(st.integers(0, len(level) - 1))
    if index != other:
        moved = list(level)
        moved[index], moved[other] = moved[other], moved[index]
        assert merkle_root(moved) != root
    if len(level) > 1:
        assert merkle_root(level[:index] + level[index + 1 :]) != root
    assert merkle_root([*level, level[-1]]) != root


def test_the_tree_is_that_of_rfc_6962() -> None:
    def node(left: bytes, right: bytes) -> bytes:
        return hashlib.sha256(b"\x01" + left + right).digest()

    a, b, c, d, e = (leaf_of(b"", bytes([n])) for n in range(5))
    assert a == hashlib.sha256(b"\x00\x00").digest()
    assert merkle_root([a]) == a
    assert merkle_root([a, b, c, d, e]) == node(node(node(a, b), node(c, d)), e)


def test_the_salt_hides_the_record() -> None:
    assert leaf_of(b"1" * 16, b"record") != leaf_of(b"2" * 16, b"record")


def test_half_a_leaf_is_not_overlooked() -> None:
    with pytest.raises(ValueError, match="no whole number"):
        split_leaves(bytes(33))
    with pytest.raises(ValueError, match="at least one"):
        merkle_root([])

"""What keys has a name as a whole, and which pairs of a name and a listed one were met, and how? `parties.candidates.equal_in_key`, `parties.leads._by_party`."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint64_t
from libc.stdlib cimport calloc, free

import numpy as np

from enduse.native.hashing cimport mixed, salted


def keys_of_names(
    const int64_t[::1] starts, const int64_t[::1] counts, const int32_t[::1] word, const uint64_t[::1] hashes, const uint64_t[::1] sums, const int64_t[::1] letters,
    uint64_t base, uint64_t joined, uint64_t any_order,
):
    """Of each name, given by where its words begin and how many they are, two hashes: of its words written together, behind them those of its words in any order. By number of a word: its hash, what that is made of, its letters."""
    cdef Py_ssize_t size = starts.shape[0], name, place, step
    cdef uint64_t total, order, power, factor, left
    cdef int64_t length
    found = np.empty(2 * size, np.uint64)
    cdef uint64_t[::1] out = found
    for name in range(size):
        total = order = 0
        power = 1
        length = 0
        for place in range(starts[name], starts[name] + counts[name]):
            order += hashes[word[place]]
            total += sums[word[place]] * power
            length += letters[word[place]]
            factor = base
            left = <uint64_t> letters[word[place]]
            while left:  # power times base to so many letters
                if left & 1:
                    power *= factor
                factor *= factor
                left >>= 1
        out[name] = salted(total, joined, length)
        out[size + name] = mixed(order ^ any_order)
    return found


def told(const int64_t[::1] ascending, Py_ssize_t bits):
    """Pairs out of numbers that hold a pair and in the last `bits` a flag of how it was met: (pairs, flags of each)."""
    cdef Py_ssize_t size = ascending.shape[0], place, found = 0
    out_pairs, out_flags = np.empty(size, np.int64), np.empty(size, np.uint8)
    cdef int64_t[::1] pairs = out_pairs
    cdef uint8_t[::1] flags = out_flags
    cdef int64_t pair, mask = (1 << bits) - 1
    for place in range(size):
        pair = ascending[place] >> bits
        if not found or pairs[found - 1] != pair:
            pairs[found] = pair
            flags[found] = 0
            found += 1
        flags[found - 1] |= ascending[place] & mask
    return out_pairs[:found].copy(), out_flags[:found].copy()


def spoken_for(const int64_t[::1] party, const int32_t[::1] entity, const uint8_t[::1] kept, const uint8_t[::1] asked, Py_ssize_t entities):
    """Of pairs, those `asked` about whose entity one of those `kept` bears for the same party; parties ascend."""
    cdef Py_ssize_t size = party.shape[0], start = 0, end, place
    out = np.zeros(size, np.uint8)
    cdef uint8_t[::1] found = out
    cdef bint any_asked
    cdef int32_t *held = NULL
    try:
        while start < size:
            end = start
            any_asked = False
            while end < size and party[end] == party[start]:
                any_asked |= asked[end]
                end += 1
            if any_asked:
                if held == NULL:
                    held = <int32_t *> calloc(entities + 1, sizeof(int32_t))
                    if held == NULL:
                        raise MemoryError
                for place in range(start, end):
                    if kept[place]:
                        held[entity[place]] = <int32_t> start + 1
                for place in range(start, end):
                    found[place] = asked[place] and held[entity[place]] == start + 1
            start = end
    finally:
        free(held)
    return out

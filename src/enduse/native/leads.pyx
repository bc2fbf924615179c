"""What keys has a name as a whole, and which pairs of a name and a listed one were met, and how? `parties.candidates.equal_in_key`, `parties.leads._by_party`."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t

import numpy as np

from enduse.native.hashing cimport mixed, salted

cdef object _as_tuple = tuple.__new__


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


def met(parts, const int32_t[::1] name_of, const int32_t[::1] entity_of):
    """Pairs of a party and a row of the lists, met in several ways: `parts` are (parties, rows, flag). Each pair once, ascending: party, row, name, entity, and all flags."""
    cdef Py_ssize_t size = 0, at = 0, place, found = 0
    cdef const int64_t[:] party, row
    cdef int64_t flag, pair
    for some in parts:
        size += len(some[0])
    keys = np.empty(size, np.int64)
    cdef int64_t[::1] key = keys
    for some in parts:
        party, row, flag = some[0], some[1], some[2]
        for place in range(min(party.shape[0], row.shape[0])):
            key[at] = (party[place] << 32 | row[place]) << 3 | flag
            at += 1
    keys.sort()
    columns = np.empty((4, size), np.int64)
    out_flags = np.empty(size, np.uint8)
    cdef int64_t[:, ::1] column = columns
    cdef uint8_t[::1] flags = out_flags
    for place in range(size):
        pair = key[place] >> 3
        if not found or column[0, found - 1] << 32 | column[1, found - 1] != pair:
            column[0, found] = pair >> 32
            column[1, found] = <uint32_t> pair
            column[2, found] = name_of[column[1, found]]
            column[3, found] = entity_of[column[2, found]]
            flags[found] = 0
            found += 1
        flags[found - 1] |= <uint8_t> (key[place] & 7)
    return columns[0, :found], columns[1, :found], columns[2, :found], columns[3, :found], out_flags[:found]


def by_party(
    const int64_t[::1] party, const int64_t[::1] row, const int64_t[::1] name, const int64_t[::1] entity, const uint8_t[::1] flags, const uint8_t[::1] whole,
    const uint8_t[::1] worthy, list worth, const uint8_t[::1] primary, make, int every,
):
    """The leads of each party name by name, those printed so first, out of what `met` found: those with a flag, of a party `whole`, or `worthy`, with what each is worth; and primary names of an entity of which another name is kept: they may tell the two apart."""
    cdef Py_ssize_t size = party.shape[0], start = 0, end, place, other, last
    cdef bint kept
    cdef uint8_t all_of, words
    cdef list rows, some, leads, first
    out = {}
    while start < size:
        end = start
        while end < size and party[end] == party[start]:
            end += 1
        leads, first = [], []
        place = start
        while place < end:
            last = place
            rows, some = [], []
            all_of, words = 0, False
            while place < end and name[place] == name[last]:
                value = worth[place]
                kept = flags[place] or whole[party[place]] or worthy[place]
                if not kept and primary[name[place]]:
                    for other in range(start, end):
                        if entity[other] == entity[place] and (flags[other] or whole[party[other]] or worthy[other]):
                            kept, value = True, every
                            break
                if kept:
                    rows.append(row[place])
                    some.append(value)
                    all_of |= flags[place]
                    words |= not flags[place]
                place += 1
            if rows:
                (first if all_of & 1 else leads).append(
                    _as_tuple(make, (name[last], entity[last], rows, some, bool(all_of & 1), bool(all_of & 2), bool(all_of & 4), bool(words)))
                )
        if first or leads:
            out[party[start]] = first + leads if first else leads
        start = end
    return out

# How are numbers for texts mixed? `parties.hashes`, for one number.

from libc.stdint cimport uint64_t


cdef inline uint64_t mixed(uint64_t value) noexcept nogil:
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9u
    value = (value ^ value >> 27) * 0x94D049BB133111EBu
    return value ^ value >> 31


cdef inline uint64_t salted_with(uint64_t salt, uint64_t letters) noexcept nogil:
    """What is put to what the hash of a text is made of: of what kind it is, how long it is."""
    return salt * 0xD6E8FEB86659FD93u ^ letters << 48


cdef inline uint64_t salted(uint64_t value, uint64_t salt, uint64_t letters) noexcept nogil:
    """The hash of a text: what it is made of, of what kind it is, how long it is."""
    return mixed(value ^ salted_with(salt, letters))

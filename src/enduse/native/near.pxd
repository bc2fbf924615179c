from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t


cdef class Keyed:
    cdef const uint64_t[::1] hashes
    cdef const int32_t[::1] values
    cdef uint8_t *bits
    cdef int32_t *heads  # where the hashes that begin with so many bits begin
    cdef int shift, head_shift
    cdef Py_ssize_t size

    cdef bint may_hold(self, uint64_t asked) noexcept nogil
    cdef Py_ssize_t first(self, uint64_t asked) noexcept nogil

from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t


cdef uint64_t hashed(const uint8_t *text, Py_ssize_t length) noexcept nogil


cdef class Words:
    cdef const int32_t[::1] starts
    cdef const uint8_t[::1] text
    cdef int32_t *table  # by hash: one more than the row
    cdef uint64_t mask
    cdef readonly Py_ssize_t size

    cdef uint64_t place_of(self, uint64_t place, const uint8_t *text, Py_ssize_t length) noexcept nogil
    cdef int64_t row_at(self, uint64_t place, const uint8_t *text, Py_ssize_t length) noexcept nogil
    cdef int64_t row_of(self, const uint8_t *text, Py_ssize_t length) noexcept nogil
    cdef int64_t row(self, str word) except -2
    cdef Py_ssize_t letters(self, Py_ssize_t row, uint32_t *out) noexcept nogil

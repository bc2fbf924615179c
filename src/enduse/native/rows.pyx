"""Which cells are in these lines of delimited text, and which of them say already what they would be read as? `tables.delimited`, `ingest.values`"""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ, PyUnicode_Substring

cdef enum:
    MOST_RANGES = 16
    QUOTE = 34


cdef struct Ranges:
    int many
    Py_UCS4 first[MOST_RANGES]
    Py_UCS4 last[MOST_RANGES]


cdef list cells_of(str line, Py_UCS4 delimiter, Ranges *odd, Py_ssize_t width):
    """The cells of a line that is one whole row of this width, with something printed in it; None if it is not, or is to be looked at more closely."""
    cdef Py_ssize_t end = PyUnicode_GET_LENGTH(line), at = 0, begin = 0, many = 0
    cdef int kind = PyUnicode_KIND(line), each
    cdef void *data = PyUnicode_DATA(line)
    cdef Py_UCS4 letter
    cdef bint printed = False, doubled
    cdef list row = []
    cdef str cell
    if end and PyUnicode_READ(kind, data, end - 1) == 10:
        end -= 1
    if end and PyUnicode_READ(kind, data, end - 1) == 13:
        end -= 1
    while True:
        if at < end and PyUnicode_READ(kind, data, at) == QUOTE:
            at += 1
            begin = at
            doubled = False
            while True:
                if at >= end:
                    return None  # the cell goes on in the next line, or is never closed
                letter = PyUnicode_READ(kind, data, at)
                if letter == QUOTE:
                    if at + 1 < end and PyUnicode_READ(kind, data, at + 1) == QUOTE:
                        doubled = True
                        at += 2
                        continue
                    break
                if letter < 32:
                    if letter != 9:
                        return None
                elif letter < 127:
                    if letter > 32 and letter != delimiter:
                        printed = True
                else:
                    for each in range(odd.many):
                        if odd.first[each] <= letter <= odd.last[each]:
                            return None
                at += 1
            cell = PyUnicode_Substring(line, begin, at)
            if doubled:
                cell = cell.replace('""', '"')
            at += 1
            if at < end and PyUnicode_READ(kind, data, at) != delimiter:
                return None
        else:
            begin = at
            while at < end:
                letter = PyUnicode_READ(kind, data, at)
                if letter == delimiter:
                    break
                if letter < 32:
                    if letter != 9:
                        return None
                elif letter < 127:
                    if letter > 32 and letter != QUOTE:
                        printed = True
                else:
                    for each in range(odd.many):
                        if odd.first[each] <= letter <= odd.last[each]:
                            return None
                at += 1
            cell = PyUnicode_Substring(line, begin, at)
        row.append(cell)
        many += 1
        if at >= end:
            break
        if many >= width:
            return None
        at += 1
    return row if printed and many == width else None


def split(readline, Py_ssize_t most, Py_ssize_t longest, str delimiter, tuple damaged, Py_ssize_t width, list rows, Py_ssize_t size):
    """Add rows to `rows` until there are `size` of them, each of one line. Returns the line that is no plain row, "" at the end of the text, else None."""
    cdef Ranges odd
    cdef Py_UCS4 sign
    cdef str line
    cdef list row
    if len(delimiter) != 1 or len(damaged) > MOST_RANGES:
        raise ValueError("one sign as delimiter, few ranges of signs")
    sign = delimiter[0]
    odd.many = 0
    for first, last in damaged:
        odd.first[odd.many], odd.last[odd.many] = ord(first), ord(last)
        odd.many += 1
    while len(rows) < size:
        line = readline(most)
        if not line or len(line) > longest:
            return line
        row = cells_of(line, sign, &odd, width)
        if row is None:
            return line
        rows.append(row)
    return None


cdef bint is_tidy(str cell, Py_ssize_t least, Py_ssize_t most, str doubtful):
    """Whether a text is what is left of it when its white space is settled, and is not to be looked at more closely."""
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(cell), at
    cdef int kind = PyUnicode_KIND(cell)
    cdef void *data = PyUnicode_DATA(cell)
    cdef Py_UCS4 letter
    cdef bint blank = True
    if length == 0 or length > most:
        return False
    letter = PyUnicode_READ(kind, data, 0)
    if letter == 35 or (length < least and letter in doubtful):
        return False
    for at in range(length):
        letter = PyUnicode_READ(kind, data, at)
        if letter == 32:
            if blank:
                return False
            blank = True
        elif letter < 32 or (letter > 127 and letter.isspace()):
            return False
        else:
            blank = False
    return not blank


def texts(cells, memo, Py_ssize_t least, Py_ssize_t most, str doubtful):
    """`memo[cell]` of every cell, where the memo has texts. `least`: letters of a text that surely says something; a shorter one does, too, unless it begins with a doubtful sign."""
    cdef list found = []
    for cell in cells:
        found.append(cell if type(cell) is str and is_tidy(<str> cell, least, most, doubtful) else memo[cell])
    return found


cdef object plain_number(str cell, Py_ssize_t whole, Py_ssize_t parts):
    """A number in plain digits in its one spelling; None if it is not, or has more digits than these before and after its point."""
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(cell), at = 0, point, end
    cdef int kind = PyUnicode_KIND(cell)
    cdef void *data = PyUnicode_DATA(cell)
    while at < length and 48 <= PyUnicode_READ(kind, data, at) <= 57:
        at += 1
    if not 0 < at <= whole or (at > 1 and PyUnicode_READ(kind, data, 0) == 48):
        return None
    if at == length:
        return cell
    if PyUnicode_READ(kind, data, at) != 46 or not 0 < length - at - 1 <= parts:
        return None
    point = at
    at += 1
    end = point
    while at < length:
        if not 48 <= PyUnicode_READ(kind, data, at) <= 57:
            return None
        at += 1
        if PyUnicode_READ(kind, data, at - 1) != 48:
            end = at
    return PyUnicode_Substring(cell, 0, end)


def numbers(cells, memo, Py_ssize_t whole, Py_ssize_t parts):
    """`memo[cell]` of every cell, where the memo has numbers with a decimal point."""
    cdef list found = []
    for cell in cells:
        said = plain_number(<str> cell, whole, parts) if type(cell) is str else None
        found.append(memo[cell] if said is None else said)
    return found

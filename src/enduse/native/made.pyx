"""Are these modules compiled from the loops that stand beside them? What is older, or newer, is not used."""

from enduse.native.state import STATE

cdef extern from *:
    """
    #ifndef ENDUSE_STATE
    #error "compile with hatch_build.py, which says of which state the loops are"
    #endif
    """
    unsigned long long ENDUSE_STATE

if ENDUSE_STATE != STATE:
    raise ImportError("the compiled loops are not of these sources")

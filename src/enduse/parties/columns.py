"""Where do compiled loops find the texts of a column?"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from enduse import native


def held(column: pa.ChunkedArray) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """Where each of these texts begins, and their bytes."""
    whole = column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    _, bounds, text = whole.buffers()
    starts = np.frombuffer(bounds, np.int32)[whole.offset : whole.offset + len(whole) + 1] if bounds else np.zeros(1, np.int32)
    return starts, np.frombuffer(text or b"", np.uint8)


def compiled_words(words: Collection[str]) -> native.listed.Words:
    """Some words as compiled loops read them."""
    texts = [word.encode() for word in sorted(words)]
    starts = np.cumsum([0, *map(len, texts)], dtype=np.int32)
    return native.listed.Words(starts, np.frombuffer(b"".join(texts), np.uint8))  # Arrow takes some MB for the first text that it makes

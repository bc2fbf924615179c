"""Do these two tables hold the same content, whatever their chunks, offsets and padding?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np
import pyarrow as pa


def table_digest(table: pa.Table) -> str:
    """SHA-256 (hex) over column names, types, validity and values, in column order; independent of chunking, offsets and padding bits."""
    sha = hashlib.sha256()
    sha.update(str(table.num_rows).encode())
    for name in table.column_names:
        column = table.column(name)
        array = column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
        sha.update(f"|{name}:{column.type}|".encode())
        _feed(sha, array)
    return sha.hexdigest()


def basis_digest(digests: Mapping[str, str]) -> str:
    """One digest over the digests of the named tables, in name order."""
    sha = hashlib.sha256()
    for name in sorted(digests):
        sha.update(f"{name}={digests[name]}\n".encode())
    return sha.hexdigest()


def _feed(sha: hashlib._Hash, array: pa.Array) -> None:
    if isinstance(array, pa.ExtensionArray):
        array = array.storage
    if isinstance(array, pa.DictionaryArray):
        array = array.dictionary_decode()
    valid = array.is_valid()
    sha.update(str(array.null_count).encode())
    if array.null_count:
        sha.update(np.packbits(valid.to_numpy(zero_copy_only=False)).tobytes())
    kind = array.type
    if pa.types.is_struct(kind):
        for i in range(kind.num_fields):
            sha.update(kind.field(i).name.encode())
            _feed(sha, array.field(i) if array.offset == 0 and len(array.field(i)) == len(array) else array.flatten()[i])
    elif pa.types.is_list(kind) or pa.types.is_large_list(kind):
        lengths = array.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
        sha.update(np.asarray(lengths, dtype=np.int64).tobytes())
        _feed(sha, array.flatten())
    elif pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        dense = array.drop_null()
        width = np.int64 if pa.types.is_large_string(kind) or pa.types.is_large_binary(kind) else np.int32
        _, offset_buffer, data_buffer = dense.buffers()
        offsets = np.frombuffer(offset_buffer, dtype=width)[dense.offset : dense.offset + len(dense) + 1] if offset_buffer else np.zeros(1, width)
        sha.update(np.diff(offsets).astype(np.int64).tobytes())
        if data_buffer is not None and len(dense):
            sha.update(memoryview(data_buffer)[int(offsets[0]) : int(offsets[-1])])
    elif pa.types.is_boolean(kind):
        sha.update(np.packbits(array.drop_null().to_numpy(zero_copy_only=False)).tobytes())
    elif pa.types.is_null(kind):
        pass
    else:
        sha.update(np.ascontiguousarray(array.drop_null().to_numpy(zero_copy_only=False)).tobytes())

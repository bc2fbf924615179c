"""What rows are in these bytes, and which are refused?"""

from __future__ import annotations

from enduse.tables.cells import BadRow, Cell, CellFault, Chunk, Reading
from enduse.tables.choose import open_table
from enduse.tables.source import Input

__all__ = ["BadRow", "Cell", "CellFault", "Chunk", "Input", "Reading", "open_table"]

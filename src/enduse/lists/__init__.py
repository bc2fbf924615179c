"""Whom do the published lists name, and what does each listing do? Their formats into our nouns, and the home of their versions."""

from __future__ import annotations

from typing import Final

from enduse.lists import eu_fsf, ftm, ofac, ofac_xml, simple, uk, un
from enduse.lists.reader import Reader
from enduse.lists.source import Source

__all__ = ["READERS", "Reader", "Source"]

READERS: Final[dict[str, Reader]] = {
    "un": un.READER,
    "ofac": ofac.READER,
    **{reader.name: reader for reader in ofac_xml.READERS},
    "eu-fsf": eu_fsf.READER,
    "uk": uk.READER,
    "ftm": ftm.READER,
    "opensanctions-simple": simple.READER,
}
"""Formats read by code of ours. Mappings (TOML, shipped or the user's) make further readers: see `lists.mapping`."""

"""Who holds whom, as this register states it? BODS, FollowTheMoney or a plain table in; holders and holdings out, every row accounted for."""

from enduse.lists.holdings.read import FORMATS, read_register
from enduse.lists.holdings.reading import Reading
from enduse.lists.holdings.stated import in_ftm, in_notes
from enduse.lists.holdings.tables import HOLDERS, HOLDINGS, register_tables

__all__ = ["FORMATS", "HOLDERS", "HOLDINGS", "Reading", "in_ftm", "in_notes", "read_register", "register_tables"]

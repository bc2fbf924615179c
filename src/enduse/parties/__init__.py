"""Who is this, and who is listed under that name? Index, candidates, comparison, evidence."""

from enduse.parties.build import build
from enduse.parties.compare import compare
from enduse.parties.find import Found, find
from enduse.parties.index import Index
from enduse.parties.settings import SETTINGS

__all__ = ["SETTINGS", "Found", "Index", "build", "compare", "find"]

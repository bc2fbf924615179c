"""Who owns this party, and which measures come to it that way? Ties as a graph, reach with three values, the way and what is not known of it."""

from enduse.owners.build import OF_LIST, Register, below, entities, lay, looked_up, node_table, of_lists, to_find
from enduse.owners.measures import OwnershipRule, rules_of, rules_table
from enduse.owners.path import Gap, Step
from enduse.owners.reach import Owners, Position, Reach
from enduse.owners.settings import SETTINGS
from enduse.owners.signals import MEANINGS

__all__ = [
    "MEANINGS", "OF_LIST", "SETTINGS", "Gap", "Owners", "OwnershipRule", "Position", "Reach", "Register", "Step", "below", "entities", "lay", "looked_up", "node_table",
    "of_lists", "rules_of", "rules_table", "to_find",
]  # fmt: skip

"""How well does the matcher find what it must, and how often does it cry wolf? Cases made from the lists loaded, asked, counted."""

from enduse.lab.against import against
from enduse.lab.examination import Plan, examine
from enduse.lab.floors import below, read_floors

__all__ = ["Plan", "against", "below", "examine", "read_floors"]

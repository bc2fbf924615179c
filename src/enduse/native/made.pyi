"""It holds nothing: to import it is the question."""

"""Which steps are there? `v0001_chain` makes the tables."""

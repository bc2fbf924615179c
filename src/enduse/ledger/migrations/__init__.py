"""How did the tables of the ledger come to be? One module per step, read by Alembic through `ledger.store`."""

"""What did we decide, on what, and has anyone touched it?

chain       in which bytes records are chained, and what proves that one of them is untouched
entries     what a record is, and how records are packed
schema      which tables there are; `migrations` make them
store       where the ledger lies: SQLite or PostgreSQL, opened for reading or for writing
append      the only way in
read        finding and walking records
verify      the whole of it, or a part, checked again
checkpoint  a signed statement of the head that can be kept elsewhere
reviews     what a person decided about a decision
retain      how long, what is held, what is erased by law
"""

"""What does this code mean? Countries, HS/CN/TN VED codes, identifiers with check digits, ECCN, currencies, units: literals of ours, pure functions."""

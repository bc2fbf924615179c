"""What are the nouns? Frozen structs and one Arrow schema each; the fact vocabulary and the effect table, as data."""

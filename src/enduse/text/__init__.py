"""What words and keys are in this string? Scripts, romanisation, names, addresses."""

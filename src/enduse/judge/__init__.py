"""Therefore? Findings out of verdicts, one disposition out of findings; the kernel that does it slice by slice."""

"""Question sets and what answers to them are worth."""

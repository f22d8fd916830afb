"""Training sessions: a plan whose every statement about the world is a quotation that opens in its place."""

"""The page that says how good the answers are."""

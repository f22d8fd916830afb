"""Mode `generated`: a language model writes over the passages, and each sentence is checked before it is read."""

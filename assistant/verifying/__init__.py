"""A claim and the passage it cites: is everything that the claim says said there?"""

"""A story in a few sentences, each with its citations."""

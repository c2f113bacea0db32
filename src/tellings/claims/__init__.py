"""What is asserted, in how many independent texts, on whose word, and where accounts disagree."""

"""Other people's systems, each behind one function from a text to what it finds, for the benchmarks that compare."""

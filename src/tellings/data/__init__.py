"""Lists the field really uses, as data files, each with its source in its first lines."""

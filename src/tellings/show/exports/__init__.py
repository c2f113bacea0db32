"""Stories as other programs want them: JSON Lines, CSV, Parquet, the story JSON, Atom, Web Annotation."""

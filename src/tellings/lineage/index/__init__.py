"""An index on disk of what articles say, so that a new article meets only those it may share text with."""

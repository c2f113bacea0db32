"""Annotation: the grammar of an article, its names, its times, and who said what."""

"""The learned reader of attributions: which words are source, cue and content, and which belong together.

Words and their signs go in (`signs`), in windows (`windows`); a small network reads them (`tagger`); roles are cut out
of its answer (`roles`) and joined into findings (`linking`).
"""

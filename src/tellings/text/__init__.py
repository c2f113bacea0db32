"""Words, folding and paragraphs of plain strings, always with a way back to the original offsets."""

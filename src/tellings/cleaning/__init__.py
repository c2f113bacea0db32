"""Articles from documents: every block of a page gets a role, and the reporting becomes the article's text."""

"""A comparison as JSON, as one HTML page, and as a summary in the terminal."""

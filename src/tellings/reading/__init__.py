"""Documents from files, folders, JSON Lines and the web: decoded characters and where they came from."""

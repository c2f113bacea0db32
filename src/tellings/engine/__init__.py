"""Where stages run: in this process or in worker processes."""

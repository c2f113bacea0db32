"""The command line: parses, calls one library function, prints."""

import os


def main() -> None:
    """Run the command line."""
    # One thread a process: the parser's small matrices lose time to more, and worker processes would fight over cores.
    # It must stand before numpy is first imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from tellings.cli import commands, exporting, finding, keeping  # noqa: F401 # each module adds its commands to the app
    from tellings.cli.app import app

    app()

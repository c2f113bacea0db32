"""`python -m tellings` is `tellings`."""

from tellings.cli import main

main()

"""The schema as each engine's SQL, written from `tables` by `making`: what a new store is made with."""

from pathlib import Path

FOLDER = Path(__file__).parent
SEPARATOR = "\n\n"


def statements(engine: str) -> list[str]:
    """The statements that make a store in an empty database.

    Args:
        engine: "sqlite" or "postgresql".
    """
    _, *found = (FOLDER / f"{engine}.sql").read_text(encoding="utf-8").split(SEPARATOR)
    return [statement.strip().removesuffix(";") for statement in found]

"""The first schema. Stores are born with it, so there is nothing to do; later migrations start from here."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: `making.statements` has made it."""

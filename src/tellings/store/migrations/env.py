"""How alembic runs our migrations: over the store's own connection, inside the transaction that is open."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()

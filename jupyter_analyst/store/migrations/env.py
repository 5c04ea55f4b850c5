"""Run migrations on the connection `store.database.migrate` hands over."""

from alembic import context

from jupyter_analyst.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
)
context.run_migrations()

"""The tables of the store as they are today; `migrations` leads older ones here."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

HEAD = "0001"
"""Id of the newest migration."""

# every constraint has a name, so that a migration can change it on any database
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    }
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("title", Text, nullable=False),
    Column("started", DateTime(timezone=True), nullable=False),
    Column("process", Integer, nullable=False),
    Column("host", Text, nullable=False),
)

steps = Table(
    "steps",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("session", String(32), ForeignKey("sessions.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("word", Text, nullable=False),
    Column("arguments", JSON, nullable=False),
    Column("started", DateTime(timezone=True), nullable=False),
    Column("title", Text, nullable=False),
    Column("dataset", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("error", Text, nullable=False),
    Column("outputs", JSON, nullable=False),
    Index("ix_steps_session_number", "session", "number", unique=True),
)

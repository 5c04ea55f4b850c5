"""Databases: tables and queries of any database SQLAlchemy knows, as datasets."""

"""Persistence: one protocol over embedded SQLite."""

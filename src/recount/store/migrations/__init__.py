"""Migrations of the store: applied when a store is opened, in one transaction each."""

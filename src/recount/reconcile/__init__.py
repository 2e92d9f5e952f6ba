"""Incidents to tolls."""

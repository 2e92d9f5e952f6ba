"""The stages, run in order."""

"""The list of work as pages show it."""

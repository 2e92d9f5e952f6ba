"""The table of originators as pages show it, and rulings on it."""

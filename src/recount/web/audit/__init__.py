"""The log in words, and the part of it that concerns one figure."""

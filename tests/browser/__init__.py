"""The published site in a real browser. Playwright drives a chromium that the machine has."""

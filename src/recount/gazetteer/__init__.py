"""Names as written to candidate places."""

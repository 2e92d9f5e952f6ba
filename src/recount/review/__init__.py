"""What people ruled, applied to what was read: rules only, no pages, no SQL."""

"""The programming interface: the pages' actions as JSON, by token."""

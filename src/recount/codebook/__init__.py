"""Code lists, conventions and originators in YAML, and their loaders."""

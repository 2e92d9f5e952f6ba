"""The formats that are read: each module turns bytes into drafts, or refuses them."""

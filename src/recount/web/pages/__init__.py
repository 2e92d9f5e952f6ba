"""One module per page. A page shows and asks; what is ruled goes to ``pipeline``."""

"""Recount: a casualty record that anyone can recount.

Reports go in; every casualty claim is anchored to its exact words and to who said it; claims are grouped
into incidents; tolls are reconciled as ranges with their reasons; people decide; the record is published.
``recount.model`` is the front door for readers of the code, ``recount.cli`` the one for users.
"""

__version__ = "0.1.0"

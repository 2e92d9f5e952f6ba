"""The review application: pages and a programming interface over one record. Rules live in lower rooms."""

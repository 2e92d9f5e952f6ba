"""What the pages of incidents show, as plain values for templates. Nothing here decides or writes."""

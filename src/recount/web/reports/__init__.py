"""What the report page shows and asks: the text with its claims marked, the cards, the forms, and what they rule."""

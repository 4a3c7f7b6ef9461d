"""Text formats with the exact position of every value."""

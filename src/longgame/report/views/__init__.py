"""What each page shows, as plain data: computed once, drawn by a template."""

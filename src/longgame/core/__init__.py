"""Things every layer needs: dates with partial precision, places in files, errors."""

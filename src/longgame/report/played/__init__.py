"""The long game in the report: results are found, not computed, since solving takes minutes."""

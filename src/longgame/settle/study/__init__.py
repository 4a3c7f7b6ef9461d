"""What is done with a model: many draws, what drives it, what would move it, how well it did."""

"""FORECASTS: dated questions, hedges as intervals, resolutions with their trail, scores with receipts, and competing hypotheses."""

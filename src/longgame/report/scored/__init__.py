"""What pages on forecasts and questions share."""

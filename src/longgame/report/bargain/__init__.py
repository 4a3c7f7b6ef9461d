"""What the report says of bargaining: computed once for a case and a day, kept between runs."""

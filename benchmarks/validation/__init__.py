"""What the engines were checked against that no one here wrote, as a page: python -m benchmarks.validation."""

"""From documents to proposals: what an article claims, each claim with its place in the file."""

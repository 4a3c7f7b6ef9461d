"""The long game: a stronger patron that asks for depth and a weaker client that rations it, solved, run forward, estimated."""

"""WHERE ENGINES MEET: what takes more than one of read, track, settle, play and score."""

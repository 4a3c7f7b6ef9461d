"""What was agreed, and whether it is being done."""

from longgame.track.result import TrackResult
from longgame.track.run import track

__all__ = ["TrackResult", "track"]

"""Everybody and everything that the demonstration tells of: pure, and the same from the same seed and day."""

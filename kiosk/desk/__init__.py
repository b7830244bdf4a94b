"""The officers' desk: written by one, approved by another, signed by both. Django lives in this room only."""

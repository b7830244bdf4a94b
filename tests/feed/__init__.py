"""The feed: signing, trust, ceremonies."""

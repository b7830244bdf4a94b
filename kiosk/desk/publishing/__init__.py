"""How it goes out: the acts from writing to publishing, the feed, the pictures, the history."""

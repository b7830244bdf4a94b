"""The courier: a process of its own that visits the feed and keeps the newest good edition in the state folder."""

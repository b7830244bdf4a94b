"""The fleet: which kiosk stands where, what its screen shows by its own proof, and what a person should do about it."""

"""`kiosk render`: screens painted offscreen to pictures, each with its measures from the live scene."""

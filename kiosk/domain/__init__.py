"""The ground everything stands on: frozen values and pure functions; no I/O, no clock, no logging.

Time is always an argument. Nothing here imports from the rest of the program.
"""

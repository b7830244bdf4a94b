"""`python -m kiosk`: the same as the console script, for a checkout that nobody installed."""

from kiosk.cli import main

main()

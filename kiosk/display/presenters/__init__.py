"""What each screen says: pure functions from (knowledge, choice) to frozen values. No Qt, no I/O, no clock.

`knowledge` is what the kiosk knows and how old it is; `choice` is what the visitor has touched. QML receives ready sentences.
"""

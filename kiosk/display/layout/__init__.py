"""Where everything stands: a composition, a panel and what text measures go in; boxes for each page come out.

Rules: no Qt, no clock, no disk. Sizes are units of 0.37 mm (one pixel of a panel of 1080 x 1920); QML only paints boxes.
"""

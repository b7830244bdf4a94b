"""The half-year blocks for which travel bans are decided. Pure."""

from datetime import date


def half_year_end(today: date) -> date:
    """Return the last day of the half-year block for which a ban of that day is decided: the next 31 January or 31 July."""
    ends = (date(today.year, 1, 31), date(today.year, 7, 31), date(today.year + 1, 1, 31))
    return next(one for one in ends if one > today)

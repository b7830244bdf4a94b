"""The figures promised for a poll, measured in little here and at length by `python -m tests.bench.poll --long`."""

import pytest

from tests.bench.poll import WANTED, measure


def test_an_unchanged_poll_is_cheap() -> None:
    """One request, at most 300 bytes down, nothing written; its CPU is the bench's to measure, on a machine at rest."""
    found = measure(polls=200, changes=1, many=200)
    promised = [name for name in WANTED if name.startswith("unchanged") and "CPU" not in name]
    assert {name: found[name] for name in promised if found[name] > WANTED[name]} == {}


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_hundred_thousand_polls_leak_nothing() -> None:
    """After 100,000 polls memory has grown by at most 1 MB, and no file more is open."""
    found = measure(polls=200, changes=1, many=100_000)
    assert found["memory: growth KiB"] <= WANTED["memory: growth KiB"]
    assert found["memory: open files more"] <= 0

"""What git tracks, as the tests of the ground know it."""

from tests.architecture.conftest import tracked

__all__ = ["tracked"]

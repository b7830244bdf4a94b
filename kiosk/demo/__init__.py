"""`kiosk demo`: the whole system on loopback, under a demo root of its own."""

from kiosk.demo.command import demo

__all__ = ["demo"]

"""X's screen saver and the monitor's power saving (DPMS): read, and switched off.

Rules: by the libraries Qt itself loads, so nothing more need be installed; where there is no X server, or none of them,
nothing is known and nothing done, and nobody fails for it.
"""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, c_char_p, c_int, c_ubyte, c_ushort, c_void_p
from dataclasses import dataclass

ON = 0
"""DPMS's number of a monitor that is lit."""


@dataclass(frozen=True)
class Saver:
    """`blank_seconds`: without a touch until X blanks the screen, 0 never; `power_saving`: the monitor may be sent to sleep."""

    blank_seconds: int
    power_saving: bool


def read(display: str) -> Saver | None:
    """Tell how that X server is set; None where that cannot be known."""
    with server(display) as x:
        if x is None:
            return None
        timeout, interval, blanking, exposures = (c_int() for _ in range(4))
        x.core.XGetScreenSaver(x.handle, *map(byref, (timeout, interval, blanking, exposures)))
        level, enabled = c_ushort(), c_ubyte()
        if x.dpms:
            x.dpms.DPMSInfo(x.handle, byref(level), byref(enabled))
        return Saver(max(0, timeout.value), bool(enabled.value))


def keep_alight(display: str) -> None:
    """Switch both off and wake what sleeps already."""
    with server(display) as x:
        if x is None:
            return
        x.core.XSetScreenSaver(x.handle, 0, 0, 0, 0)
        x.core.XResetScreenSaver(x.handle)
        if x.dpms:
            level, enabled = c_ushort(), c_ubyte()
            x.dpms.DPMSInfo(x.handle, byref(level), byref(enabled))
            if enabled.value:
                if level.value != ON:
                    x.dpms.DPMSForceLevel(x.handle, c_ushort(ON))
                x.dpms.DPMSDisable(x.handle)
        x.core.XSync(x.handle, 0)


@dataclass(frozen=True)
class Server:
    """A connection to an X server: Xlib, its handle, and the library that speaks DPMS where the server does."""

    core: ctypes.CDLL
    handle: c_void_p
    dpms: ctypes.CDLL | None


@contextmanager
def server(display: str) -> Iterator[Server | None]:
    """Open the X server of that name while the block runs; None where there is none."""
    try:
        core = ctypes.CDLL("libX11.so.6")
    except OSError:
        yield None
        return
    core.XOpenDisplay.restype, core.XOpenDisplay.argtypes = c_void_p, [c_char_p]
    opened = core.XOpenDisplay(os.fsencode(display))
    if not opened:
        yield None
        return
    handle = c_void_p(opened)
    try:
        yield Server(core, handle, _dpms(handle))
    finally:
        core.XCloseDisplay(handle)


def _dpms(handle: c_void_p) -> ctypes.CDLL | None:
    """The library that speaks DPMS, where the server does."""
    try:
        found = ctypes.CDLL("libXext.so.6")
    except OSError:
        return None
    event, error = c_int(), c_int()
    return found if found.DPMSQueryExtension(handle, byref(event), byref(error)) and found.DPMSCapable(handle) else None

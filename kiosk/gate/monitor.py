"""What keeps a window's picture from a traveller's eye although it was painted: no monitor, a dark one, another window above.

Rules: X itself is asked, by the libraries Qt loads too; what cannot be known (no X server, an older one) is not held against
anybody. Nothing here repairs but `switch_on`, which puts a monitor that was unplugged or switched off back as it was.
"""

import contextlib
import ctypes
import os
from collections.abc import Sequence
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_ushort, c_void_p
from dataclasses import dataclass
from enum import StrEnum

from kiosk.gate import saver

CONNECTED = 0
VIEWABLE = 2
INPUT_OUTPUT = 1
LEAST_COVER = 16
"""Pixels, both ways, of what counts as lying above."""
TURNED = {1: "normal", 2: "left", 4: "inverted", 8: "right"}
"""RandR's numbers of a rotation and `xrandr`'s words."""


POSTER = "poster"
"""The screen's name in `painted.json` where the poster stands in for the display."""


class Hidden(StrEnum):
    """Why a traveller cannot be seeing what was meant to be shown."""

    UNPLUGGED = "unplugged"
    DARK = "dark"
    PLANNED = "planned"
    COVERED = "covered"
    SIZE = "size"
    UNREAD = "unread"
    OLD = "old"
    OTHER = "other"


@dataclass(frozen=True)
class Output:
    """One connector: whether a monitor is plugged in, and its picture: mode (X's number, 0 none) and rotation."""

    name: str
    plugged: bool
    mode: int = 0
    turned: str = "normal"


class _Attributes(Structure):
    _fields_ = (
        *((name, c_int) for name in ("x", "y", "width", "height", "border", "depth")),
        ("visual", c_void_p),
        ("root", c_ulong),
        *((name, c_int) for name in ("kind", "bit_gravity", "win_gravity", "backing")),
        *((name, c_ulong) for name in ("planes", "pixel")),
        ("save_under", c_int),
        ("colormap", c_ulong),
        *((name, c_int) for name in ("installed", "map_state")),
        *((name, c_long) for name in ("all_events", "our_events", "not_passed")),
        ("override", c_int),
        ("screen", c_void_p),
    )


class _Resources(Structure):
    _fields_ = (
        *((name, c_ulong) for name in ("at", "configured_at")),
        ("crtc_count", c_int),
        ("crtcs", POINTER(c_ulong)),
        ("count", c_int),
        ("outputs", POINTER(c_ulong)),
    )


class _Output(Structure):
    _fields_ = (
        *((name, c_ulong) for name in ("at", "crtc")),
        ("name", c_char_p),
        ("name_length", c_int),
        *((name, c_ulong) for name in ("wide_mm", "high_mm")),
        ("connection", c_ushort),
    )


class _Crtc(Structure):
    _fields_ = (
        ("at", c_ulong),
        *((name, c_int) for name in ("x", "y")),
        *((name, c_uint) for name in ("width", "height")),
        ("mode", c_ulong),
        ("rotation", c_ushort),
    )


_PASSED_OVER = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)(lambda *_: 0)
"""A window may go while it is asked about; Xlib's own answer to that is to end the process."""


class Monitor:
    """An X server's monitors and windows, over one connection kept open. `display` is its name; "" knows nothing.

    `seen`: the connectors as they were when `hidden` was last asked.
    """

    def __init__(self, display: str) -> None:
        self._held = saver.server(display)
        self._x = self._held.__enter__() if display else None
        self._randr = _randr(self._x)
        self.seen: list[Output] = []
        if self._x:
            self._x.core.XSetErrorHandler(_PASSED_OVER)
            self._x.core.XDefaultRootWindow.restype = c_ulong
            self._root = self._x.core.XDefaultRootWindow(self._x.handle)

    def close(self) -> None:
        """Let the connection go."""
        if self._x:
            self._x = self._randr = None
            self._held.__exit__(None, None, None)

    def hidden(self, window: int) -> Hidden | None:
        """Tell what hides X's window of that number, or None."""
        if self._x is None:
            return None
        self.seen = self.outputs()
        if self.seen and not any(one.plugged and one.mode for one in self.seen):
            return Hidden.UNPLUGGED
        if self._dark():
            return Hidden.DARK
        return Hidden.COVERED if self._covered(window) else None

    def outputs(self) -> list[Output]:
        """Return the connectors; none where the server does not say."""
        if self._x is None or self._randr is None:
            return []
        found = self._randr.XRRGetScreenResourcesCurrent(self._x.handle, c_ulong(self._root))
        if not found:
            return []
        try:
            ids = found.contents.outputs[: found.contents.count]
            return [one for each in ids if (one := self._output(found, each))]
        finally:
            self._randr.XRRFreeScreenResources(found)

    def _output(self, resources: "ctypes._Pointer[_Resources]", output: int) -> Output | None:
        assert self._x and self._randr
        found = self._randr.XRRGetOutputInfo(self._x.handle, resources, c_ulong(output))
        if not found:
            return None
        try:
            one = found.contents
            name, plugged = os.fsdecode(one.name), one.connection == CONNECTED
            return Output(name, plugged, *self._picture(resources, one.crtc)) if one.crtc else Output(name, plugged)
        finally:
            self._randr.XRRFreeOutputInfo(found)

    def _picture(self, resources: "ctypes._Pointer[_Resources]", crtc: int) -> tuple[int, str]:
        assert self._x and self._randr
        found = self._randr.XRRGetCrtcInfo(self._x.handle, resources, c_ulong(crtc))
        if not found:
            return 0, "normal"
        try:
            return found.contents.mode, TURNED.get(found.contents.rotation & 15, "normal")
        finally:
            self._randr.XRRFreeCrtcInfo(found)

    def _dark(self) -> bool:
        """Whether X has sent the monitor to sleep."""
        assert self._x
        if not self._x.dpms:
            return False
        level, enabled = c_ushort(), ctypes.c_ubyte()
        self._x.dpms.DPMSInfo(self._x.handle, byref(level), byref(enabled))
        return bool(enabled.value) and level.value != saver.ON

    def _covered(self, window: int) -> bool:
        """Whether a window that is seen lies above it."""
        own = self._attributes(window)
        if own is None:
            return False
        top, above = window, self._tree(self._root)[1]
        while top not in above:
            parent, _ = self._tree(top)
            if parent in (0, self._root):
                return False
            top = parent
        over = above[above.index(top) + 1 :]
        place = self._attributes(top) or own
        return any(_overlap(place, other) for each in over if (other := self._attributes(each)))

    def _attributes(self, window: int) -> _Attributes | None:
        assert self._x
        found = _Attributes()
        good = self._x.core.XGetWindowAttributes(self._x.handle, c_ulong(window), byref(found))
        return found if good else None

    def _tree(self, window: int) -> tuple[int, list[int]]:
        assert self._x
        root, parent, children, count = c_ulong(), c_ulong(), POINTER(c_ulong)(), c_uint()
        given = (byref(one) for one in (root, parent, children, count))
        if not self._x.core.XQueryTree(self._x.handle, c_ulong(window), *given):
            return 0, []
        found = children[: count.value] if count.value else []
        if count.value:
            self._x.core.XFree(children)
        return parent.value, found


def switch_on(outputs: Sequence[Output], before: Sequence[Output], again: bool) -> bool:
    """Give every monitor that is plugged in and shows nothing its picture; whether there was one to try.

    `before`: how the outputs were when there was a picture; `again`: that did not do, so take the monitor's own mode.
    """
    was = {one.name: one for one in before if one.mode}
    idle = [one for one in outputs if one.plugged and not one.mode]
    for one in idle:
        known = was.get(one.name)
        mode = ["--mode", hex(known.mode)] if known and not again else ["--auto"]
        turned = ["--rotate", known.turned] if known else []
        x_tool(["xrandr", "--output", one.name, *mode, *turned])
    return bool(idle)


def switch_off(outputs: Sequence[Output]) -> None:
    """Let every monitor that shows something sleep: it has no picture any more, and needs no server that knows power saving."""
    for one in outputs:
        if one.mode:
            x_tool(["xrandr", "--output", one.name, "--off"])


def x_tool(words: list[str]) -> None:
    """Run one of X's tools; where it is not installed or refuses nothing is done."""
    with contextlib.suppress(OSError):
        quiet = [(os.POSIX_SPAWN_OPEN, handle, os.devnull, os.O_RDWR, 0) for handle in (1, 2)]
        os.waitpid(os.posix_spawnp(words[0], words, os.environ, file_actions=quiet), 0)


def _overlap(one: _Attributes, other: _Attributes) -> bool:
    if other.map_state != VIEWABLE or other.kind != INPUT_OUTPUT:
        return False
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return bool(wide >= LEAST_COVER and high >= LEAST_COVER)


def _randr(x: "saver.Server | None") -> ctypes.CDLL | None:
    """The library that knows the monitors, where the server does."""
    try:
        found = ctypes.CDLL("libXrandr.so.2") if x else None
    except OSError:
        return None
    if found is None or x is None:
        return None
    found.XRRGetScreenResourcesCurrent.restype = POINTER(_Resources)
    found.XRRGetOutputInfo.restype = POINTER(_Output)
    found.XRRGetCrtcInfo.restype = POINTER(_Crtc)
    event, error = c_int(), c_int()
    return found if found.XRRQueryExtension(x.handle, byref(event), byref(error)) else None

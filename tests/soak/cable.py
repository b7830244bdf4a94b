"""A network cable of loopback that can be pulled: whole, refused, silent, or led to somebody else's server."""

import contextlib
import socket
import threading
from collections.abc import Iterable

PIECE = 1 << 16


class Cable:
    """Carries connections of `port` to the port `to`. `state`: "whole", "refused" (reset at once), "silent" (nothing comes)."""

    def __init__(self, port: int, to: int) -> None:
        self.port, self.to, self.state = port, to, "whole"
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", port), backlog=64)
        threading.Thread(target=self._accept, daemon=True).start()

    def put(self, state: str, to: int | None = None) -> None:
        """Another state, or another server; what is open ends, but in silence."""
        self.state, self.to = state, to or self.to
        if state != "silent":
            self._end(list(self._open))

    def _accept(self) -> None:
        while True:
            try:
                ours, _ = self._listening.accept()
            except OSError:
                return
            if self.state == "refused":
                ours.close()
                continue
            threading.Thread(target=self._carry, args=(ours,), daemon=True).start()

    def _carry(self, ours: socket.socket) -> None:
        try:
            theirs = socket.create_connection(("127.0.0.1", self.to), 5)
        except OSError:
            ours.close()
            return
        theirs.settimeout(None)
        self._open |= {ours, theirs}
        threading.Thread(target=self._pass, args=(theirs, ours), daemon=True).start()
        self._pass(ours, theirs)

    def _pass(self, source: socket.socket, to: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(PIECE):
                if self.state == "whole":
                    to.sendall(data)
        self._end((source, to))

    def _end(self, sockets: Iterable[socket.socket]) -> None:
        for one in sockets:
            self._open.discard(one)
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def close(self) -> None:
        """Take it away."""
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._end(list(self._open))

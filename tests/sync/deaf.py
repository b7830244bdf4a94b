"""Run the rest of the command line where DNS goes to a server that hears and never answers.

Needs root: a network and a mount of its own (`unshare -mn python -m tests.sync.deaf COMMAND...`).
"""

import fcntl
import os
import socket
import struct
import subprocess
import sys
import tempfile


def main() -> None:
    """Set it up, and become the command."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        fcntl.ioctl(handle, 0x8914, struct.pack("16sh14x", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: up, running
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    server.set_inheritable(True)
    with tempfile.NamedTemporaryFile("w", delete=False) as file:
        file.write("nameserver 127.0.0.1\noptions timeout:30 attempts:5\n")
    subprocess.run(["mount", "--bind", file.name, "/etc/resolv.conf"], check=True)
    os.execv(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()

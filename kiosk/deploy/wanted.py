"""For `package.sh`: which wheels of a folder a lock names, one name a line; those left from an older lock are passed over."""

import hashlib
import sys
from pathlib import Path


def wanted(lock: Path, wheels: Path) -> list[str]:
    """Return the names of the wheels in `wheels` whose sha256 stands in `lock`."""
    hashes = lock.read_text(encoding="ascii")
    return sorted(one.name for one in wheels.glob("*.whl") if f"sha256:{_digest(one)}" in hashes)


def _digest(wheel: Path) -> str:
    with wheel.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    print("\n".join(wanted(Path(sys.argv[1]), Path(sys.argv[2]))))

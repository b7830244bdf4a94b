"""What the edition mark says: one row of cells by which a machine proves what the screen shows.

Layout: 120 cells: 8 preamble (10101010), 32 edition number, 32 first bits of the edition's hash, 32 minute painted (minutes
since 1970 UTC), 16 checksum (CRC-16/CCITT of the 96 bits before).
"""

import binascii
from typing import NamedTuple

CELLS = 120
PREAMBLE = "10101010"


class Mark(NamedTuple):
    """What the mark says: edition number, first 32 bits of its sha256, minutes since 1970 UTC."""

    number: int
    hash32: int
    minute: int

    def bits(self) -> str:
        """The 120 cells as "0" and "1"."""
        body = b"".join(value.to_bytes(4, "big") for value in (self.number, self.hash32, self.minute))
        whole = body + binascii.crc_hqx(body, 0xFFFF).to_bytes(2, "big")
        return PREAMBLE + "".join(f"{byte:08b}" for byte in whole)


def read_bits(bits: str) -> Mark | None:
    """The mark in 120 cells, or None if preamble or checksum do not fit."""
    if len(bits) != CELLS or not bits.startswith(PREAMBLE):
        return None
    whole = int(bits[len(PREAMBLE) :], 2).to_bytes(14, "big")
    if binascii.crc_hqx(whole[:12], 0xFFFF) != int.from_bytes(whole[12:], "big"):
        return None
    return Mark(*(int.from_bytes(whole[at : at + 4], "big") for at in (0, 4, 8)))

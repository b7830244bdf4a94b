"""Makes `pinyin.txt`: the Han characters of GB 2312 in CLDR's pinyin order, told by real ICU.

Run at authoring time only, by a Python that has it (Debian: python3-icu): python3 assets/order/make_order.py
Rules: one line, one character after another; what a name may hold beside them is sorted behind them by code point.
"""

from pathlib import Path

import icu


def main() -> None:
    """Writes the file."""
    pinyin = icu.Collator.createInstance(icu.Locale("zh_Hans@collation=pinyin"))
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    characters = {pair.decode("gb2312", "ignore") for pair in pairs} - {""}
    made = "".join(sorted(characters, key=pinyin.getSortKey))
    Path(__file__).with_name("pinyin.txt").write_text(f"{made}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

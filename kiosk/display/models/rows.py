"""Boxes of one kind, written out, as a Qt model: rows keep their delegates, so only what changed is painted anew.

A value crosses to QML as JSON: one string to compare. (PySide has lost memory with each key of a map it converted; 6.11.3 was
seen to lose none: 0.003 bytes a key over 60,000 readings.)
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
VALUE = 257
"""Qt.ItemDataRole.UserRole + 1. As a number, since Qt's namespace takes PySide 13 ms to build: not before the first page."""


class Rows(QAbstractListModel):
    """One role, `value`: the box as JSON.

    `kept`: a row is never removed; one that is no more says "", and its delegate hides. For delegates that are items of ours:
    PySide 6.11 never lets go of the Python side of an item that QML destroyed (6.11.3, measured: 39 kB a visit;
    `findings/`).
    """

    def __init__(self, parent: QObject | None = None, kept: bool = False) -> None:
        super().__init__(parent)
        self._rows: tuple[str, ...] = ()
        self._kept = kept

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802  (Qt's spelling)
        """Count the boxes."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = VALUE) -> Any:
        """Give the box of a row, as JSON."""
        return self._rows[index.row()] if index.isValid() and role == VALUE else None

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802
        """Name the one role, `value`."""
        return {VALUE: QByteArray(b"value")}

    def show(self, rows: Sequence[str]) -> None:
        """Make the rows those. What is the same keeps its delegate, wherever it has gone; one that is no more is changed in
        place where something new stands there, else removed."""
        new, old = tuple(rows), self._rows
        if self._kept:
            new += ("",) * (len(old) - len(new))
        if new == old:
            return
        same = next(
            (n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
        )
        for since, until, first, last in reversed(_changes(old[same:], new[same:])):
            self._replace(same + since, same + until, new[same + first : same + last])

    def _replace(self, since: int, until: int, new: tuple[str, ...]) -> None:
        """Put other rows in place of those from `since` to before `until`."""
        old, same = self._rows, min(until - since, len(new))
        if until - since > same:
            self.beginRemoveRows(ROOT, since + same, until - 1)
            self._rows = old[: since + same] + old[until:]
            self.endRemoveRows()
        if same:
            self._rows = old[:since] + new[:same] + self._rows[since + same :]
            self.dataChanged.emit(self.index(since), self.index(since + same - 1), [VALUE])
        if len(new) > same:
            self.beginInsertRows(ROOT, since + same, since + len(new) - 1)
            self._rows = self._rows[: since + same] + new[same:] + self._rows[since + same :]
            self.endInsertRows()


def _changes(old: tuple[str, ...], new: tuple[str, ...]) -> list[tuple[int, int, int, int]]:
    """Where rows of the one, from (1) to before (2), become rows of the other, from (3) to before (4)."""
    if not old or not new:
        return [(0, len(old), 0, len(new))]
    from difflib import SequenceMatcher  # not before the first page

    found = SequenceMatcher(None, old, new, False).get_opcodes()
    return [(since, until, first, last) for what, since, until, first, last in found if what != "equal"]

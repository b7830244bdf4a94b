"""Boxes of one kind, written out, as a Qt model: rows keep their delegates, so only what changed is painted anew.

A value crosses to QML as JSON: PySide 6.11 loses memory for every key of every map it converts (measured: 30 bytes a key).
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
VALUE = 257
"""Qt.ItemDataRole.UserRole + 1. As a number, since Qt's namespace takes PySide 13 ms to build: not before the first page."""


class Rows(QAbstractListModel):
    """One role, `value`: the box as JSON."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[str, ...] = ()

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
        """Make the rows those: what is there is changed in place, the rest removed or inserted at the end."""
        new, old = tuple(rows), self._rows
        if new == old:
            return
        same = min(len(old), len(new))
        if same < len(old):
            self.beginRemoveRows(ROOT, same, len(old) - 1)
            self._rows = old[:same]
            self.endRemoveRows()
        self._rows = new[:same]
        for row in range(same):
            if old[row] != new[row]:
                self.dataChanged.emit(self.index(row), self.index(row), [VALUE])
        if same < len(new):
            self.beginInsertRows(ROOT, same, len(new) - 1)
            self._rows = new
            self.endInsertRows()

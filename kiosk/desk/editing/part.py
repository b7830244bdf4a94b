"""What a part of an edition is for the desk: a set of items under a key, each item a set of fields. Pure.

Shapes: `Json` is an item as it stands in the document, with its key as `id` where the document keeps it by name.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Json = dict[str, Any]
Choices = tuple[tuple[str, str, str], ...]
"""(value, Korean, English)"""


class Shape(StrEnum):
    """How a field is typed."""

    SIX = "six"
    LINE = "line"
    LINES = "lines"
    CHOICE = "choice"
    MINUTE = "minute"


class Kept(StrEnum):
    """How the document keeps a part: a list, a table by name, or one object."""

    LIST = "list"
    TABLE = "table"
    ONE = "one"


@dataclass(frozen=True)
class Field:
    """One field of an item. `choices` may be empty where they come from the edition (groups, zones)."""

    name: str
    ko: str
    en: str
    shape: Shape = Shape.SIX
    rows: int = 2
    choices: Choices = ()
    optional: bool = False


@dataclass(frozen=True)
class Part:
    """One part. `kind`: what a version that writes it is about, "" where the texts' pages do not show it. `grows`,
    `shrinks`, `rewritten`, `ordered`: whether items may be added, taken out, written anew, put in another order."""

    name: str
    ko: str
    en: str
    kind: str = ""
    path: str = ""
    kept: Kept = Kept.LIST
    fields: tuple[Field, ...] = ()
    grows: bool = False
    shrinks: bool = False
    rewritten: bool = True
    ordered: bool = False

    @property
    def where(self) -> str:
        """Return the dotted path in the document."""
        return self.path or self.name

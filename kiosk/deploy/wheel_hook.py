"""For hatchling, when it builds the wheel: compile the catalogues and put them in as package data.

Nothing is written into the source tree; `kiosk.resources` finds them under `kiosk/data/translations`.
"""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledTranslations(BuildHookInterface[Any]):
    """Adds `<locale>/LC_MESSAGES/kiosk.mo` for every catalogue in `translations/`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """hatchling's call before it collects files."""
        self.made = TemporaryDirectory(prefix="kiosk-mo-")
        source, made = Path(self.root) / "translations", Path(self.made.name)
        for catalogue in source.glob("*/LC_MESSAGES/*.po"):
            name = catalogue.relative_to(source).with_suffix(".mo")
            into = made / name
            into.parent.mkdir(parents=True)
            with catalogue.open("rb") as words, into.open("wb") as compiled:
                write_mo(compiled, read_po(BytesIO(words.read())))
            build_data["force_include"][str(into)] = f"kiosk/data/translations/{name.as_posix()}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """hatchling's call after the wheel is written."""
        self.made.cleanup()

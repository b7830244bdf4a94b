"""The QML: qmllint without one warning, qmlformat without one change.

qmllint knows our Python types from a qmltypes file built here into `.build/qml` (pyside6's metaobjectdump reads the
sources, qmltyperegistrar writes it), never into the checkout.
"""

import json
import re
from pathlib import Path

import PySide6
import pytest

from tests.architecture.conftest import ROOT, said, tool

QT = Path(PySide6.__file__).parent
QML = ROOT / "kiosk" / "display" / "qml"
FILES = sorted(QML.rglob("*.qml"))
KNOWN = ("core", "gui", "qml", "quick")


@pytest.fixture(scope="module")
def native(build: Path) -> Path:
    """An import path that holds `Kiosk.Native`: what Python gives to QML."""
    folder = build / "qml" / "Kiosk" / "Native"
    folder.mkdir(parents=True, exist_ok=True)
    sources = [one for one in (ROOT / "kiosk" / "display").rglob("*.py") if "QML_IMPORT_NAME" in one.read_text("utf-8")]
    said(tool("pyside6-metaobjectdump"), "--quiet", "--out-file", folder / "native.json", *sorted(sources))
    foreign = ",".join(str(QT / "Qt" / "metatypes" / f"qt6{name}_metatypes.json") for name in KNOWN)
    said(
        QT / "Qt" / "libexec" / "qmltyperegistrar",
        *("--import-name=Kiosk.Native", "--major-version=1", "--minor-version=0", f"--foreign-types={foreign}"),
        *(f"--generate-qmltypes={folder / 'native.qmltypes'}", "-o", "/dev/null", folder / "native.json"),
    )
    (folder / "qmldir").write_text("module Kiosk.Native\ntypeinfo native.qmltypes\ndepends QtQuick\n", encoding="ascii")
    return build / "qml"


def test_qmllint_finds_nothing(native: Path, build: Path) -> None:
    """Every binding names what it reads, every type is known."""
    report = build / "qml" / "lint.json"
    report.unlink(missing_ok=True)
    paths = [word for folder in (native, QML, QT / "Qt" / "qml") for word in ("-I", folder)]
    said(QT / "qmllint", "--bare", "--max-warnings", "-1", *paths, "--json", report, *FILES)  # judged by its report
    found = [
        f"{Path(file['filename']).relative_to(ROOT)}:{one.get('line', 0)}: {one['message']} [{one['id']}]"
        for file in json.loads(report.read_text(encoding="utf-8"))["files"]
        for one in file["warnings"]
        if one["type"] != "info"
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(QML)))
def test_qmlformat_would_change_nothing(file: Path) -> None:
    """One format, nobody's taste. Mend with `qmlformat --inplace`."""
    assert said(QT / "qmlformat", file) == file.read_text(encoding="utf-8")


OWN = {file.stem for file in FILES}
HELD = re.compile(r"\bfunction\s+\w*\s*\(([^)]*)\)")
ANSWERED = re.compile(r"\bfunction\s+\w*\s*\([^)]*\)\s*:\s*(\w+)")
MAPS = re.compile(
    r"\b(?:Property|Slot|Signal)\(([^)]*\b(?:dict|list|tuple|object|QVariantMap|QVariantList|QVariant)\b[^)]*)\)"
)


def _own_types(source: str) -> list[str]:
    named = [one.partition(":")[2].strip() for held in HELD.findall(source) for one in held.split(",")]
    return sorted(OWN.intersection([*named, *ANSWERED.findall(source)]))


def test_no_function_is_typed_with_our_own_parts() -> None:
    """With a second engine in one process a parameter typed with a part of ours arrives as null: `var` does not."""
    assert _own_types("function put(a: int, b: Words): TextBox {") == ["TextBox", "Words"]
    assert {file.name: found for file in FILES if (found := _own_types(file.read_text("utf-8")))} == {}


def test_no_loader_takes_first_values() -> None:
    """Qt 6.11 never lets go of the first values of Loader.setSource: parts are made by their component."""
    assert [file.name for file in FILES if re.search(r"\bsetSource\s*\(", file.read_text("utf-8"))] == []


def test_python_gives_qml_no_maps_or_lists() -> None:
    """What QML reads from our types is a scalar, an object or JSON, which is compared as one string."""
    known = [one for one in (ROOT / "kiosk" / "display").rglob("*.py") if "QML_IMPORT_NAME" in one.read_text("utf-8")]
    assert known and MAPS.findall('said = Property("QVariantMap", notify=changed)')
    assert {one.name: found for one in known if (found := MAPS.findall(one.read_text("utf-8")))} == {}

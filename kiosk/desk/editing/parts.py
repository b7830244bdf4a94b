"""The items of an edition's parts: found, put back, and said in words. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.desk.editing import phrases
from kiosk.desk.editing.part import Json, Kept, Part, Shape
from kiosk.desk.editing.parts_table import ORDER, OTHER, TRANSLATORS
from kiosk.desk.words import moment
from kiosk.domain.moments import utc_moment


def key(item: Mapping[str, Any]) -> str:
    """Return what an item goes by within its part."""
    return str(item["id"]) if "id" in item else _level(item)


def items(document: Mapping[str, Any], part: Part) -> dict[str, Json]:
    """Return the items of a part by key, in the document's order; the phrase book with what advisories bring to it."""
    if part.name == "phrases":
        return phrases.book(document)
    found = _reach(document, part.where)
    if part.kept is Kept.ONE:
        return {part.name: {"id": part.name, **(found or {})}}
    if part.kept is Kept.TABLE:
        return {name: {"id": name, **one} for name, one in (found or {}).items()}
    return {key(one): one for one in found or ()}


def put(document: Json, part: Part, found: Mapping[str, Json]) -> None:
    """Write the items of a part into the document; of the phrase book only what advisories do not bring."""
    folder, _, name = part.where.rpartition(".")
    place = document[folder] if folder else document
    bare = {name: {field: value for field, value in one.items() if field != "id"} for name, one in found.items()}
    if part.kept is Kept.ONE:
        place[name] = bare[part.name]
    elif part.kept is Kept.TABLE:
        place[name] = bare
    elif part.name == "phrases":
        given = phrases.given(document)
        place[name] = [one for one in found.values() if given.get(one["id"]) != one]
    else:
        place[name] = list(found.values())


def places(document: Mapping[str, Any], part: Part) -> Iterator[tuple[str, str]]:
    """Return (place as faults name it, key) of every item."""
    for index, name in enumerate(items(document, part)):
        yield {
            Kept.LIST: f"{part.where}[{index}]", Kept.TABLE: f"{part.where}.{name}", Kept.ONE: part.where,
        }[part.kept], name  # fmt: skip


def title(item: Mapping[str, Any], language: str, zones: Mapping[str, str] | None = None) -> str:
    """Return a few words by which an officer knows the item; `zones`: the names of zones and levels, as `names` gives them."""
    if "effective" in item:
        known = zones or {}
        zone, level = known.get(item["zone"], item["zone"]), known.get(_level(item), item["wording"])
        if seen := item.get("observed_at"):
            return f"{zone} · {level} · {seen_on(seen, language)}"
        return f"{zone} · {level} · {moment(utc_moment(item['effective']))}"
    for name in ("title", "right", "headline", "name", "text"):
        if isinstance(item.get(name), dict):
            value = f" {item['value']}" if item.get("value") else ""
            return str(item[name].get(language) or next(iter(item[name].values()), "")) + value
    return str(item.get("id", ""))


def seen_on(seen: str, language: str) -> str:
    """Return what stands for "since" where a level was only seen."""
    day = moment(utc_moment(seen))[:10]
    return f"{day} 공개 자료에서 확인" if language == "ko" else f"seen in open data on {day}"


def names(document: Mapping[str, Any], language: str) -> dict[str, str]:
    """Return the names of the document's zones by id, and of its levels by level and wording."""
    found = {one["id"]: str(one["name"].get(language, one["id"])) for one in document["zones"]}
    return found | {_level(one): str(one["name"].get(language, one["wording"])) for one in document.get("levels", ())}


def _level(item: Mapping[str, Any]) -> str:
    return f"{item['level']} {item['wording']}"


def _reach(document: Mapping[str, Any], path: str) -> Any:
    found: Any = document
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def label(part: Part, field: str, language: str) -> str:
    """Return what a dotted field is called: `name.km` -> `이름 (ខ្មែរ)`."""
    name, _, rest = field.partition(".")
    found = next((one for one in part.fields if one.name == name), None)
    said = (found.ko if language == "ko" else found.en) if found else OTHER.get(name, {}).get(language, name)
    return f"{said} ({TRANSLATORS.get(rest, rest)})" if rest else said


def shown(part: Part, field: str, value: Any, language: str) -> str:
    """Return a field's value in words."""
    if value is None or value == "":
        return "–"
    found = next((one for one in part.fields if one.name == field), None)
    for choice, ko, en in found.choices if found else ():
        if choice == value:
            return ko if language == "ko" else en
    if field == ORDER:
        return f"{value}번째" if language == "ko" else f"place {value}"
    if isinstance(value, bool):
        return {True: ("예", "yes"), False: ("아니요", "no")}[value][language != "ko"]
    if isinstance(value, dict):  # words, or a source with its publisher
        return str(value.get(language) or shown(part, "", value.get("publisher"), language))
    if isinstance(value, list):
        return ", ".join(str(one.get(language, one)) if isinstance(one, dict) else str(one) for one in value)
    if (found and found.shape is Shape.MINUTE) or field == "confirmed_at":
        return moment(utc_moment(str(value)))
    return str(value)

"""Elements of a page as text, every word escaped."""

from functools import cache, lru_cache
from html import escape


def tag(name: str, *inside: str, **attributes: str | None) -> str:
    """Return an element around markup; an attribute of None is left out, `class_` is `class`, `data_at` is `data-at`."""
    said = "".join([_attribute(key, value) for key, value in attributes.items() if value is not None])
    return f"<{name}{said}>{''.join(inside)}</{name}>"


def words(name: str, text: str, **attributes: str | None) -> str:
    """Return an element around plain words; "" for none."""
    return tag(name, _escaped(text), **attributes) if text else ""


@lru_cache(maxsize=4096)  # most of a page's attributes and many of its words are said again and again
def _attribute(key: str, value: str) -> str:
    return f' {_called(key)}="{escape(value)}"'


@lru_cache(maxsize=4096)
def _escaped(text: str) -> str:
    return escape(text, quote=False)


@cache
def _called(key: str) -> str:
    return key.rstrip("_").replace("_", "-")

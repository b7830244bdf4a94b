"""Elements of a page as text, every word escaped."""

from html import escape


def tag(name: str, *inside: str, **attributes: str | None) -> str:
    """Return an element around markup; an attribute of None is left out, `class_` is `class`, `data_at` is `data-at`."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{said}>{''.join(inside)}</{name}>"


def words(name: str, text: str, **attributes: str | None) -> str:
    """Return an element around plain words; "" for none."""
    return tag(name, escape(text, quote=False), **attributes) if text else ""

"""What the visitor has touched, and what each touch leads to. Nothing of it is ever stored.

`step` is the whole policy of moving about: (choice, action, argument) -> choice.
"""

from dataclasses import dataclass, replace

from kiosk.domain.languages import LOCALES

SCREENS = ("attract", "map", "place", "checklist", "verdict", "help", "notice", "about")
MODES = ("large", "contrast", "lower")


@dataclass(frozen=True)
class Choice:
    """`trail` holds the screens behind this one, for "back"; `group` the page of the checklist (index); `notice` the one read.

    `page`: the page of the screen that is read, from 0; every step to something else begins at its first.
    """

    screen: str = "attract"
    locale: str = "ko"
    modes: frozenset[str] = frozenset()
    trail: tuple["Choice", ...] = ()
    place: str = ""
    group: int = 0
    ticked: frozenset[str] = frozenset()
    unfolded: bool = False
    searching: bool = False
    query: str = ""
    notice: str = ""
    dismissed: frozenset[str] = frozenset()
    languages_open: bool = False
    settings_open: bool = False
    page: int = 0


def _go(choice: Choice, screen: str, **changes: object) -> Choice:
    behind = replace(choice, trail=(), languages_open=False, settings_open=False)
    trail = (*choice.trail, behind)[-12:]
    return replace(choice, screen=screen, trail=trail, languages_open=False, settings_open=False, **changes)  # type: ignore[arg-type]


def _passed(choice: Choice) -> frozenset[str]:
    """The notices closed, with the one that opened by itself and is left: it must not open again at once."""
    left = choice.screen == "notice" and not choice.trail
    return choice.dismissed | {choice.notice} if left else choice.dismissed


def _home(choice: Choice) -> Choice:
    return Choice(locale=choice.locale, modes=choice.modes, dismissed=_passed(choice))


def _back(choice: Choice) -> Choice:
    if choice.languages_open or choice.settings_open:
        return replace(choice, languages_open=False, settings_open=False)
    if not choice.trail:
        return _home(choice) if choice.screen == "notice" else forgotten()
    before = choice.trail[-1]
    kept = {"locale": choice.locale, "modes": choice.modes, "ticked": choice.ticked, "dismissed": choice.dismissed}
    return replace(before, trail=choice.trail[:-1], **kept)  # type: ignore[arg-type]


def forgotten() -> Choice:
    """The attract screen with everything about the visitor forgotten: modes, language, and which notice was closed."""
    return Choice()


def _toggled(values: frozenset[str], value: str) -> frozenset[str]:
    return values ^ {value}


def step(choice: Choice, action: str, argument: str = "", groups: int = 4) -> Choice:
    """What the choice becomes when `action` is taken; an unknown action changes nothing.

    `groups`: how many pages the checklist has.
    """
    if action == "page":
        return replace(choice, page=max(0, int(argument)))
    if action == "back" and choice.page and not (choice.languages_open or choice.settings_open):
        return replace(choice, page=0)
    moved = _stepped(choice, action, argument, groups)
    if moved == choice:
        return choice
    stays = action in ("tick", "locale") or (action == "mode" and argument != "large")
    return moved if stays or action == "back" else replace(moved, page=0)


def _stepped(choice: Choice, action: str, argument: str, groups: int) -> Choice:
    match action:
        case "begin":
            return _go(choice, "map")
        case "go" if argument in SCREENS:
            return _go(choice, argument, searching=False, notice="") if argument != choice.screen else choice
        case "home":
            return _home(choice)
        case "back":
            return _back(choice)
        case "notice":
            return replace(choice, screen="notice", notice=argument)
        case "forget":
            return forgotten()
        case "languages":
            return replace(choice, languages_open=not choice.languages_open, settings_open=False)
        case "settings":
            return replace(choice, settings_open=not choice.settings_open, languages_open=False)
        case "locale" if argument in LOCALES:
            return replace(choice, locale=argument, languages_open=False, settings_open=False, query="")
        case "mode" if argument in MODES:
            return replace(choice, modes=_toggled(choice.modes, argument), settings_open=False)
        case "place":
            return _go(choice, "place", place=argument, searching=False, query="")
        case "checklist":
            return _go(choice, "checklist", group=0, unfolded=False)
        case _:
            return _step_within(choice, action, argument, groups)


def _step_within(choice: Choice, action: str, argument: str, groups: int) -> Choice:
    match action:
        case "search":
            return replace(_go(choice, "map"), searching=True, query="")
        case "type":
            return replace(choice, query=(choice.query + argument)[:24])
        case "erase":
            return replace(choice, query=choice.query[:-1])
        case "tick":
            return replace(choice, ticked=_toggled(choice.ticked, argument))
        case "clear":
            return replace(choice, ticked=frozenset(), unfolded=False, screen="checklist", group=0)
        case "group" if choice.group + 1 < groups:
            return _go(choice, "checklist", group=choice.group + 1)
        case "group":
            return _go(choice, "verdict", unfolded=False)
        case "unfold":
            return replace(choice, unfolded=not choice.unfolded)
        case "dismiss":
            closed = replace(choice, dismissed=choice.dismissed | {argument})
            return _back(closed) if closed.trail else replace(closed, screen="attract", notice="")
        case _:
            return choice

"""The frame of every screen: top line, freshness band, dock. Its order never changes."""

from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.screen import Band, Cell, Frame
from kiosk.domain.freshness import Freshness
from kiosk.domain.mode import Mode
from kiosk.language.knowledge import Knowledge
from kiosk.language.levels import call_centre, site
from kiosk.language.translator import LANGUAGE_NAMES, N_, Translator

DOCK = (
    ("home", "", N_("처음"), "home"),
    ("back", "", N_("뒤로"), "back"),
    ("languages", "", "", "language"),
    ("mode", "large", N_("글자 크게"), "larger"),
    ("mode", "contrast", N_("고대비"), "contrast"),
    ("mode", "lower", N_("낮은 화면"), "lower"),
    ("listen", "", N_("듣기"), "listen"),
)
SPEECH = (("hush", N_("멈춤")), ("again", N_("다시 듣기")), ("quieter", N_("소리 작게")), ("louder", N_("소리 크게")))
DEMO = {Mode.DEMO: N_("시연용 화면입니다 (DEMO)"), Mode.TRAINING: N_("훈련용 화면입니다 (TRAINING)")}
CHECK_ICON = {Freshness.LIVE: "checked", Freshness.RECENT: "clock"}


def frame(knowledge: Knowledge, choice: Choice, translator: Translator, speaks: bool) -> Frame:
    """The frame; `speaks` tells whether a voice for this language is at hand."""
    centre = call_centre(knowledge.edition)
    always = translator.say("24시간")
    name = centre.name.in_(translator.locale)
    return Frame(
        heading=translator.say("캄보디아 여행 안전"),
        checked=_checked(knowledge, translator, whole=True),
        checked_short=_checked(knowledge, translator, whole=False),
        checked_icon=CHECK_ICON.get(knowledge.freshness, "clock-doubt"),
        band=band(knowledge, translator),
        demo=translator.say(DEMO[knowledge.edition.mode]) if knowledge.edition.mode in DEMO else "",
        cells=tuple(_cells(choice, translator, speaks)),
        hotline_name=centre.brief.in_(translator.locale),
        hotline_hours=always,
        hotline_number=centre.printed,
        hotline_spoken=f"{name} {always} {centre.printed}",
        previous=translator.say("이전"),
        next=translator.say("다음"),
        more=Cell(
            "settings",
            "",
            translator.say("더보기"),
            "larger",
            choice.settings_open,
            spoken=translator.say("언어와 보기 설정 더보기"),
        ),
        demo_sign=knowledge.edition.mode.value.upper() if knowledge.edition.mode in DEMO else "",
        speech=tuple((action, translator.say(words)) for action, words in SPEECH),
    )


def _cells(choice: Choice, translator: Translator, speaks: bool) -> list[Cell]:
    attract = choice.screen == "attract"
    cells = []
    for action, argument, label, icon in DOCK:
        words = translator.say(label) if label else LANGUAGE_NAMES[choice.locale]
        enabled = not (attract and action in ("home", "back")) and (action != "listen" or speaks)
        on = argument in choice.modes or (action == "languages" and choice.languages_open)
        spoken = translator.say("언어 바꾸기") + f": {words}" if action == "languages" else words
        shown = icon if enabled or action != "listen" else "listen-off"
        cells.append(Cell(action, argument, words, shown, on, enabled, spoken))
    return cells


def _checked(knowledge: Knowledge, translator: Translator, *, whole: bool) -> str:
    """When it was checked; where room is short the icon alone says "checked"."""
    if knowledge.checked is None:
        return translator.say("확인한 적 없음")
    when = translator.short_moment(knowledge.checked)
    return translator.say("{when} 확인", when=when) if whole else when


def band(knowledge: Knowledge, translator: Translator) -> Band:
    """The public words for how old the kiosk's knowledge is."""
    domain = site(knowledge.edition).printed
    when = knowledge.checked or knowledge.edition.issued_at
    match knowledge.freshness:
        case Freshness.LIVE:
            return Band()
        case Freshness.RECENT:
            return Band("recent", translator.say("마지막 확인 {time}", time=translator.clock(when)))
        case Freshness.DELAYED:
            said = translator.say("{when} 기준 정보입니다.", when=translator.moment(when, knowledge.now))
            brief = translator.say("{when} 기준", when=translator.short_moment(when))
            return Band("delayed", said, translator.say("바뀌었을 수 있습니다."), brief)
        case Freshness.OLD:
            said = translator.say("{when} 기준 정보입니다.", when=translator.day(when, knowledge.now))
            ask = translator.say(
                "지금은 다를 수 있습니다. 경찰관에게 문의하거나 {site}에서 확인해 주세요.", site=domain
            )
            brief = translator.say("{when} 기준", when=translator.short_day(when, knowledge.now))
            return Band("old", said, ask, brief)
        case Freshness.UNKNOWN:
            ask = translator.say(
                "안전하다는 뜻이 아닙니다. 경찰관에게 문의하거나 {site}에서 확인해 주세요.", site=domain
            )
            said = translator.say("지금 단계를 알 수 없습니다.")
            return Band("unknown", said, ask, translator.say("단계를 알 수 없음"))

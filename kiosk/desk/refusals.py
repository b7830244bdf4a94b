"""What is refused, in the officer's language: on the next page, or on the signing page in both.

Rules: the desk words its own refusals with `say`. What the feed refuses is English, since its commands say it too; each is
put into Korean here (a test holds the table complete). Whatever else comes, of a disk or a server, is shown as it is,
behind words that say what it is.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from kiosk.desk.words import say
from kiosk.faults import Fault

HANGUL = re.compile("[가-힣]")
ANEW = "그사이 다른 것이 게시되었습니다. 다시 올리고 다시 서명하세요."
KOREAN = (
    (r"no edition is proposed.*", "서명을 기다리는 판이 없습니다."),
    (r"no roster waits for supervisors", "서명을 기다리는 명단이 없습니다."),
    (r"no (\S+) waits for a signature", r"서명을 기다리는 문서가 없습니다: \1"),
    (r"the key of (.+) signs (.+), not (.+)", r"\1의 열쇠는 \2에 서명하는 열쇠이고, \3에는 서명할 수 없습니다."),
    (r"(.+) is not an admitted officer of this feed", r"\1: 이 피드에 등록된 경찰관이 아닙니다."),
    (r"the key is not that of an admitted officer of this feed", "이 피드에 등록된 경찰관의 열쇠가 아닙니다."),
    (r"the key is not that of a supervisor of this feed", "이 피드의 감독관 열쇠가 아닙니다."),
    (r"key (.+) is not that of an admitted officer", r"열쇠 \1: 등록된 경찰관의 열쇠가 아닙니다."),
    (
        r"(.+) has signed already: another officer must sign",
        r"\1은(는) 이미 서명했습니다. 다른 사람이 서명해야 합니다.",
    ),
    (r"something else was published since .*", ANEW),
    (r"the proposal was changed since it was frozen.*", "올린 뒤에 내용이 바뀌었습니다. 다시 올리고 다시 서명하세요."),
    (r"the edition is for mode (.+), this feed is (.+)", r"이 판은 \1용이고, 이 피드는 \2입니다."),
    (r"edition (.+) is not newer than edition (.+): .*", r"제\1판은 제\2판보다 새것이 아닙니다."),
    (
        r"the edition is issued in the future \((.+)\)",
        r"판의 발행 시각이 아직 오지 않았습니다 (\1). 서버의 시계를 확인하세요.",
    ),
    (r"the edition's validity has ended \((.+)\)", r"판의 유효 기간이 끝났습니다 (\1)."),
    (r"the edition is valid for more than (.+) days", r"판의 유효 기간이 \1일을 넘습니다."),
    (
        r"edition (.+) is too far above edition (.+): at most (.+) at once",
        r"제\1판의 번호가 제\2판보다 너무 큽니다. 한 번에 \3까지 오릅니다.",
    ),
    (r"the edition does not end within (.+) days.*", r"판의 유효 기간이 발행부터 \1일 안에 끝나지 않습니다."),
    (r"the edition has number (.+), which.*", r"판의 번호 \1 뒤에는 다음 판의 자리가 없습니다."),
    (r"the edition is issued more than a day after .*", "판의 발행 시각이 서버의 시각보다 하루 넘게 앞섭니다."),
    (r"the edition (.+)", r"이 판은 받아들일 수 없습니다: \1"),
    (r"editions states no SHA-256 of .*", "판의 SHA-256이 적혀 있지 않습니다."),
    (r"fewer than two officers would stay.*", "경찰관이 두 명도 남지 않아 게시 중인 판에 다시 서명할 수 없습니다."),
    (r"the edition in force keeps its signers.*", "게시 중인 판의 서명자는 그대로입니다. 다시 서명할 것이 없습니다."),
    (r"the key of (.+) is admitted already", r"\1의 열쇠는 이미 등록되어 있습니다."),
    (r"the key of (.+) is another officer's key too", r"\1의 열쇠는 다른 경찰관의 열쇠이기도 합니다."),
    (r"the key names no officer", "열쇠에 경찰관 이름이 없습니다."),
    (r"key (.+) stands under an id that is not its own", r"열쇠 \1의 번호가 제 것이 아닙니다."),
    (r"signed for (.+), not for (.+)", r"\2이(가) 아니라 \1에 서명했습니다."),
    (r"a key that signed (.+) names no officer", r"\1에 서명한 열쇠에 경찰관 이름이 없습니다."),
    (r"(.+) needs two people, signed by (.+)", r"\1에는 두 사람의 서명이 필요합니다. 서명한 사람: \2"),
    (r"not a signature", "서명이 아닙니다."),
    (r"the signature does not fit what waits: (.+)", r"서명이 기다리는 문서와 맞지 않습니다: \1"),
)
"""What `kiosk.feed` refuses, by its pattern, in Korean."""


def said(fault: Exception) -> str:
    """One refusal in the reader's language."""
    text = str(fault)
    if HANGUL.search(text):
        return text
    for pattern, korean in KOREAN:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return say(found.expand(korean), text)
    return say(f"할 수 없었습니다: {text}", text) if isinstance(fault, Fault | OSError) else text


@contextmanager
def told(request: HttpRequest) -> Iterator[None]:
    """What is refused inside ends there, and is said on the next page."""
    try:
        yield
    except (Fault, OSError) as fault:
        messages.error(request, said(fault))

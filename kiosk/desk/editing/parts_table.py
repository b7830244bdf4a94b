"""The parts of an edition as the desk sees them: what each is called, where it lies, which fields an officer may write. Pure.

The form, the difference in words, the history and the change itself all read this table. So another part is a row, not a form.
"""

from kiosk.desk.editing.part import Field, Kept, Part, Shape
from kiosk.domain.languages import LANGUAGES

TRANSLATORS = {one.code: one.officers or one.name for one in LANGUAGES}
ORDER = "order"
OTHER = {
    ORDER: {"ko": "순서", "en": "Order"},
    "audience": {"ko": "대상", "en": "Audience"},
    "notice": {"ko": "철회한 공지", "en": "Notice withdrawn"},
    "confirmed": {"ko": "확인됨", "en": "Confirmed"},
    "confirmed_at": {"ko": "확인한 때", "en": "Confirmed at"},
}
"""Fields that no form field stands for."""
NAME = Field("name", "이름", "Name", rows=1)
SHORT = Field("short", "짧은 이름 (자리가 좁은 곳)", "Short name (where room is short)", rows=1, optional=True)
SOURCE = Field("source", "출처", "Source", Shape.LINE)
WEIGHTS = (("strong", "강함", "Strong"), ("medium", "보통", "Medium"))
KINDS = (
    ("phone", "전화 (국제번호)", "Phone (international)"),
    ("short", "짧은 번호 (112 등)", "Short number (112 and such)"),
    ("web", "웹", "Web"),
    ("chat", "메신저", "Chat"),
    ("name", "이름만", "Name only"),
)
ROLES = (
    ("embassy", "대사관", "Embassy"),
    ("call-centre", "영사콜센터", "Consular call centre"),
    ("safety-site", "해외안전여행 사이트", "Safety site"),
    ("korean-police", "한국 경찰", "Korean police"),
    ("local-police", "현지 경찰", "Local police"),
    ("joint-team", "합동대응팀", "Joint team"),
)
USES = (
    ("reason", "이유", "Reason"),
    ("exception", "예외", "Exception"),
    ("notice", "공지 문장", "Sentence of a notice"),
    ("retired", "더는 쓰지 않음", "No longer used"),
)
LEVELS = (
    ("LEVEL_1", "1", "1"),
    ("LEVEL_2", "2", "2"),
    ("SPECIAL", "특별", "special"),
    ("LEVEL_3", "3", "3"),
    ("LEVEL_4", "4", "4"),
)
CERTAINTIES = (
    ("read", "발표문에서 읽음", "read in the announcement"),
    ("inferred", "미루어 앎", "inferred"),
    (
        "observed",
        "외교부 공개 자료에서만 확인 (언제부터·왜인지 모름)",
        "seen in the ministry's open data only (since when and why not known)",
    ),
)
SEVERITIES = (("information", "안내", "Information"), ("important", "중요", "Important"), ("urgent", "긴급", "Urgent"))

_ALL = (
    Part("signs", "점검표의 신호", "Signs of the checklist", "checklist", "checklist.signs", fields=(
        Field("group", "묶음", "Group", Shape.CHOICE), Field("weight", "무게", "Weight", Shape.CHOICE, choices=WEIGHTS),
        Field("text", "신호", "Sign"), Field("why", "이유", "Why", rows=3), SOURCE,
    ), grows=True, shrinks=True, ordered=True),
    Part("groups", "점검표의 묶음", "Groups of the checklist", "checklist", "checklist.groups", fields=(
        Field("title", "제목", "Title", rows=1), Field("short", "짧은 이름", "Short name", rows=1),
    ), grows=True, shrinks=True, ordered=True),
    Part("verdicts", "판정 문구", "Verdict texts", "verdicts", "checklist.verdicts", Kept.TABLE, fields=(
        Field("headline", "제목", "Headline", rows=1), Field("act", "지금 할 일", "What to do now"),
        Field("detail", "설명", "Detail", rows=3),
    )),
    Part("contacts", "연락처", "Contacts", "contacts", fields=(
        Field("kind", "종류", "Kind", Shape.CHOICE, choices=KINDS), Field("role", "누구", "Whose", Shape.CHOICE, choices=ROLES),
        Field("value", "번호·주소·아이디 (+855…)", "Number, address or handle (+855…)", Shape.LINE, optional=True),
        Field("printed", "화면에 찍히는 꼴", "As printed", Shape.LINE, optional=True),
        Field("country", "짧은 번호가 통하는 나라 (KR, KH)", "Country of a short number (KR, KH)", Shape.LINE, optional=True),
        Field("service", "메신저 이름", "Chat service", Shape.LINE, optional=True),
        NAME, SHORT, Field("hours", "시간", "Hours", rows=1), SOURCE,
    ), grows=True, shrinks=True, ordered=True),
    Part("phrases", "문구집", "Phrase book", "phrases", fields=(
        Field("use", "쓰임", "Used as", Shape.CHOICE, choices=USES), Field("text", "문구", "Phrase"),
    ), grows=True),
    Part("corrections", "정정", "Corrections", "correction", fields=(
        Field("wrong", "틀렸던 것", "What was wrong", rows=3), Field("right", "맞는 것", "What is right", rows=3),
        Field("zone", "어디 (비우면 모든 화면)", "Where (empty: everywhere)", Shape.CHOICE, optional=True),
        Field("start", "표시 시작 (한국시간)", "Shown from (Korean time)", Shape.MINUTE),
        Field("end", "표시 종료 (한국시간)", "Shown until (Korean time)", Shape.MINUTE),
    ), grows=True, shrinks=True),
    Part("guidance", "붙잡혔을 때의 안내", "Guidance for who is held", "guidance", kept=Kept.ONE, fields=(
        Field("text", "안내", "Guidance", rows=4), Field("as_of", "기준 시각", "As of", Shape.MINUTE), SOURCE,
    )),
    Part("levels", "단계의 문구", "Words of the levels", "levels", fields=(
        Field("name", "이름", "Name", rows=1), Field("plan", "갈 사람에게", "To who plans to go"),
        Field("there", "이미 있는 사람에게", "To who is there"),
        Field("penalty", "벌칙 (4단계만)", "Penalty (level 4 only)", optional=True),
    )),
    Part("zones", "지역 이름", "Names of zones", "places", fields=(
        NAME, SHORT, Field("alternates", "다른 이름 (한 줄에 하나)", "Other names (one a line)", Shape.LINES, 6, optional=True),
    )),
    Part("advisories", "여행경보", "Advisories", "announcement", fields=(
        Field("level", "단계", "Level", Shape.LINE, choices=LEVELS), Field("wording", "용어", "Wording", Shape.LINE),
        Field("effective", "효력 시작", "In force from", Shape.MINUTE), Field("until", "종료", "Until", Shape.MINUTE),
        Field("announced", "발표", "Announced", Shape.MINUTE), Field("reason", "이유", "Reason"),
        Field("exceptions", "예외", "Exceptions", Shape.LINES), Field("source", "출처", "Source"),
        Field("certainty", "확실성", "Certainty", Shape.LINE, choices=CERTAINTIES),
        Field("observed_at", "마지막으로 확인한 때", "Last seen", Shape.MINUTE),
        Field("legal_end", "법적 종료일", "Legal end", Shape.LINE),
    ), shrinks=True, rewritten=False),
    Part("notices", "공지", "Notices", fields=(
        Field("severity", "중요도", "Severity", Shape.LINE, choices=SEVERITIES),
        Field("title", "제목", "Title", rows=1), Field("text", "내용", "Text", rows=3),
        Field("start", "표시 시작", "Shown from", Shape.MINUTE), Field("end", "표시 종료", "Shown until", Shape.MINUTE),
        Field("audience", "대상", "Audience"),
    )),
)  # fmt: skip
PARTS = {one.name: one for one in _ALL}
WRITTEN = tuple(one for one in _ALL if one.kind)
"""The parts that the texts' pages show, in the order in which they are offered."""

"""What the desk itself writes into an edition, where no officer types it: ready notices, a reason, who announced, a withdrawal.

Rule: no number, level or place of their own stands in them. The translations are ours, in the catalogues.
"""

from kiosk.language.translator import N_

LEVELS_CHANGED = N_("캄보디아 여행경보가 바뀌었습니다")
LEVELS_CHANGED_TEXT = N_("출국하기 전에 이 화면의 지도에서 가려는 곳의 단계를 다시 확인하세요.")
JOB_OFFER = N_("일자리 제안을 받고 캄보디아로 가십니까?")
JOB_OFFER_TEXT = N_("이 화면에서 제안을 확인하고, 의심스러우면 타기 전에 경찰관이나 항공사 직원에게 말하세요.")
OPEN_DATA = N_("외교부 공개 자료")
AS_ANNOUNCED = N_("외교부 발표에 따름")
WITHDRAWN = N_("앞서 표시한 알림을 철회했습니다.")

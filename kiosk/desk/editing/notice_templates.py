"""Notices that stand ready in six languages, for the hour at which no translator is there. The translations are ours.

Rule: they name no number, level or place of their own: whatever changes stands on the screens themselves.
"""

from dataclasses import dataclass

from kiosk.desk.editing.phrases import Words


@dataclass(frozen=True)
class Template:
    """One ready notice."""

    title: Words
    text: Words


TEMPLATES = {
    "levels": Template(
        {
            "ko": "캄보디아 여행경보가 바뀌었습니다",
            "en": "Travel advice for Cambodia has changed",
            "km": "ការណែនាំ\u200bអំពី\u200bការធ្វើដំណើរ\u200bទៅ\u200bកម្ពុជា\u200bបាន\u200bផ្លាស់ប្តូរ",
            "zh_Hans": "柬埔寨旅行警报已变更",
            "ja": "カンボジアの渡航情報が変わりました",
            "vi": "Khuyến cáo đi lại tới Campuchia đã thay đổi",
        },
        {
            "ko": "출국하기 전에 이 화면의 지도에서 가려는 곳의 단계를 다시 확인하세요.",
            "en": "Before you leave, check the level of your destination on this screen's map again.",
            "km": "មុន\u200bចេញដំណើរ សូម\u200bពិនិត្យ\u200bកម្រិត\u200bនៃ\u200bកន្លែង\u200bដែល\u200bអ្នក\u200bនឹង\u200bទៅ "
            "នៅ\u200bលើ\u200bផែនទី\u200bនៃ\u200bអេក្រង់\u200bនេះ\u200bម្ដង\u200bទៀត។",
            "zh_Hans": "出境前，请在本屏幕的地图上再次确认目的地的级别。",
            "ja": "出国前に、この画面の地図で行き先のレベルをもう一度確認してください。",
            "vi": "Trước khi đi, hãy kiểm tra lại cấp độ của nơi bạn đến trên bản đồ ở màn hình này.",
        },
    ),
    "offer": Template(
        {
            "ko": "일자리 제안을 받고 캄보디아로 가십니까?",
            "en": "Going to Cambodia for a job offer?",
            "km": "តើ\u200bអ្នក\u200bទៅ\u200bកម្ពុជា\u200bដោយសារ\u200bការផ្ដល់\u200bការងារ\u200bឬ?",
            "zh_Hans": "您是因为工作邀请前往柬埔寨吗？",
            "ja": "仕事の誘いを受けてカンボジアへ行きますか？",
            "vi": "Bạn đến Campuchia vì một lời mời làm việc?",
        },
        {
            "ko": "이 화면에서 제안을 확인하고, 의심스러우면 타기 전에 경찰관이나 항공사 직원에게 말하세요.",
            "en": "Check the offer on this screen; if in doubt, speak to an officer or the airline before you board.",
            "km": "សូម\u200bពិនិត្យ\u200bការផ្ដល់\u200bនោះ\u200bនៅ\u200bលើ\u200bអេក្រង់\u200bនេះ។ បើ\u200bសង្ស័យ "
            "សូម\u200bនិយាយ\u200bជាមួយ\u200bប៉ូលិស\u200b ឬ\u200bបុគ្គលិក\u200bអាកាសចរណ៍\u200bមុន\u200bឡើង\u200bយន្តហោះ។",
            "zh_Hans": "请在本屏幕上核对该邀请；如有疑问，请在登机前告诉警察或航空公司职员。",
            "ja": "この画面で誘いの内容を確認し、少しでも疑わしければ搭乗前に警察官か航空会社の係員に話してください。",
            "vi": "Hãy kiểm tra lời mời đó trên màn hình này; nếu nghi ngờ, hãy nói với cảnh sát hoặc hãng bay "
            "trước khi lên máy bay.",
        },
    ),
}
"""By the name that the form carries."""

"""Names stand as their language's dictionaries order them; the wanted orders were worked out by real ICU (72.1, CLDR 42)."""

import pytest

from kiosk.display.presenters.order import sort_key
from kiosk.display.presenters.search import found
from kiosk.domain.languages import REQUIRED
from tests.display.conftest import EDITION

PLACES = {
    "ko": (
        "KH-16 KH-11 bavet KH-2 KH-1 bokor KH-20 KH-19 KH-17 sihanoukville-city KH-18 KH-22 KH-8 KH-7 KH-5 KH-3 "
        "KH-4 KH-6 KH-23 KH-9 KH-10 KH-21 thai-border-50km KH-25 KH-24 poipet KH-15 KH-12 KH-13 KH-14"
    ),
    "en": (
        "KH-1 KH-2 bavet bokor KH-3 KH-4 KH-5 KH-6 KH-7 KH-8 KH-23 KH-9 KH-10 KH-11 KH-22 KH-24 KH-12 poipet "
        "KH-13 KH-14 KH-15 KH-16 KH-17 sihanoukville-city KH-18 KH-19 KH-20 KH-21 KH-25 thai-border-50km"
    ),
    "km": (
        "KH-8 KH-23 KH-3 KH-4 KH-6 KH-5 KH-7 KH-9 thai-border-50km KH-10 sihanoukville-city KH-18 KH-21 bokor "
        "KH-25 KH-1 KH-2 bavet KH-24 poipet KH-15 KH-14 KH-13 KH-11 KH-16 KH-12 KH-17 KH-19 KH-20 KH-22"
    ),
    "zh_Hans": (
        "KH-22 bavet KH-23 KH-13 KH-24 KH-1 KH-4 KH-6 KH-3 poipet bokor KH-14 KH-21 KH-20 KH-8 KH-9 KH-7 KH-12 "
        "KH-10 KH-16 KH-2 KH-11 KH-15 KH-19 KH-5 thai-border-50km KH-25 KH-18 sihanoukville-city KH-17"
    ),
    "ja": (
        "KH-22 KH-8 KH-7 KH-10 KH-23 KH-9 KH-5 KH-3 KH-4 KH-6 sihanoukville-city KH-18 KH-17 KH-19 KH-20 "
        "thai-border-50km KH-21 KH-25 KH-24 KH-2 bavet KH-1 KH-12 KH-13 KH-14 poipet KH-15 bokor KH-11 KH-16"
    ),
    "vi": (
        "KH-1 KH-2 bavet KH-3 KH-4 KH-5 KH-6 KH-7 KH-8 KH-23 bokor KH-9 KH-10 KH-11 KH-22 KH-24 KH-12 poipet "
        "KH-13 KH-14 KH-15 KH-16 KH-17 KH-19 KH-20 KH-21 KH-25 sihanoukville-city KH-18 thai-border-50km"
    ),
}
"""The bundled edition's divisions, localities and bands."""

NAMES = {
    "ja": [
        "アンコールワット",
        "アンロンベン",
        "ウドンメンチェイ",
        "オスマック",
        "オッドーメンチェイ",
        "カンダル",
        "カンプチア",
        "カンポット",
        "カンポンスプー",
        "カンポンチャム",
        "カンポンチュナン",
        "カンポントム",
        "クラチェ",
        "クラチエ",
        "ケップ",
        "ケプ",
        "コーコン",
        "コッコン",
        "コンポンスプー",
        "コンポンソム",
        "コンポンチャム",
        "コンポンチュナン",
        "コンポントム",
        "サムラオン",
        "シアヌークビル",
        "シェムリアップ",
        "シエムリアップ",
        "シソポン",
        "シハヌークビル",
        "スヴァイリエン",
        "ストゥン・トレン",
        "ストゥントレン",
        "スバイリエン",
        "センモノロム",
        "ターケウ",
        "タイ国境",
        "タクマウ",
        "タケオ",
        "トボーンクモム",
        "トボンクムン",
        "パイリン",
        "バヴェット",
        "バタンバン",
        "バッタンバン",
        "バベット",
        "バベト",
        "バンテアイミエンチェイ",
        "バンテアイメンチェイ",
        "バンルン",
        "プノンペン市",
        "プルサット",
        "プレアヴィヒア",
        "プレアシアヌーク州",
        "プレアビヒア",
        "プレアビヘア",
        "プレイヴェーン",
        "プレイベン",
        "ポイペット",
        "ポイペト",
        "ボーコー",
        "ポーサット",
        "ポーサト",
        "ボコール",
        "ボコール山",
        "ボコー山",
        "モンドルキリ",
        "ラタナキリ",
        "ラッタナキリ",
        "ロン島",
    ],
    "km": [
        "កណ្តាល",
        "កំពង់សោម",
        "កោះរ៉ុង",
        "ក្រុងកំពង់សោម",
        "ក្រុងបាវិត",
        "ក្រុងប៉ោយប៉ែត",
        "ខេមរភូមិន្ទ",
        "ច្បារមន",
        "ដូនកែវ",
        "តាខ្មៅ",
        "ត្បែងមានជ័យ",
        "បានលុង",
        "បូកគោ",
        "ព្រំដែនថៃ",
        "ព្រះរាជាណាចក្រកម្ពុជា",
        "ព្រះសីហនុ",
        "ភ្នំបូកគោ",
        "ភ្នំពេញ",
        "មេមត់",
        "សិរីសោភ័ណ",
        "សួង",
        "សែនមនោរម្យ",
        "សំរោង",
        "ស្ទឹងសែន",
        "ស្វាយស៊ីសុផុន",
        "អង្គរ",
        "អង្គរវត្ត",
        "អន្លង់វែង",
        "ឧត្តរមានជ័យ",
        "ឧទ្យានជាតិបូកគោ",
        "អូរស្មាច់",
    ],
    "zh_Hans": [
        "奥多棉吉",
        "奥多棉芷",
        "奥斯玛",
        "巴韦",
        "巴域",
        "白马",
        "柏威夏",
        "拜林",
        "班迭棉吉",
        "邦隆",
        "磅清扬",
        "磅士卑",
        "磅通",
        "磅同",
        "磅逊",
        "磅湛",
        "波贝",
        "波比",
        "波哥",
        "波哥山",
        "波罗勉",
        "卜迭棉芷",
        "卜哥山",
        "茶胶",
        "柴桢",
        "达克茂",
        "甘丹",
        "干丹",
        "高龙岛",
        "高棉",
        "戈公",
        "贡布",
        "国公",
        "金边市",
        "桔井",
        "拉达那基里",
        "腊塔纳基里",
        "马德望",
        "蒙多基里",
        "菩萨",
        "三隆",
        "上丁",
        "诗梳风",
        "实居",
        "泰国边境",
        "泰柬边境",
        "特本克蒙",
        "特本克姆",
        "吴哥",
        "吴哥窟",
        "西港",
        "西港市",
        "西哈努克",
        "西哈努克港",
        "暹粒",
        "珠山",
    ],
    "ko": [
        "가",
        "각",
        "간",
        "개",
        "나",
        "낙",
        "다",
        "따",
        "라",
    ],
    "en": [
        "Kampong Cham",
        "Kampot",
        "Kratie",
        "Kratié",
        "Kratii",
        "O'Smach",
        "Oddar",
    ],
    "vi": [
        "an",
        "ăn",
        "ân",
        "dong",
        "đong",
        "eo",
        "êo",
        "oi",
        "ôi",
        "ơi",
        "ui",
        "ưi",
    ],
}
"""Other spellings, and letters that are near each other."""


@pytest.mark.parametrize("locale", REQUIRED)
def test_all_places_stand_in_their_languages_order(locale: str) -> None:
    """Hangul, alphabet, Khmer dictionary, pinyin, kana: the list of all places reads as ICU would sort it."""
    assert [zone.id for zone in found(EDITION, "", locale)] == PLACES[locale].split()


@pytest.mark.parametrize("locale", NAMES)
def test_names_are_sorted_as_icu_sorts_them(locale: str) -> None:
    """Other spellings too: long vowels, small and voiced kana, vowels that stand alone, letters with marks."""
    names = NAMES[locale]
    assert sorted(set(names), key=lambda name: sort_key(name, locale)) == names

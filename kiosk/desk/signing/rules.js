// The numbers and patterns of the one door: kiosk/feed/document/door.json, to the letter (a test holds the two equal).
"use strict";

const RULES = {
 "needed": [["embassy", "phone"], ["call-centre", "phone"], ["safety-site", "web"]],
 "only": {
  "safety-site": "web"
 },
 "country": "KH",
 "capital": "KH-12",
 "town": "KH-17",
 "neighbours": ["TH", "LA", "VN"],
 "divisions": [
  "KH-1", "KH-2", "KH-3", "KH-4", "KH-5", "KH-6", "KH-7", "KH-8", "KH-9",
  "KH-10", "KH-11", "KH-12", "KH-13", "KH-14", "KH-15", "KH-16", "KH-17", "KH-18",
  "KH-19", "KH-20", "KH-21", "KH-22", "KH-23", "KH-24", "KH-25"
 ],
 "lines": {
  "855": "(?:23(?:4(?:[2-4]|[56]\\d)|[568]\\d\\d)\\d{4}|23[236-9]\\d{5}|(?:2[4-6]|3[2-6]|4[2-4]|[5-7][2-5])(?:(?:[237-9]|4[56]|5\\d)\\d{5}|6\\d{5,6})|(?:(?:1[28]|3[18]|9[67])\\d|6[016-9]|7(?:[07-9]|[16]\\d)|8(?:[013-79]|8\\d))\\d{6}|(?:1\\d|9[0-57-9])\\d{6}|(?:2[3-6]|3[2-6]|4[2-4]|[5-7][2-5])48\\d{5})",
  "82": "(?:(?:2|3[1-3]|[46][1-4]|5[1-5])[1-9]\\d{6,7}|(?:3[1-3]|[46][1-4]|5[1-5])1\\d{2,3}|1(?:05(?:[0-8]\\d|9[0-6])|22[13]\\d)\\d{4,5}|1(?:0[0-46-9]|[16-9]\\d|2[013-9])\\d{6,7}|70\\d{8})"
 },
 "countries": {
  "embassy": ["855", "82"],
  "call-centre": ["82"],
  "safety-site": ["82"],
  "korean-police": ["855", "82"],
  "local-police": ["855"],
  "joint-team": ["855", "82"]
 },
 "short": "[0-9]{3,6}",
 "short_countries": ["KH", "KR"],
 "printed": "\\+?[0-9]+(?:[ -][0-9]+)*",
 "address": "https://((?:(?![a-z0-9]{2}--|-|[a-z0-9-]{64})[a-z0-9-]*[a-z0-9]\\.)+[a-z]{2,24})(?:/[A-Za-z0-9/._~%?=&+,;:!$'()*#-]*)?",
 "hosts": {
  "safety-site": ["go.kr"],
  "embassy": ["go.kr"],
  "call-centre": ["go.kr"],
  "korean-police": ["go.kr"],
  "joint-team": ["go.kr", "gov.kh"],
  "local-police": ["gov.kh", "go.kr"]
 },
 "handle": "[@_]?[A-Za-z0-9\uac00-\ud7a3](?:[A-Za-z0-9\uac00-\ud7a3 ._@-]{0,38}[A-Za-z0-9\uac00-\ud7a3])?",
 "service": "[A-Za-z0-9\uac00-\ud7a3](?:[A-Za-z0-9\uac00-\ud7a3 ._-]{0,18}[A-Za-z0-9\uac00-\ud7a3])?",
 "most": {
  "zones": 100,
  "levels": 12,
  "advisories": 400,
  "advisories.exceptions": 6,
  "notices": 200,
  "corrections": 100,
  "contacts": 30,
  "checklist.groups": 8,
  "checklist.signs": 60,
  "zones.alternates": 40,
  "zones.bands": 10
 },
 "texts": {
  "zones.name": [60, true],
  "zones.short": [40, true],
  "levels.name": [40, true],
  "levels.plan": [300, false],
  "levels.there": [300, false],
  "levels.penalty": [500, false],
  "advisories.reason": [600, false],
  "advisories.exceptions": [600, false],
  "advisories.publisher": [120, true],
  "notices.title": [200, true],
  "notices.text": [1200, false],
  "groups.title": [60, true],
  "groups.short": [24, true],
  "signs.text": [300, false],
  "signs.why": [500, false],
  "verdicts.headline": [120, true],
  "verdicts.act": [300, false],
  "verdicts.detail": [400, false],
  "contacts.name": [80, true],
  "contacts.hours": [120, true],
  "contacts.short": [60, true],
  "guidance.text": [600, false],
  "corrections.wrong": [600, false],
  "corrections.right": [600, false]
 },
 "words": {
  "levels.wording": 20,
  "zones.alternates": 60,
  "contacts.value": 200,
  "advisories.url": 300,
  "advisories.id": 80,
  "notices.terminal": 40,
  "notices.gate": 40,
  "guidance.first_line": 200
 },
 "valid_days": 31,
 "last_year": 2099,
 "step": 1000,
 "order": ["LEVEL_1", "LEVEL_2", "SPECIAL", "LEVEL_3", "LEVEL_4"],
 "shrunken": 70,
 "few": 5,
 "unseen": "\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2800\\u3164\\ufe00-\\ufe0f\\uffa0\\ufffc\\ufffd",
 "pictures": "\\u20e3\\u231a\\u231b\\u23e9-\\u23fa\\u2600-\\u2604\\u2607-\\u260d\\u2610-\\u261b\\u261d\\u261f-\\u263f\\u2641\\u2643-\\u265f\\u2662\\u2666\\u266b\\u266e-\\u27bf\\u2b05-\\u2b07\\u2b1b\\u2b1c\\u2b50\\u2b55",
 "far": [[119155, 119162], [126976, 130047], [917504, 921599]],
 "joiners": "\n\u00a0\u200b\u200c\u200d\u2060\u3000"
};

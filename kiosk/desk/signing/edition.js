// An edition as an officer must see it before signing: what must hold, then every place, contact and notice.
"use strict";

const MOST_DAYS = 31;
const MOVES = ["/number", "/issued_at", "/attested_at", "/valid_until", "/audit_head", "/compared_at"]; // with every edition

// Everything that must hold before anything is shown; returns the edition and its digest.
async function examine(found, mode) {
  if (found.scope !== `${mode}/editions`) refuse(`범위가 ${mode}/editions가 아니라 ${found.scope}입니다`, `scope ${found.scope} instead of ${mode}/editions`);
  const signed = readSigned(found.signed);
  only(signed, "_type expires spec_version targets version", "the document"); // no delegations, nothing unknown
  only(signed.targets, "edition.json", "targets"); // no second target
  if (signed._type !== "targets" || !rises(signed.version)) refuse(`targets 문서가 아니거나 버전이 ${signed.version}입니다`, `not a targets document, or version ${signed.version}`);
  const days = (Date.parse(signed.expires) - Date.now()) / 86400000;
  if (!(days > 0 && days <= MOST_DAYS)) refuse(`${days.toFixed(1)}일 뒤에 만료됩니다`, `expires in ${days.toFixed(1)} days`);
  const target = signed.targets["edition.json"];
  only(target, "hashes length", "the target");
  only(target.hashes, "sha256", "hashes");
  const digest = await sha256(found.edition);
  if (target.hashes.sha256 !== digest) refuse("보이는 판이 서명할 판이 아닙니다(해시)", "the edition shown is not the one to be signed (hash)");
  if (target.length !== bytes(found.edition).length) refuse("보이는 판이 서명할 판이 아닙니다(길이)", "the edition shown is not the one to be signed (length)");
  const edition = readEdition(found.edition);
  if (edition.mode !== mode) refuse(`판은 ${edition.mode}용인데 이 페이지는 ${mode}에 서명합니다`, `the edition is for ${edition.mode}, this page signs ${mode}`);
  if (!rises(edition.number)) refuse(`번호 ${edition.number} 뒤에는 다음 판의 자리가 없습니다`, `number ${edition.number} leaves no room for later editions`);
  if (!(Date.parse(edition.issued_at) <= Date.now() + 600000)) refuse(`발행 시각 ${edition.issued_at}이 미래입니다`, `the edition is issued at ${edition.issued_at}, in the future`);
  if (edition.valid_until !== signed.expires) refuse(`판은 ${edition.valid_until}까지, 서명은 ${signed.expires}까지입니다`, `the edition holds until ${edition.valid_until}, the signature until ${signed.expires}`);
  const faulty = doorFaults(edition);
  if (faulty.length) refuse(`어느 기기도 받지 않을 판입니다 (${faulty.length})`, `no kiosk would take this edition: ${faulty.slice(0, 3).join("; ")}`);
  const last = JSON.parse(localStorage.getItem(`${mode} last`));
  if (last !== null && edition.number > last.number + RULES.step) refuse(`번호가 ${last.number}에서 ${edition.number}(으)로 뜁니다`, `the number leaps from ${last.number} to ${edition.number}`);
  const before = localStorage.getItem(`${mode} ${edition.number}`);
  if (before && before !== digest) refuse(`전에 이 기기에서 다른 제${edition.number}판에 서명했습니다`, `another edition ${edition.number} was signed here before`);
  return { edition, digest, version: signed.version };
}

// Every value by its place, in all languages; items by their ids, and what would share a place stands apart.
function leaves(value, place = "", found = new Map()) {
  if (value === null || typeof value !== "object") {
    while (found.has(place)) place += "+";
    return found.set(place, String(value));
  }
  for (const [name, inner] of Object.entries(value)) {
    const id = Array.isArray(value) && typeof inner?.id === "string";
    leaves(inner, `${place}/${id ? "=" : ""}${encodeURIComponent(id ? inner.id : name)}`, found);
  }
  return found;
}

// What the lists above do not name, such as a number in one language's words: all that differs from what was signed here last.
// Where items that a list held and holds stand in another order: its place, their ids before and now.
function orders(before, after, place = "") {
  if (before === null || typeof before !== "object" || after === null || typeof after !== "object") return [];
  const ids = (list, other) => [...new Set(list.map((one) => one?.id))]
    .filter((id) => typeof id === "string" && other.some((one) => one?.id === id)).join(", ");
  if (Array.isArray(before) && Array.isArray(after)) {
    const was = ids(before, after), now = ids(after, before);
    return was === now ? [] : [`${place} · 순서 order · ${was} → ${now}`];
  }
  return Object.keys(after).sort().flatMap((name) => orders(before[name] ?? null, after[name], place ? `${place}/${name}` : name));
}

// An edition of which much is gone is rarely meant: what there is of each part, now and in what was signed here last.
function shrunken(before, after) {
  const parts = { "여행경보 advisories": (one) => one.advisories, "신호 signs": (one) => one.checklist.signs, "연락처 contacts": (one) => one.contacts, "지역 zones": (one) => one.zones };
  return Object.entries(parts).map(([name, of]) => [name, before && of(before).length, of(after).length])
    .filter(([, was, now]) => (before ? now * 100 < was * RULES.shrunken : now < RULES.few))
    .map(([name, was, now]) => `확인하세요: 많이 줄었습니다 · check: much is gone · ${name} · ${was ?? "?"} → ${now}`);
}

function differences(edition) {
  const last = localStorage.getItem(`${edition.mode} last`);
  if (last === null) return [...shrunken(null, edition), "이 브라우저에서 처음 서명합니다: 데스크에서 모든 글을 확인하세요 · first signature in this browser: check every text"];
  const before = leaves(JSON.parse(last)), after = leaves(edition);
  const moved = [...new Set([...before.keys(), ...after.keys()])].sort()
    .filter((place) => !MOVES.includes(place) && before.get(place) !== after.get(place));
  const said = moved.map((place) => `${place.slice(1)} · ${before.get(place) ?? "–"} → ${after.get(place) ?? "–"}`);
  said.push(...orders(JSON.parse(last), edition));
  said.unshift(...shrunken(JSON.parse(last), edition));
  return said.length ? said : ["–"];
}

const time = (value) => new Date(value).toLocaleString("ko-KR", { timeZone: "Asia/Seoul", dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });

const SEVERITIES = { information: "안내 information", important: "중요 important", urgent: "긴급 urgent" };

// Whom a notice means, as the desk says it (kiosk.desk.editing.reach): what is not named means every one.
function whom(audience = {}) {
  const [terminal, gate] = [audience.terminal ?? "", audience.gate ?? ""].map((name) => name.trim().replace(/\s+/g, " "));
  const named = /^[0-9]+$/.test(terminal) ? `제${terminal}터미널` : terminal;
  if (terminal && gate) return `${named} ${gate}번 탑승구 · gate ${gate} of terminal ${terminal}`;
  if (gate) return `모든 터미널의 ${gate}번 탑승구 · gate ${gate}, whatever the terminal`;
  if (terminal) return `${named}의 모든 탑승구 · every gate of terminal ${terminal}`;
  return "모든 터미널의 모든 탑승구 · every gate of every terminal";
}

// How loud, for whom and from when until when on the first line; then its words, of which no line can pass for the first.
function notice(one, now) {
  const when = one.end <= now ? " · 지남 over" : one.start > now ? " · 예정 to come" : "";
  const words = [one.title, one.text].map((text) => `${text.ko} · ${text.en}`.replace(/\s+/g, " "));
  return [`${SEVERITIES[one.severity] ?? one.severity} · ${whom(one.audience)} · ${time(one.start)}부터 from`
    + ` · ${time(one.end)}까지 until${when}`, ...words].join("\n");
}

const ROLES = {
  embassy: "대사관 embassy", "call-centre": "영사콜센터 consular call centre", "safety-site": "해외안전여행 safety site",
  "korean-police": "한국 경찰 Korean police", "local-police": "현지 경찰 local police", "joint-team": "합동대응팀 joint team",
};

const levelSign = (level) => level.replace("LEVEL_", "");

// " · 4 여행금지에서 내림 lowered from 4", where what held on the zone before was worse.
function lowered(one, advisories) {
  const newest = (first, other) => ([first.effective, first.announced].join() > [other.effective, other.announced].join() ? first : other);
  const before = advisories.filter((other) => other.zone === one.zone && other.id !== one.id && newest(one, other) === one);
  const last = before.length ? before.reduce(newest) : null;
  return last && RULES.order.indexOf(last.level) > RULES.order.indexOf(one.level)
    ? ` · ${levelSign(last.level)} ${last.wording}에서 내림 lowered from ${levelSign(last.level)}` : "";
}

// From when its level has stood; of what is to come, from when it will; of what was only seen in the ministry's data, the day.
function since(one, edition, now) {
  if (one.certainty === "observed") return `${time(one.observed_at)} 공개 자료에서 확인, 언제부터인지 모름 seen in open data, since when not known`;
  const zone = edition.zones.find((other) => other.id === one.zone);
  const stands = deciding(edition, zone, now) === one && heldSince(edition, zone, now);
  return `${time(stands || one.effective)}부터 on`;
}

// "4 여행금지", or that nothing is known.
const levelNamed = (one) => (one ? `${levelSign(one.level)} ${one.wording}` : "알 수 없음 unknown");

// What comes after, a line each: "2026-08-01 00:00 · Poipet · 4 → 3".
function later([at, zone, before, after], names) {
  const what = after === undefined ? `${levelNamed(before)} 법적 종료 legal end`
    : `${levelNamed(before)} → ${levelNamed(after)}`
      + (before?.level === after?.level ? " · 그대로: 다른 발표가 섭니다 stays, by another announcement" : "");
  return `${time(at)} · ${names[zone.id]} · ${what}`;
}

function show(edition, digest) {
  const names = Object.fromEntries(edition.zones.map((zone) => [zone.id, `${zone.name.ko} ${zone.name.en}`]));
  const now = new Date().toISOString().replace(/\.[0-9]+Z$/, "Z");
  // As the kiosk decides (kiosk.domain.edition): of several for a zone, what began last and has not ended; ties are all shown.
  // And all that is to come, at any level: what will be lowered must not look as if it stayed.
  const holds = (one) => one.effective <= now && !(one.until && one.until <= now);
  const newer = (one, other) => [one.effective, one.announced].join() > [other.effective, other.announced].join();
  const first = localStorage.getItem(`${edition.mode} last`) === null;
  const severe = (one) => one.level === "LEVEL_3" || one.level === "LEVEL_4";
  const decides = (one) => holds(one) && !edition.advisories.some((other) => other.zone === one.zone && holds(other) && newer(other, one));
  const shown = edition.advisories.filter((one) => one.effective > now || severe(one) && decides(one))
    .sort((one, other) => RULES.order.indexOf(other.level) - RULES.order.indexOf(one.level) || other.effective.localeCompare(one.effective));
  document.getElementById("what").textContent =
    `${edition.mode} · 제${edition.number}판 edition ${edition.number} · 유효 valid until ${time(edition.valid_until)} · sha256 ${digest.slice(0, 16)}`;
  const told = (one) => `${levelSign(one.level)} ${one.wording} · ${names[one.zone]} · ${since(one, edition, now)}`
    + (one.legal_end ? ` · 법적 종료 legal end ${one.legal_end}` : "") + (one.until ? ` · ${time(one.until)}까지 until` : "") + (one.effective > now ? " · 예정 to come" : "") + lowered(one, edition.advisories);
  list("places", shown.map(told));
  // Here a level 4 that became 1 is more than an absence; at a first signature, where nothing can be compared, all are named.
  const lower = edition.advisories.filter((one) => !severe(one) && decides(one) && (first || lowered(one, edition.advisories)));
  list("lower", lower.length ? lower.map(told) : ["–"]);
  const back = ended(edition, now).map(([zone, held]) => `${names[zone.id]} · ${levelNamed(held)}${held ? ` · ${names[held.zone]}` : ""}`);
  list("ended", back.length ? back : ["–"]);
  const after = coming(edition, now).map((one) => later(one, names));
  list("coming", after.length ? after : ["–"]);
  list("contacts", edition.contacts.map((one) =>
    `${ROLES[one.role] ?? one.role}: ${one.name.ko} ${one.name.en} · ${one.value || "–"}${one.printed ? ` (${one.printed})` : ""}`));
  list("notices", edition.notices.length ? edition.notices.map((one) => notice(one, now)) : ["–"]);
  list("differences", differences(edition));
  document.getElementById("content").hidden = false;
}

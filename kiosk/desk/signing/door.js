// What an edition may be, judged here as the kiosks' door judges it (kiosk/feed/document/validation.py; one table of values holds the two alike).
"use strict";

const LANGUAGES = ["ko", "en", "km", "zh_Hans", "ja", "vi"];  // without which no text is whole
const every = (text) => [...LANGUAGES, ...Object.keys(text).filter((code) => !LANGUAGES.includes(code))];
const ORDINARY_KINDS = ["phone", "short", "web"];
const FAR = RULES.far.map((ends) => ends.map((one) => `\\u{${one.toString(16)}}`).join("-")).join("");
const JOINERS = new RegExp(`[${RULES.joiners}]`, "gu");
const UNSEEN = new RegExp(`[${RULES.unseen}${RULES.pictures}${FAR}]`, "gu");
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;
const long = (text) => [...text].length;
const fits = (pattern, text) => new RegExp(`^(?:${pattern})$(?!\\n)`, "u").test(text);
const says = (text) => /[\p{L}\p{N}]/u.test(text.replace(UNSEEN, ""));
const codes = (signs) => signs.map((one) => `U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`).join(", ");

function strange(text) {
  const plain = text.replace(JOINERS, "");
  return [...new Set([...(plain.match(HIDDEN) ?? []), ...(plain.match(UNSEEN) ?? [])])];
}

// Every fault found, as "place: 한국어 · English".
function doorFaults(edition) {
  const found = [];
  const fault = (place, ko, en) => found.push(`${place}: ${ko} · ${en}`);
  const issued = Date.parse(edition.issued_at), day = 86400000;

  const string = (place, text, most, line) => {
    const bad = strange(text);
    if (bad.length) fault(place, `보이지 않거나 그릴 수 없는 문자 ${codes(bad)}`, `characters that show nothing or cannot be shown: ${codes(bad)}`);
    if (long(text) > most) fault(place, `${most}자를 넘습니다`, `longer than ${most} letters`);
    if (line && text.includes("\n")) fault(place, "한 줄이 아닙니다", "more than one line");
  };
  const words = (place, text, kind, needed = LANGUAGES) => {
    const [most, line] = RULES.texts[kind];
    const lacks = every(text).filter((code) => (needed.includes(code) || code in text) && !(code in text && says(text[code])));
    if (lacks.length) fault(place, `글이 없습니다: ${lacks.join(", ")}`, `no text in ${lacks.join(", ")}`);
    for (const code of every(text)) if (code in text && says(text[code])) string(`${place}.${code}`, text[code], most, line);
  };
  const moment = (place, value) => {
    if (value === undefined) return;
    const at = Date.parse(value);
    if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/.test(value) || !(at >= Date.UTC(2001, 0, 1))
        || new Date(at).getUTCFullYear() > RULES.last_year) fault(place, `있을 수 없는 시각 ${value}`, `no sane time: ${value}`);
  };
  const many = (place, items, name = place) => {
    if (items.length > RULES.most[name]) fault(place, `${items.length}개는 너무 많습니다`, `${items.length} are too many`);
  };
  const once = (place, items) => {
    if (new Set(items.map((one) => one.id)).size !== items.length) fault(place, "같은 아이디가 두 번 있습니다", "an id stands twice");
  };
  const span = (place, one, from, to) => {
    if (one[to] !== undefined && one[to] <= one[from]) fault(`${place}.${to}`, "시작보다 뒤가 아닙니다", `not after ${from}`);
  };

  for (const [place, text] of leaves(edition))
    if (FORBIDDEN.test(text.replace(JOINERS, ""))) fault(place, "숨은 문자", "hidden characters");
  if (!(Date.parse(edition.valid_until) > issued) || Date.parse(edition.valid_until) > issued + RULES.valid_days * day)
    fault("valid_until", `발행부터 ${RULES.valid_days}일 안이 아닙니다`, `not within ${RULES.valid_days} days of issue`);
  if (!(edition.attested_at <= edition.issued_at)) fault("attested_at", "발행보다 뒤입니다", "after issued_at");
  if (!(edition.number <= issued / 60000)) fault("number", "다음 판의 자리가 없습니다", "no room for later editions");
  moment("guidance.as_of", edition.guidance.as_of);

  const { zones, levels, advisories, notices, contacts, checklist, corrections = [] } = edition;
  for (const [place, items] of Object.entries({ zones, levels, advisories, notices, contacts, corrections })) many(place, items);
  for (const [place, items] of Object.entries({ zones, advisories, notices, contacts, corrections })) once(place, items);
  for (const name of ["groups", "signs"]) {
    many(`checklist.${name}`, checklist[name]);
    once(`checklist.${name}`, checklist[name]);
  }

  const ids = (kind) => zones.filter((one) => one.kind === kind).map((one) => one.id);
  const countries = ids("country"), rests = zones.filter((one) => one.kind === "rest").map((one) => one.parent);
  for (const one of RULES.divisions)
    if (!ids("division").includes(one)) fault("zones", `${one}이 없습니다`, `${one} missing`);
  if (!countries.includes(RULES.country) || rests[0] !== RULES.country) fault("zones", `${RULES.country}이나 그 나라의 그 밖의 지역이 없습니다`, `${RULES.country} or its rest is missing`);
  for (const one of countries)
    if (rests.filter((parent) => parent === one).length !== 1) fault("zones", `${one}의 그 밖의 지역이 하나가 아닙니다`, `not one rest of ${one}`);
  zones.forEach((one, n) => {
    words(`zones[${n}].name`, one.name, "zones.name");
    if (one.short) words(`zones[${n}].short`, one.short, "zones.short");
    many(`zones[${n}].alternates`, one.alternates ?? [], "zones.alternates");
    many(`zones[${n}].bands`, one.bands ?? [], "zones.bands");
    (one.alternates ?? []).forEach((other, m) => string(`zones[${n}].alternates[${m}]`, other, RULES.words["zones.alternates"], true));
  });
  levels.forEach((one, n) => {
    for (const name of ["name", "plan", "there"]) words(`levels[${n}].${name}`, one[name], `levels.${name}`);
    if ((one.level === "LEVEL_4") !== (one.penalty !== undefined)) fault(`levels[${n}].penalty`, "벌칙은 4단계에만 적습니다", "only level 4 carries a penalty, and must");
    if (one.penalty) words(`levels[${n}].penalty`, one.penalty, "levels.penalty");
    string(`levels[${n}].wording`, one.wording, RULES.words["levels.wording"], true);
  });
  if (!advisories.length) fault("advisories", "여행경보가 하나도 없습니다", "empty");
  advisories.forEach((one, n) => {
    const place = `advisories[${n}]`;
    for (const name of ["effective", "until", "announced", "observed_at"]) moment(`${place}.${name}`, one[name]);
    moment(`${place}.source.published`, one.source.published);
    span(place, one, "effective", "until");
    if (!zones.some((zone) => zone.id === one.zone && zone.kind !== "country")) fault(`${place}.zone`, `없는 지역 ${one.zone}`, `no such zone ${one.zone}`);
    words(`${place}.source.publisher`, one.source.publisher, "advisories.publisher");
    if (!levels.some((entry) => entry.level === one.level && entry.wording === one.wording)) fault(`${place}.wording`, `이 단계에 없는 표현 ${one.wording}`, "not named under levels");
    const observed = one.certainty === "observed";
    if (observed !== (one.observed_at !== undefined) || observed && one.observed_at < one.effective) fault(`${place}.observed_at`, "관측한 때가 맞지 않습니다", "observed at no such time");
    if (observed === (one.reason !== undefined)) fault(`${place}.reason`, "이유가 없거나, 있으면 안 됩니다", "missing, or not to be there");
    if (one.legal_end !== undefined && (one.level !== "LEVEL_4" || Date.parse(`${one.legal_end}T15:00:00Z`) <= Date.parse(one.effective)))
      fault(`${place}.legal_end`, "법정 종료일이 맞지 않습니다", "only a ban has it, after effective");
    const needed = RULES.order.indexOf(one.level) >= RULES.order.indexOf("SPECIAL") ? ["ko", "en"] : LANGUAGES;
    if (one.reason) words(`${place}.reason`, one.reason, "advisories.reason", needed);
    many(`${place}.exceptions`, one.exceptions ?? [], "advisories.exceptions");
    (one.exceptions ?? []).forEach((text, m) => words(`${place}.exceptions[${m}]`, text, "advisories.exceptions", needed));
    string(`${place}.source.id`, one.source.id ?? "", RULES.words["advisories.id"], true);
    if (one.source.url !== undefined && (!fits(RULES.address, one.source.url) || long(one.source.url) > RULES.words["advisories.url"]))
      fault(`${place}.source.url`, ...falseAddress(one.source.url));
  });
  notices.forEach((one, n) => {
    const place = `notices[${n}]`, needed = one.severity === "urgent" ? ["ko", "en"] : LANGUAGES;
    for (const name of ["title", "text"]) words(`${place}.${name}`, one[name], `notices.${name}`, needed);
    for (const name of ["terminal", "gate"]) string(`${place}.audience.${name}`, one.audience?.[name] ?? "", RULES.words[`notices.${name}`], true);
    for (const name of ["start", "end"]) moment(`${place}.${name}`, one[name]);
    span(place, one, "start", "end");
    if (one.sample) fault(`${place}.sample`, "견본은 게시할 수 없습니다", "a sample cannot be published");
  });
  if (!checklist.signs.length) fault("checklist.signs", "점검표가 비었습니다", "empty");
  checklist.groups.forEach((one, n) => { for (const name of ["title", "short"]) words(`checklist.groups[${n}].${name}`, one[name], `groups.${name}`); });
  checklist.signs.forEach((one, n) => { for (const name of ["text", "why"]) words(`checklist.signs[${n}].${name}`, one[name], `signs.${name}`); });
  checklist.signs.forEach((one, n) => { if (!checklist.groups.some((group) => group.id === one.group)) fault(`checklist.signs[${n}].group`, "없는 묶음", "not in groups"); });
  checklist.groups.forEach((one, n) => { if (checklist.signs.length && !checklist.signs.some((sign) => sign.group === one.id)) fault(`checklist.groups[${n}]`, "신호가 없는 묶음", "no signs"); });
  for (const level of RULES.order) if (!levels.some((one) => one.level === level)) fault("levels", `${level}의 이름이 없습니다`, `no name of ${level}`);
  for (const finding of ["stop", "check", "none"]) if (!(finding in checklist.verdicts)) fault(`checklist.verdicts.${finding}`, "판정의 글이 없습니다", "missing");
  for (const [finding, said] of Object.entries(checklist.verdicts))
    for (const name of ["headline", "act", "detail"]) words(`checklist.verdicts.${finding}.${name}`, said[name], `verdicts.${name}`);
  for (const [role, kind] of RULES.needed)
    if (!contacts.some((one) => one.role === role && one.kind === kind)) fault("contacts", `${role}의 연락처(${kind})가 없습니다`, `no ${kind} for ${role}`);
  contacts.forEach((one, n) => {
    words(`contacts[${n}].name`, one.name, "contacts.name");
    words(`contacts[${n}].hours`, one.hours, "contacts.hours");
    if (one.short) words(`contacts[${n}].short`, one.short, "contacts.short");
    moment(`contacts[${n}].confirmed_at`, one.confirmed_at);
    reachFaults(one, (field, ko, en) => fault(`contacts[${n}].${field}`, ko, en));
  });
  words("guidance.text", edition.guidance.text, "guidance.text");
  for (const code of Object.keys(edition.guidance.text))
    if (long((edition.guidance.text[code] ?? "").split("\n")[0]) > RULES.words["guidance.first_line"])
      fault(`guidance.text.${code}`, "첫 줄이 너무 깁니다", "its first line is too long");
  corrections.forEach((one, n) => {
    for (const name of ["wrong", "right"]) words(`corrections[${n}].${name}`, one[name], `corrections.${name}`);
    for (const name of ["start", "end"]) moment(`corrections[${n}].${name}`, one[name]);
    span(`corrections[${n}]`, one, "start", "end");
  });
  return found;
}

// Letters that only look like plain ones are named by their code points.
function falseAddress(value) {
  const odd = [...new Set([...value].filter((one) => !/[\x21-\x7e]/.test(one)))];
  const told = odd.length ? ` (${codes(odd)})` : "";
  return [`쓸 수 없는 주소 ${JSON.stringify(value)}${told}`, `no plain https address of its own${told}`];
}

function ordinary(value, role) {
  return RULES.countries[role].some((code) => value.startsWith(`+${code}`) && fits(RULES.lines[code], value.slice(code.length + 1)));
}

// How somebody may be reached: kiosk/feed/document/reach.py.
function reachFaults(one, fault) {
  const value = one.value ?? "", printed = one.printed ?? "", service = one.service ?? "";
  const number = one.kind === "phone" || one.kind === "chat" && value.startsWith("+");
  const host = value.replace("https://", "").split(/[/?#]/)[0];
  const plain = number ? ordinary(value, one.role)
    : one.kind === "short" ? fits(RULES.short, value) && RULES.short_countries.includes(one.country)
      : one.kind === "web" ? fits(RULES.address, value) && long(value) <= RULES.words["contacts.value"]
          && RULES.hosts[one.role].some((end) => host === end || host.endsWith(`.${end}`))
        : one.kind === "chat" ? fits(RULES.handle, value) && service !== ""
          : one.kind === "name" && value === "" && printed === "";
  if (one.role in RULES.only && one.kind !== RULES.only[one.role]) fault("kind", `${one.role}은(는) ${RULES.only[one.role]}이어야 합니다`, `${one.role} is of kind ${RULES.only[one.role]}`);
  if (!plain) return one.kind === "web" ? fault("value", ...falseAddress(value)) : fault("value", `이 역할의 번호나 아이디가 아닙니다: ${JSON.stringify(value)}`, `no number or handle for ${one.role}`);
  if (ORDINARY_KINDS.includes(one.kind) && !printed) fault("printed", "화면에 찍히는 꼴이 없습니다", "not printed");
  const shown = !printed || (one.kind === "web" ? printed === host
    : one.kind === "chat" && !number ? printed === value
      : fits(RULES.printed, printed) && printed.replace(/[ -]/g, "") === value);
  if (!shown) fault("printed", `찍히는 꼴 ${JSON.stringify(printed)}이 ${value}와 다릅니다`, `${JSON.stringify(printed)} is not what is dialled`);
  if (service && !fits(RULES.service, service)) fault("service", "쓸 수 없는 메신저 이름", "no plain name of a service");
}

// Shows who may sign from now on, every key's digits computed here; asks supervisors, and officers who stay, for a touch.
"use strict";

const MOST_ROSTER_DAYS = 366;
const token = location.hash.slice(1);
const MEMBERS = {
  webauthn: ["keytype keyval scheme x-officer", "origin public rp scope"],
  ed25519: ["keytype keyval scheme x-officer x-scope", "public"],
};
const PUBLIC = { // exactly one way to write each
  webauthn: /^-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/]{64}\n[A-Za-z0-9+/]{57}[AQgw]==\n-----END PUBLIC KEY-----\n$/,
  ed25519: /^[0-9a-f]{64}$/,
};

async function examineKey(keyid, key, mode) {
  const members = MEMBERS[key.keytype];
  if (!members) refuse("알 수 없는 종류의 키입니다", `a key of kind ${key.keytype}`);
  only(key, members[0], "a key");
  only(key.keyval, members[1], "a key's value");
  if (await keyidOf(key) !== keyid) refuse(`키 ${keyid.slice(0, 8)}의 번호가 키와 맞지 않습니다`, `key ${keyid.slice(0, 8)} stands under an id that is not its own`);
  if ((key.keyval.scope || key["x-scope"]) !== `${mode}/editions`) refuse(`키 ${keyid.slice(0, 8)}의 범위가 다릅니다`, `key ${keyid.slice(0, 8)} has another scope`);
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/.test(key["x-officer"])) refuse("경찰관 이름이 없는 키가 있습니다", "a key without an officer's name");
  if (key.keytype === "webauthn" && (key.keyval.origin !== location.origin || key.keyval.rp !== location.hostname))
    refuse(`키 ${keyid.slice(0, 8)}은 다른 서명 페이지의 것입니다`, `key ${keyid.slice(0, 8)} is for another signing page`);
  if (!PUBLIC[key.keytype].test(key.keyval.public)) refuse(`키 ${keyid.slice(0, 8)}에 키가 아닌 것이 들어 있습니다`, `key ${keyid.slice(0, 8)} holds more than a key`);
}

// Everything that must hold before anything is shown; returns [keyid, officer] for every key.
async function examineRoster(found, mode) {
  if (found.scope !== `${mode}/targets`) refuse(`범위가 ${mode}/targets가 아니라 ${found.scope}입니다`, `scope ${found.scope} instead of ${mode}/targets`);
  const signed = readSigned(found.signed);
  only(signed, "_type delegations expires spec_version targets version", "the document");
  only(signed.targets, "", "targets"); // supervisors list no file
  if (signed._type !== "targets" || !rises(signed.version)) refuse(`targets 문서가 아니거나 버전이 ${signed.version}입니다`, `not a targets document, or version ${signed.version}`);
  const days = (Date.parse(signed.expires) - Date.now()) / 86400000;
  if (!(days > 0 && days <= MOST_ROSTER_DAYS)) refuse(`${days.toFixed(0)}일 뒤에 만료됩니다`, `expires in ${days.toFixed(0)} days`);
  only(signed.delegations, "keys roles", "delegations");
  const { keys, roles } = signed.delegations;
  if (roles.length !== 1) refuse("역할이 하나가 아닙니다", "more than one role");
  only(roles[0], "keyids name paths terminating threshold", "the role");
  const { name, paths, terminating, threshold, keyids } = roles[0];
  if (name !== "editions" || paths.join() !== "edition.json" || terminating !== true || threshold !== 2)
    refuse("두 사람의 서명을 요구하는 editions 역할이 아닙니다", "the role is not editions with two signatures");
  if ([...keyids].sort().join() !== Object.keys(keys).sort().join()) refuse("역할에 속하지 않는 키가 있습니다", "keys that belong to no role");
  const owners = {};
  for (const keyid of keyids) {
    const key = keys[keyid], bare = key.keyval.public.replace(/\s/g, "");
    await examineKey(keyid, key, mode);
    if ((owners[bare] ||= key["x-officer"]) !== key["x-officer"]) refuse("한 키가 두 경찰관의 이름으로 있습니다", "one key under two officers' names");
  }
  return { version: signed.version, keys: keyids.map((keyid) => [keyid, keys[keyid]["x-officer"]]) };
}

// New is what the roster last signed in this browser did not hold: its digits must be read out and ticked. What desk or feed
// say makes no key known: both may lie.
function showRoster({ version, keys }, known) {
  const lines = keys.sort((one, other) => one[1].localeCompare(other[1])).map(([keyid, name]) => {
    const item = document.createElement("li"), label = document.createElement("label"), digits = document.createElement("code");
    digits.textContent = digitsOf(keyid);
    if (!(keyid in known)) {
      const box = document.createElement("input");
      box.type = "checkbox";
      box.addEventListener("change", unlock);
      label.append(box, "새 열쇠 NEW · ");
    }
    label.append(`${name} `, digits);
    item.append(label);
    return item;
  });
  document.getElementById("version").textContent = `targets ${version}`;
  document.getElementById("officers").replaceChildren(...lines);
  const now = new Set(keys.map(([keyid]) => keyid));
  const gone = Object.entries(known).filter(([keyid]) => !now.has(keyid));
  list("removed", gone.length ? gone.map(([keyid, name]) => `${name} ${digitsOf(keyid)}`) : ["–"]);
  document.getElementById("roster").hidden = false;
  unlock();
}

function unlock() {
  const boxes = [...document.querySelectorAll("#officers input")];
  document.getElementById("touch").disabled = !boxes.every((box) => box.checked);
}

function progress({ targets, editions }) {
  const anew = editions ? ` · 다시 서명 · signed anew: ${editions.signers.join(", ") || "–"}` : "";
  say(`감독관 · supervisors: ${targets.signers.join(", ") || "–"}${anew}`);
}

async function start() {
  const { desk, feed, mode } = await configuration();
  const address = `${desk}/sign/roster/${token}/`;
  const found = await ask(address);
  const roster = await examineRoster(found.targets, mode);
  const memory = `${mode} roster`;
  if (found.editions) {
    const { edition, digest } = await examine(found.editions, mode);
    const published = await inForce(feed, "editions");
    if (published.targets["edition.json"].hashes.sha256 !== digest) refuse("이 판은 지금 게시된 판이 아닙니다", "this edition is not the one in force");
    show(edition, digest);
  }
  showRoster(roster, JSON.parse(localStorage.getItem(memory) || "{}"));
  progress(found);
  const asked = (id, role) => document.getElementById(id).addEventListener("click", async () => {
    try {
      const answer = await ask(address, { role, ...await touch(found[role]) });
      document.getElementById(id).hidden = true;
      if (role === "targets") localStorage.setItem(memory, JSON.stringify(Object.fromEntries(roster.keys)));
      progress(answer);
    } catch (fault) { say(`서명하지 못했습니다 · not signed: ${unmade(fault)}`); }
  });
  asked("touch", "targets");
  asked("anew", "editions");
  await waitForFeed(feed, "targets", (targets) => write(targets, tufText) === found.targets.signed);
  say(`새 명단이 게시되었습니다. The roster is in the feed: targets ${roster.version}`);
}

start().catch((fault) => say(refused(fault)));

// Shows what will be signed, refuses what must not be, asks for one touch, then waits for the feed.
"use strict";

const MOST_DAYS = 31;
const token = location.hash.slice(1);

const only = (object, names, what) => {
  const found = Object.keys(object).sort().join(" ");
  if (found !== names) throw new Error(`${what} holds ${found}, not ${names}`);
};

// Everything that must hold before anything is shown; returns the edition and its digest.
async function examine(found, mode) {
  if (found.scope !== `${mode}/editions`) throw new Error(`scope ${found.scope} instead of ${mode}/editions`);
  const signed = readSigned(found.signed);
  only(signed, "_type expires spec_version targets version", "the document"); // no delegations, nothing unknown
  only(signed.targets, "edition.json", "targets"); // no second target
  if (signed._type !== "targets" || !Number.isSafeInteger(signed.version)) throw new Error("not a targets document");
  const days = (Date.parse(signed.expires) - Date.now()) / 86400000;
  if (!(days > 0 && days <= MOST_DAYS)) throw new Error(`expires in ${days.toFixed(1)} days`);
  const target = signed.targets["edition.json"];
  only(target, "hashes length", "the target");
  only(target.hashes, "sha256", "hashes");
  const digest = await sha256(found.edition);
  if (target.hashes.sha256 !== digest) throw new Error("the edition shown is not the one to be signed (hash)");
  if (target.length !== bytes(found.edition).length) throw new Error("the edition shown is not the one to be signed (length)");
  const edition = readEdition(found.edition);
  if (edition.mode !== mode) throw new Error(`the edition is for ${edition.mode}, this page signs ${mode}`);
  const before = localStorage.getItem(`${mode} ${edition.number}`);
  if (before && before !== digest) throw new Error(`another edition ${edition.number} was signed here before`);
  return { edition, digest, version: signed.version };
}

function list(id, lines) {
  const items = lines.map((line) => {
    const item = document.createElement("li");
    item.textContent = line;
    return item;
  });
  document.getElementById(id).replaceChildren(...items);
}

function show(edition, digest) {
  const names = Object.fromEntries(edition.zones.map((zone) => [zone.id, `${zone.name.ko} ${zone.name.en}`]));
  const now = new Date().toISOString();
  const severe = edition.advisories.filter((one) => !(one.until && one.until < now))
    .filter((one) => one.level === "LEVEL_3" || one.level === "LEVEL_4")
    .filter((one) => !edition.advisories.some((other) => other.zone === one.zone && !other.until
      && other.effective > one.effective && other.effective <= now));
  const time = (value) => new Date(value).toLocaleString("ko-KR", { timeZone: "Asia/Seoul" });
  document.getElementById("what").textContent =
    `${edition.mode} · 제${edition.number}판 edition ${edition.number} · ~ ${time(edition.valid_until)} · sha256 ${digest.slice(0, 16)}`;
  list("places", severe.map((one) => `${one.level.slice(-1)} ${one.wording} · ${names[one.zone]} · ${time(one.effective)}`));
  list("contacts", edition.contacts.map((one) =>
    `${one.name.ko} ${one.name.en} · ${one.value || "–"}${one.printed ? ` (${one.printed})` : ""}`));
  list("notices", edition.notices.map((one) => `${one.severity} · ${one.title.ko} · ${one.title.en} · ${one.text.ko} · ${one.text.en}`));
  document.getElementById("content").hidden = false;
}

async function touch(found) {
  const challenge = await crypto.subtle.digest("SHA-256", bytes(`${found.scope}\n${found.signed}`));
  const allowed = found.keys.map((key) => ({ type: "public-key", id: unbase64url(key.credential) }));
  const credential = await navigator.credentials.get({
    publicKey: { challenge, rpId: location.hostname, allowCredentials: allowed, userVerification: "required", timeout: 120000 },
  });
  const key = found.keys.find((one) => one.credential === credential.id);
  if (!key) throw new Error("a passkey that may not sign this");
  return {
    keyid: key.keyid,
    sig: hex(credential.response.signature),
    authenticator_data: hex(credential.response.authenticatorData),
    client_data: hex(credential.response.clientDataJSON),
  };
}

// The desk may lie; the feed's own files say whether it is out.
async function waitForFeed(feed, digest, number) {
  for (;;) {
    try {
      const timestamp = await ask(`${feed}/metadata/timestamp.json`);
      const snapshot = await ask(`${feed}/metadata/${timestamp.signed.meta["snapshot.json"].version}.snapshot.json`);
      const editions = await ask(`${feed}/metadata/${snapshot.signed.meta["editions.json"].version}.editions.json`);
      if (editions.signed.targets["edition.json"].hashes.sha256 === digest) return say(`제${number}판이 게시되었습니다. Edition ${number} is in the feed.`);
    } catch (fault) { console.info(String(fault)); }
    await new Promise((done) => setTimeout(done, 1500));
  }
}

async function start() {
  const { desk, feed, mode } = await configuration();
  const found = await ask(`${desk}/sign/waiting/${token}/`);
  const { edition, digest } = await examine(found, mode);
  show(edition, digest);
  say(found.signers.length ? `서명함 · signed: ${found.signers.join(", ")}` : "아직 서명이 없습니다 · not signed yet");
  document.getElementById("touch").addEventListener("click", async () => {
    try {
      const entry = await touch(found);
      localStorage.setItem(`${mode} ${edition.number}`, digest);
      const answer = await ask(`${desk}/sign/signature/${token}/`, entry);
      document.getElementById("touch").hidden = true;
      say(`서명했습니다 · signed: ${answer.signers.join(", ")}. 게시를 기다립니다 · waiting for the feed`);
      await waitForFeed(feed, digest, edition.number);
    } catch (fault) { say(`서명하지 못했습니다 · not signed: ${fault.message}`); }
  });
}

start().catch((fault) => say(`거부 · refused: ${fault.message}`));

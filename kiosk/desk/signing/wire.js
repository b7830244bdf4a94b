// What the pages share: canonical JSON as TUF and as the edition write it, digests, the touch, and talk with desk and feed.
"use strict";

const bytes = (text) => new TextEncoder().encode(text);
const hex = (buffer) => [...new Uint8Array(buffer)].map((one) => one.toString(16).padStart(2, "0")).join("");
const sha256 = async (text) => hex(await crypto.subtle.digest("SHA-256", bytes(text)));
const base64url = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const unbase64url = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));

const tufText = (text) => `"${text.replace(/[\\"]/g, (one) => "\\" + one)}"`;

// Sorted keys, no spaces, whole numbers only; `quoted` writes one string.
function write(value, quoted) {
  if (typeof value === "string") return quoted(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) refuse("정수가 아닌 숫자가 있습니다", "a number that is not whole");
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map((one) => write(one, quoted)).join(",")}]`;
  return `{${Object.keys(value).sort().map((key) => quoted(key) + ":" + write(value[key], quoted)).join(",")}}`;
}

// TUF's canonical JSON leaves control characters raw in strings: escape, parse, rebuild, demand the same text.
function readSigned(text) {
  const escaped = text.replace(/[\u0000-\u001f]/g, (one) => "\\u" + one.charCodeAt(0).toString(16).padStart(4, "0"));
  const found = JSON.parse(escaped);
  if (write(found, tufText) !== text) refuse("서명할 내용이 정해진 형식이 아닙니다", "the signed bytes are not canonical");
  return found;
}

function readEdition(text) {
  const found = JSON.parse(text);
  if (write(found, JSON.stringify) !== text) refuse("판의 내용이 정해진 형식이 아닙니다", "the edition's bytes are not canonical");
  return found;
}

// The 20 digits that officers read out, from a key as it stands in metadata.
async function keyidOf(key) {
  return sha256(write(key, tufText));
}

function digitsOf(keyid) {
  const number = (BigInt("0x" + keyid) % 10n ** 20n).toString().padStart(20, "0");
  return number.match(/.{4}/g).join(" ");
}

const UNREACHED = "데스크나 피드에 닿지 않습니다. 네트워크를 확인하고 다시 해 보세요. · Desk or feed cannot be reached. Check the network and try again.";

class Unanswered extends Error {}

async function ask(address, body) {
  const options = { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" };
  if (body) Object.assign(options, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  const answer = await fetch(address, options).catch(() => { throw new Unanswered(UNREACHED); });
  const found = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Unanswered(found.why || `${answer.status}`);
  return found;
}

// A number with no room above it would keep every later one out for ever; by the minutes since 1970 there is always room.
const rises = (number) => Number.isSafeInteger(number) && number > 0 && number < Date.now() / 60000;

class Refusal extends Error {}

function refuse(korean, english) { throw new Refusal(`${korean} · ${english}`); }

const TELL = "서명하지 말고 감독관에게 알리세요. · Do not sign; tell a supervisor.";

// What the desk did not give cannot be opened; what it gave and does not hold must not be signed.
const refused = (fault) => (fault instanceof Unanswered
  ? `열지 못했습니다 · not opened: ${fault.message}` : `거부 · refused: ${fault.message}. ${TELL}`);

const say = (text) => { document.getElementById("state").textContent = text; };

// The desk's address, the feed's, and the mode; whoever is done here finds the way back.
async function configuration() {
  const found = await ask("config.json");
  const link = document.querySelector(".back a");
  if (/^https?:/.test(found.desk)) link.href = found.desk;
  return found;
}

// What browsers say in English, and about nothing in particular, when a touch was not given.
const unmade = (fault) => (fault.name === "NotAllowedError"
  ? "취소되었거나 시간이 지났거나, 이 기기에 서명용 패스키가 없습니다. 다시 눌러 보세요. · Cancelled, too late, or no signing passkey on this device. Press again."
  : fault.name === "InvalidStateError" ? "이 기기에 이미 패스키가 있습니다 · this device has a passkey already"
    : fault instanceof Refusal ? `${fault.message}. ${TELL}` : fault.message);

const only = (object, names, what) => {
  const found = Object.keys(object).sort().join(" ");
  if (found !== names) refuse("정해지지 않은 항목이 있습니다", `${what} holds ${found}, not ${names}`);
};

function list(id, lines) {
  const items = lines.map((line) => {
    const item = document.createElement("li");
    item.textContent = line;
    return item;
  });
  document.getElementById(id).replaceChildren(...items);
}

// One touch signs one document: `found` is its scope, its canonical signed bytes, and the passkeys that may.
async function touch(found) {
  const challenge = await crypto.subtle.digest("SHA-256", bytes(`${found.scope}\n${found.signed}`));
  const allowed = found.keys.map((key) => ({ type: "public-key", id: unbase64url(key.credential) }));
  const credential = await navigator.credentials.get({
    publicKey: { challenge, rpId: location.hostname, allowCredentials: allowed, userVerification: "required", timeout: 120000 },
  });
  const key = found.keys.find((one) => one.credential === credential.id);
  if (!key) refuse("여기에 서명할 수 없는 패스키입니다", "a passkey that may not sign this");
  return {
    keyid: key.keyid,
    sig: hex(credential.response.signature),
    authenticator_data: hex(credential.response.authenticatorData),
    client_data: hex(credential.response.clientDataJSON),
  };
}

// The signed part of the role that the feed's own files say is in force.
async function inForce(feed, role) {
  const timestamp = await ask(`${feed}/metadata/timestamp.json`);
  const snapshot = await ask(`${feed}/metadata/${timestamp.signed.meta["snapshot.json"].version}.snapshot.json`);
  return (await ask(`${feed}/metadata/${snapshot.signed.meta[`${role}.json`].version}.${role}.json`)).signed;
}

async function waitForFeed(feed, role, reached) {
  for (;;) {
    try {
      if (reached(await inForce(feed, role))) return;
    } catch (fault) { console.info(String(fault)); }
    await new Promise((done) => setTimeout(done, 1500));
  }
}

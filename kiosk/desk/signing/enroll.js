// Makes an officer's signing passkey here, on this origin, and shows its 20 digits, computed here.
"use strict";

const token = location.hash.slice(1);
const pem = (der) => `-----BEGIN PUBLIC KEY-----\n${btoa(String.fromCharCode(...new Uint8Array(der))).match(/.{1,64}/g).join("\n")}\n-----END PUBLIC KEY-----\n`;

async function make(officer, scope) {
  const credential = await navigator.credentials.create({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      rp: { id: location.hostname, name: "Kiosk signing" },
      user: { id: bytes(`${scope} ${officer}`), name: `${officer} ${scope}`, displayName: officer },
      pubKeyCredParams: [{ type: "public-key", alg: -7 }],
      authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
      attestation: "none",
    },
  });
  const key = {
    keytype: "webauthn",
    scheme: "webauthn-es256",
    "x-officer": officer,
    keyval: { public: pem(credential.response.getPublicKey()), rp: location.hostname, origin: location.origin, scope },
  };
  return { key, credential: credential.id };
}

async function start() {
  const { desk, mode } = await configuration();
  const address = `${desk}/sign/enroll/${token}/`;
  const { officer, scope } = await ask(address);
  if (scope !== `${mode}/editions` && scope !== `${mode}/targets`) refuse("범위가 다릅니다", `scope ${scope}`);
  const button = document.getElementById("touch");
  say(`${officer} · ${scope === `${mode}/targets` ? "감독관 명단 서명 · signs rosters" : "판 서명 · signs editions"} (${scope})`);
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true; // a second tap makes no second passkey
    try {
      const { key, credential } = await make(officer, scope);
      const keyid = await keyidOf(key);
      const answer = await ask(address, { public: key.keyval.public, credential });
      if (answer.keyid !== keyid) refuse("데스크에 다른 키가 저장되었습니다", "the desk keeps another key");
      button.hidden = true;
      document.getElementById("digits").textContent = digitsOf(keyid);
      say(`${officer}: 두 감독관에게 이 숫자를 읽어 주세요 · read these digits to two supervisors`);
    } catch (fault) { say(`만들지 못했습니다 · not made: ${unmade(fault)}`); } finally { button.disabled = false; }
  });
}

start().catch((fault) => say(refused(fault)));

// Shows what will be signed, refuses what must not be, asks for one touch, then waits for the feed.
"use strict";

const token = location.hash.slice(1);

// The desk may lie; the feed's own files say whether it is out.
async function waitForEdition(feed, digest, number) {
  await waitForFeed(feed, "editions", (editions) => editions.targets["edition.json"].hashes.sha256 === digest);
  const out = `제${number}판이 게시되었습니다. Edition ${number} is in the feed.`;
  say(out);
  return out;
}

// On whose screens it stands, as the desk heard it from the kiosks themselves; looked at for ten minutes, then the desk's page tells.
async function watchScreens(desk, number, out) {
  for (const end = Date.now() + 600000; Date.now() < end; await new Promise((done) => setTimeout(done, 2000))) {
    const found = await ask(`${desk}/sign/painted/${token}/`).catch(() => ({}));
    if (found.number !== number || !Number.isSafeInteger(found.good) || !found.total || !Array.isArray(found.behind)) continue;
    const late = found.behind.length ? ` 아직 아닌 곳 · not yet: ${found.behind.slice(0, 20).map((one) => String(one).slice(0, 41)).join(", ")}` : "";
    say(`${out} 화면 · on screens: ${found.good} / ${found.total}.${late}`);
    if (!found.behind.length) return;
  }
}

async function start() {
  const { desk, feed, mode } = await configuration();
  const found = await ask(`${desk}/sign/waiting/${token}/`);
  const { edition, digest } = await examine(found, mode);
  show(edition, digest);
  say(found.signers.length ? `서명함 · signed: ${found.signers.join(", ")}` : "아직 서명이 없습니다 · not signed yet");
  const button = document.getElementById("touch");
  button.addEventListener("click", async () => {
    button.disabled = true; // a second tap asks for no second touch
    try {
      const entry = await touch(found);
      localStorage.setItem(`${mode} ${edition.number}`, digest);
      localStorage.setItem(`${mode} last`, found.edition);
      const answer = await ask(`${desk}/sign/signature/${token}/`, entry);
      if (!Array.isArray(answer.signers)) refuse("데스크가 서명을 받았다고 답하지 않습니다", "the desk does not say that it took the signature");
      button.hidden = true;
      const rest = answer.signers.length < 2 ? "한 사람의 서명이 더 필요합니다 · one more person must sign" : "게시를 기다립니다 · waiting for the feed";
      say(`서명했습니다 · signed: ${answer.signers.join(", ")}. ${rest}`);
      await watchScreens(desk, edition.number, await waitForEdition(feed, digest, edition.number));
    } catch (fault) { say(`서명하지 못했습니다 · not signed: ${unmade(fault)}`); } finally { button.disabled = false; }
  });
}

start().catch((fault) => say(refused(fault)));

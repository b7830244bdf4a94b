// What stands at a place at a moment, since when, and what comes after: as every kiosk reckons it (kiosk/domain/standing.py; a
// test holds the two alike). Times are the edition's own texts, which sort as they are.
"use strict";

const RANKS = (level) => RULES.order.indexOf(level);

// Zones that decide over a zone's ground, the most specific first.
function ladder(edition, zone) {
  const of = (kind) => edition.zones.filter((one) => one.kind === kind);
  const covers = (division) => of("band").filter((one) => one.covers?.[division] === "whole").map((one) => one.id);
  if (zone.kind === "band") return [zone.id];
  const division = zone.kind === "locality" ? edition.zones.find((one) => one.id === zone.parent) : zone;
  const country = division.parent;
  const rests = of("rest").filter((one) => one.parent === country || one.id === zone.id).map((one) => one.id);
  if (zone.kind === "locality") return [zone.id, ...(zone.bands ?? []), ...covers(division.id), division.id, ...rests];
  return zone.kind === "division" ? [...covers(zone.id), zone.id, ...rests] : rests;
}

// Of several for one zone what became effective last and has not ended; then the later announced, the worse, the first listed.
function ownAt(edition, id, at) {
  const key = (one) => `${one.effective} ${one.announced} ${RANKS(one.level)}`;
  return edition.advisories.filter((one) => one.zone === id && one.effective <= at && !(one.until && one.until <= at))
    .reduce((first, one) => (first && key(first) >= key(one) ? first : one), null);
}

function deciding(edition, zone, at) {
  for (const id of ladder(edition, zone)) {
    const found = ownAt(edition, id, at);
    if (found) return found;
  }
  return null;
}

const turnsOf = (edition, ids) => [...new Set(edition.advisories.filter((one) => ids.includes(one.zone))
  .flatMap((one) => [one.effective, one.until]).filter(Boolean))].sort();

// From when the level that stands there has stood, whoever announced it anew; null where nothing is known, or it was only seen.
function heldSince(edition, zone, now) {
  const held = deciding(edition, zone, now);
  if (!held || held.certainty === "observed") return null;
  const turns = turnsOf(edition, ladder(edition, zone)).filter((at) => at <= now);
  for (let index = turns.length - 1; index >= 0; index--) {
    const before = index ? deciding(edition, zone, turns[index - 1]) : null;
    if (before?.level !== deciding(edition, zone, turns[index])?.level) return turns[index];
  }
  return held.effective;
}

const nextDay = (day) => new Date(Date.parse(`${day}T00:00:00+09:00`) + 86400000).toISOString().replace(".000Z", "Z");

// Every start and end of a place's own, the soonest first: [moment, zone, before, after], and legal ends with `before` alone.
function coming(edition, now) {
  const found = [];
  for (const zone of edition.zones.filter((one) => one.kind !== "country")) {
    const turns = turnsOf(edition, [zone.id]).filter((at) => at > now);
    [now, ...turns].forEach((at, index, all) => {
      const before = index ? deciding(edition, zone, all[index - 1]) : null, after = deciding(edition, zone, at);
      const moves = before?.level !== after?.level || before?.wording !== after?.wording;
      const ends = index && ownAt(edition, zone.id, all[index - 1]) !== ownAt(edition, zone.id, at)
        && edition.advisories.some((one) => one.zone === zone.id && one.until === at);
      if (index && (moves || ends)) found.push([at, zone, before, after]);
      const own = ownAt(edition, zone.id, at), end = own?.legal_end && nextDay(own.legal_end);
      if (end && end > now && ownAt(edition, zone.id, end) === own) found.push([end, zone, own]);
    });
  }
  return found.filter((one, index) => found.findIndex((other) => other.every((it, at) => it === one[at])) === index)
    .sort((one, other) => (one[0] < other[0] ? -1 : one[0] > other[0] ? 1 : 0));
}

// Places whose own level has ended, and what decides over them now: they follow the ground around them.
function ended(edition, now) {
  return edition.zones.filter((zone) => !["country", "rest"].includes(zone.kind))
    .filter((zone) => edition.advisories.some((one) => one.zone === zone.id) && !ownAt(edition, zone.id, now))
    .map((zone) => [zone, deciding(edition, zone, now)]);
}

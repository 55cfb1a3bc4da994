// What the door keeps on this phone: the list of one date, and the scans that wait for a line.

import { fingerprint, readings } from "./admission_code.mjs";

const MARGIN = 12 * 60 * 60 * 1000;

export class Keep {
  constructor({ person, session, ends }) {
    this.prefix = `souk-door:${person}:`;
    this.key = `${this.prefix}${session}`;
    this.ends = Date.parse(ends);
    this.#sweep();
  }

  // Lists of other people, and of dates that are long over, do not stay on a phone. Waiting scans do.
  #sweep() {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith("souk-door:") || key.endsWith(":queue")) continue;
      const mine = key.startsWith(this.prefix);
      const kept = this.#read(key, null);
      if (!mine || !kept || Date.now() > kept.ends + MARGIN) localStorage.removeItem(key);
    }
  }

  #read(key, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  get list() {
    return this.#read(this.key, null);
  }

  set list(found) {
    localStorage.setItem(this.key, JSON.stringify({ ...found, ends: this.ends }));
  }

  get queue() {
    return this.#read(`${this.key}:queue`, []);
  }

  push(scan) {
    localStorage.setItem(`${this.key}:queue`, JSON.stringify([...this.queue, scan]));
  }

  answered(ids) {
    const left = this.queue.filter((scan) => !ids.includes(scan.id));
    localStorage.setItem(`${this.key}:queue`, JSON.stringify(left));
  }

  forget() {
    localStorage.removeItem(this.key);
  }

  // Which ticket of the list a code is, or null.
  async find(code) {
    const prints = await Promise.all(readings(code).map(fingerprint));
    return this.list?.tickets.find((ticket) => ticket.hashes.some((hash) => prints.includes(hash))) ?? null;
  }

  // Marks somebody as inside, so that this phone refuses the ticket the second time.
  enter(ticket, time, by) {
    const list = this.list;
    const row = list.tickets.find((one) => one.hashes[0] === ticket.hashes[0]);
    if (row) Object.assign(row, { time, by });
    this.list = list;
  }
}

// What this phone says by itself: the same sentences as the server's, by the list that it keeps.
export function judge(ticket, texts, time) {
  const say = (verdict, facts = {}) => ({
    verdict,
    title: texts.titles[verdict],
    line: texts.lines[verdict].replace(/%\((\w+)\)s/g, (whole, name) => facts[name] ?? ""),
    icon: texts.icons[verdict],
    name: ticket?.name ?? "",
    kind: ticket?.kind ?? "",
    guardian: ticket?.guardian ?? "",
    time,
  });
  if (!ticket) return say("unlisted");
  const name = `\u2068${ticket.name}\u2069`;
  if (ticket.state === "held") return say("unpaid", { name });
  if (ticket.state !== "valid") return say("cancelled", { name });
  if (ticket.time) return say("already", { name, time: ticket.time, by: `\u2068${ticket.by}\u2069` });
  return say("welcome", { name });
}

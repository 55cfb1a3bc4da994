// One lot as a bidder follows it. The socket only hints; the numbered event log is the truth:
// an event is applied when it is the next one, dropped when it is old, and what is missing is fetched.

import { Line, jitter } from "./line.mjs";

const POLL_MS = 2_000;
const GAP_MS = 300;

export class Room extends EventTarget {
  #buffer = new Map();
  #gapTimer;
  #epoch;
  #polling = false;

  /** urls: {socket, events}; ids: {sale, lot}; seq: the last event that the page already shows. */
  constructor({ urls, ids, seq, clock }) {
    super();
    Object.assign(this, { urls, ids, seq, clock, state: "connecting" });
    this.line = new Line({ url: urls.socket, sale: ids.sale, lots: () => ({ [ids.lot]: this.seq }), clock });
    this.line.addEventListener("lost", () => this.#lost());
    this.line.addEventListener("message", ({ detail }) => this.#receive(detail));
    setTimeout(() => this.state === "connecting" && this.#lost(), POLL_MS);
  }

  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #become(state) {
    if (state !== this.state) this.#say("connection", (this.state = state));
  }

  #receive(message) {
    const { t, lot } = message;
    if (t === "hello") this.#hello(message.epoch);
    else if (t === "here") this.#say("here", message.count);
    else if (lot !== this.ids.lot) return;
    else if (t === "snap") this.#snap(message);
    else if (t === "ev") this.#event(message);
    else if (t === "me") this.#say("me", message);
    else if (t === "gap") this.catchUp();
  }

  #hello(epoch) {
    if (this.#epoch && this.#epoch !== epoch) this.seq = 0;
    this.#epoch = epoch;
    this.#become("live");
  }

  #snap({ seq, state }) {
    if (seq < this.seq) return;
    if (seq > this.seq) this.catchUp();
    else this.#say("state", state);
  }

  #event(message) {
    this.#keep(message);
    clearTimeout(this.#gapTimer);
    if (this.#buffer.size) this.#gapTimer = setTimeout(() => this.catchUp(), GAP_MS);
  }

  #keep(message) {
    if (message.seq > this.seq) this.#buffer.set(message.seq, message);
    for (let next; (next = this.#buffer.get(this.seq + 1)); ) {
      this.#buffer.delete(next.seq);
      this.seq = next.seq;
      this.#say("event", next);
    }
  }

  /** Without a socket the same events come by asking every two seconds. */
  async #lost() {
    this.#become(navigator.onLine ? "reconnecting" : "offline");
    if (this.#polling) return;
    this.#polling = true;
    while (this.state !== "live") {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS + jitter(0, 500)));
      if (this.state !== "live") await this.catchUp();
    }
    this.#polling = false;
  }

  /** Fetches what is missing from the log, and the whole state with it. */
  async catchUp() {
    try {
      const answer = await fetch(`${this.urls.events}?since=${this.seq}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const { events, state, me, seq, server_time: time } = await answer.json();
      this.clock.atLeast(time);
      if (this.state !== "live") this.#become("polling");
      for (const event of events) this.#keep(event);
      if (seq < this.seq) return;
      this.seq = seq;
      this.#buffer.clear();
      this.#say("state", state);
      if (me) this.#say("me", me);
    } catch {
      if (this.state !== "live") this.#become(navigator.onLine ? "reconnecting" : "offline");
    }
  }
}

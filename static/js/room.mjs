// A bidder's line to the room. The socket only hints; the numbered event log is the truth:
// an event is applied when it is the next one, dropped when it is old, and when one is missing it is fetched.

const RECONNECT_MS = [500, 10_000];
const POLL_MS = 2_000;
const PING_MS = 10_000;
const GAP_MS = 300;
const SUBPROTOCOL = "auction.v1";

const jitter = ([low, high]) => low + Math.random() * (high - low);

export class Room extends EventTarget {
  #socket;
  #attempt = 0;
  #buffer = new Map();
  #gapTimer;
  #pollTimer;
  #pinging;
  #epoch;

  /** urls: {socket, events}; ids: {sale, lot}; seq: the last event that the page already shows. */
  constructor({ urls, ids, seq, clock }) {
    super();
    Object.assign(this, { urls, ids, seq, clock, state: "connecting" });
    addEventListener("online", () => this.#open());
    document.addEventListener("visibilitychange", () => document.hidden || this.#ping());
    this.#open();
  }

  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #become(state) {
    if (state !== this.state) this.#say("connection", (this.state = state));
  }

  #open() {
    if (this.#socket && this.#socket.readyState < WebSocket.CLOSING) return;
    const socket = (this.#socket = new WebSocket(this.urls.socket, SUBPROTOCOL));
    socket.addEventListener("open", () => this.#subscribe());
    socket.addEventListener("message", ({ data }) => this.#receive(JSON.parse(data)));
    socket.addEventListener("close", () => this.#closed(socket));
    this.#poll();
  }

  #subscribe() {
    this.#send({ t: "sub", id: 1, sale: this.ids.sale, lots: { [this.ids.lot]: this.seq } });
    clearInterval(this.#pinging);
    this.#pinging = setInterval(() => this.#ping(), PING_MS);
    this.#ping();
  }

  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #ping() {
    this.#send({ t: "ping", t0: performance.now() });
  }

  #closed(socket) {
    if (socket !== this.#socket) return;
    clearInterval(this.#pinging);
    this.#become(navigator.onLine ? "reconnecting" : "offline");
    const ceiling = Math.min(RECONNECT_MS[1], RECONNECT_MS[0] * 2 ** ++this.#attempt);
    setTimeout(() => this.#open(), jitter([RECONNECT_MS[0], ceiling]));
    this.#poll();
  }

  /** While there is no socket, the same events come by asking every two seconds. */
  #poll() {
    clearTimeout(this.#pollTimer);
    this.#pollTimer = setTimeout(async () => {
      if (this.state === "live") return;
      await this.catchUp();
      this.#poll();
    }, POLL_MS + jitter([0, 500]));
  }

  #receive(message) {
    if (message.server_time) this.clock.atLeast(message.server_time);
    this[`_${message.t}`]?.(message);
  }

  _hello({ epoch }) {
    this.#attempt = 0;
    if (this.#epoch && this.#epoch !== epoch) this.seq = 0;
    this.#epoch = epoch;
  }

  _snap(message) {
    if (message.lot !== this.ids.lot) return;
    this.#become("live");
    if (message.seq < this.seq) return;
    this.seq = message.seq;
    this.#say("state", message.state);
  }

  _ev(message) {
    if (message.lot !== this.ids.lot || message.seq <= this.seq) return;
    this.#become("live");
    this.#buffer.set(message.seq, message);
    this.#drain();
    clearTimeout(this.#gapTimer);
    if (this.#buffer.size) this.#gapTimer = setTimeout(() => this.catchUp(), GAP_MS);
  }

  _gap() {
    this.catchUp();
  }

  _me(message) {
    if (message.lot === this.ids.lot) this.#say("me", message);
  }

  _here({ count }) {
    this.#say("here", count);
  }

  _pong({ t0, t1, t2 }) {
    this.clock.sample(t0, t1, t2, performance.now());
  }

  #drain() {
    for (let next; (next = this.#buffer.get(this.seq + 1)); ) {
      this.#buffer.delete(next.seq);
      this.seq = next.seq;
      this.#say("event", next);
    }
    for (const seq of this.#buffer.keys()) if (seq <= this.seq) this.#buffer.delete(seq);
  }

  /** Fetches what is missing from the log, and the whole state with it. */
  async catchUp() {
    try {
      const answer = await fetch(`${this.urls.events}?since=${this.seq}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const { events, state, me, seq, server_time } = await answer.json();
      this.clock.atLeast(server_time);
      if (this.state !== "live") this.#become("polling");
      for (const event of events) this._ev({ ...event, lot: this.ids.lot, quiet: true });
      if (seq >= this.seq) {
        this.seq = seq;
        this.#buffer.clear();
        this.#say("state", state);
        if (me) this.#say("me", me);
      }
    } catch {
      this.#become(navigator.onLine ? "reconnecting" : "offline");
    }
  }
}

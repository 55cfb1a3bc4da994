// A line to the auction room: one socket, opened again with growing, random waits, and a clock kept by pings.

const RECONNECT_MS = [500, 10_000];
const PING_MS = 10_000;
const SUBPROTOCOL = "auction.v1";

export const jitter = (low, high) => low + Math.random() * (high - low);

export class Line extends EventTarget {
  #socket;
  #attempt = 0;
  #pinging;

  /** lots() gives {lot: last event seen} anew for each subscription. */
  constructor({ url, sale, lots, clock }) {
    super();
    Object.assign(this, { url, sale, lots, clock });
    addEventListener("online", () => this.#open());
    addEventListener("pagehide", () => this.#socket?.close());
    document.addEventListener("visibilitychange", () => document.hidden || this.ping());
    this.#open();
  }

  say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #open() {
    if (this.#socket && this.#socket.readyState < WebSocket.CLOSING) return;
    const socket = (this.#socket = new WebSocket(this.url, SUBPROTOCOL));
    socket.addEventListener("open", () => this.#subscribe());
    socket.addEventListener("message", ({ data }) => this.#receive(JSON.parse(data)));
    socket.addEventListener("close", () => socket === this.#socket && this.#closed());
  }

  #subscribe() {
    this.send({ t: "sub", id: 1, sale: this.sale, lots: this.lots() });
    clearInterval(this.#pinging);
    this.#pinging = setInterval(() => this.ping(), PING_MS);
    this.ping();
  }

  send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  ping() {
    this.send({ t: "ping", t0: performance.now() });
  }

  #closed() {
    clearInterval(this.#pinging);
    this.say("lost");
    const ceiling = Math.min(RECONNECT_MS[1], RECONNECT_MS[0] * 2 ** ++this.#attempt);
    setTimeout(() => this.#open(), jitter(RECONNECT_MS[0], ceiling));
  }

  #receive(message) {
    if (message.server_time) this.clock.atLeast(message.server_time);
    if (message.t === "hello") this.#attempt = 0;
    if (message.t === "pong") this.clock.sample(message.t0, message.t1, message.t2, performance.now());
    else this.say("message", message);
  }
}

// The server's clock, kept by the browser: the sample with the shortest round trip of the last eight wins,
// and time runs on performance.now(), so that a wrong or a changed device clock has no effect.

const SAMPLES = 8;

export class ServerClock {
  #samples = [];
  #offset;

  constructor(serverTime) {
    this.#offset = Date.parse(serverTime) - performance.now();
  }

  /** Milliseconds since 1970 as the server counts them. */
  now() {
    return performance.now() + this.#offset;
  }

  /** A ping left at t0 and came back at t3 (performance.now()); the server wrote t1 and t2 on it. */
  sample(t0, t1, t2, t3) {
    const offset = (Date.parse(t1) + Date.parse(t2)) / 2 - (t0 + t3) / 2;
    this.#samples.push({ trip: t3 - t0 - (Date.parse(t2) - Date.parse(t1)), offset });
    this.#samples = this.#samples.slice(-SAMPLES);
    this.#offset = this.#samples.reduce((best, next) => (next.trip < best.trip ? next : best)).offset;
  }

  /** A message that only carries the server's time can show that we are behind, never that we are ahead. */
  atLeast(serverTime) {
    if (!this.#samples.length) this.#offset = Math.max(this.#offset, Date.parse(serverTime) - performance.now());
  }
}

/** "3:02:09", "01:24": hours only when there are any; days are said in words by the page. */
export function remaining(milliseconds) {
  const whole = Math.max(0, Math.ceil(milliseconds / 1000));
  const pad = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const rest = `${pad(Math.floor((whole % 3600) / 60))}:${pad(whole % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

/** Runs `paint` each time a new second begins on the server's clock, and at once when the page is seen again. */
export function everySecond(clock, paint) {
  let timer;
  const tick = () => {
    clearTimeout(timer);
    paint(clock.now());
    timer = setTimeout(tick, 1000 - (clock.now() % 1000) + 5);
  };
  document.addEventListener("visibilitychange", () => document.hidden || tick());
  tick();
}

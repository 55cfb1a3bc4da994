// The bidder's desk: which amount is chosen, what it costs in all, and the bid itself.
// A bid carries a key: when no answer comes, the same bid is sent again and counts once.

const ANSWER_MS = 4_000;
const TRIES = 5;
const QUOTE_MS = 250;

export class Desk extends EventTarget {
  #key = crypto.randomUUID();
  #steps = new Map();
  #table;
  #asking;
  #quote;
  #busy = false;

  constructor({ config, texts, writer }) {
    super();
    Object.assign(this, { config, texts, writer, form: document.getElementById("bid") });
    this.#table = config.steps;
    if (!this.form) return;
    this.own = this.form.elements.amount;
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.form.addEventListener("change", ({ target }) => target.name === "choice" && this.#choose(Number(target.value)));
    this.own.addEventListener("input", () => this.#ask());
  }

  /** `above`: a leader's own maximum, which only a higher one may follow. */
  show(state, above) {
    if (!this.form) return;
    this.form.hidden = state.status !== "open";
    document.querySelector(".thumb")?.toggleAttribute("hidden", this.form.hidden);
    const wanted = `${state.ask}/${above}`;
    if (this.form.hidden || wanted === this.shown) return;
    this.shown = wanted;
    const ladder = this.#ladder(state.ask, above);
    if (!ladder) return;
    document.getElementById("next-label").textContent = this.texts.next[above ? "raise" : "bid"];
    document.getElementById("ask").replaceChildren(this.writer.element(ladder[0].minor));
    document.getElementById("step").replaceChildren(this.writer.element(state.ask - (state.price ?? 0)));
    document.getElementById("step-row").hidden = state.price === null;
    if (this.own.value.trim()) return;
    const chosen = ladder.some((step) => step.minor === this.chosen) ? this.chosen : ladder[0].minor;
    this.#rungs(ladder, chosen);
    this.#choose(chosen);
  }

  /** Some of the steps that may be bid; near the end of what the page knows, more are fetched. */
  #ladder(ask, above) {
    const from = this.#table.findIndex(({ minor }) => minor >= ask && minor > above);
    if (from < 0 || this.#table[0].minor > ask || from + Math.max(...this.config.rungs) >= this.#table.length) this.#more(ask, above);
    if (from < 0 || (this.#table[0].minor > ask && !above)) return undefined;
    const ladder = this.config.rungs.map((offset) => this.#table[from + offset]).filter(Boolean);
    this.#steps = new Map(ladder.map((step) => [step.minor, step]));
    return ladder;
  }

  async #more(ask, above) {
    if (this.#asking === `${ask}/${above}`) return;
    this.#asking = `${ask}/${above}`;
    const answer = await fetch(`${this.config.urls.quote}?from=${Math.max(ask, above)}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    this.#table = (await answer.json()).steps;
    this.shown = undefined;
    this.dispatchEvent(new CustomEvent("steps"));
  }

  #rungs(ladder, chosen) {
    const focused = document.activeElement?.name === "choice";
    const rungs = ladder.map((step) => {
      const label = document.createElement("label");
      const input = Object.assign(document.createElement("input"), { type: "radio", name: "choice", value: step.minor, checked: step.minor === chosen });
      const text = document.createElement("span");
      const number = document.createElement("bdi");
      number.textContent = this.writer.number(step.minor);
      text.append(number);
      label.append(input, text);
      return label;
    });
    document.getElementById("ladder").replaceChildren(...rungs);
    if (focused) this.form.querySelector("[name=choice]:checked").focus();
  }

  #choose(minor) {
    const step = this.#steps.get(minor);
    if (!step) return;
    this.own.value = "";
    this.#bill(step);
  }

  #bill(step) {
    if (this.chosen !== step.minor) this.#key = crypto.randomUUID();
    this.chosen = step.minor;
    this.total = step.total;
    document.getElementById("bill-premium").textContent = this.writer.number(step.premium);
    document.getElementById("bill-vat").textContent = this.writer.number(step.vat);
    for (const total of document.querySelectorAll(".bill-total")) total.replaceChildren(this.writer.element(step.total));
    for (const amount of document.querySelectorAll(".bid-amount")) amount.replaceChildren(this.writer.element(step.minor));
    this.#complain("");
  }

  /** What the typed amount costs in all, or why it cannot be bid: the server says. */
  #ask() {
    clearTimeout(this.#quote);
    const typed = this.own.value.trim();
    if (!typed) return;
    for (const rung of this.form.querySelectorAll("[name=choice]")) rung.checked = false;
    this.#quote = setTimeout(async () => {
      const answer = await fetch(`${this.config.urls.quote}?amount=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
      const body = await answer.json();
      if (this.own.value.trim() !== typed) return;
      if (answer.ok) this.#bill(body);
      else this.#complain(body.detail, "own-error");
    }, QUOTE_MS);
  }

  #complain(text, where = "live-errors") {
    for (const id of ["own-error", "live-errors"]) {
      const box = document.getElementById(id);
      box.hidden = id !== where || !text;
      (box.querySelector("p") ?? box).textContent = id === where ? text : "";
    }
    this.own.toggleAttribute("aria-invalid", Boolean(text) && where === "own-error");
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#busy) return;
    if (this.form.elements.terms && !this.form.elements.terms.checked) {
      this.#complain(this.texts.accept_terms);
      this.form.elements.terms.focus();
      return;
    }
    this.#hold(true);
    try {
      this.#answered(await this.#send());
    } catch {
      this.#complain(this.texts.no_answer);
    } finally {
      this.#hold(false);
    }
  }

  #hold(busy) {
    this.#busy = busy;
    for (const button of document.querySelectorAll("#bid-button, .thumb button")) button.setAttribute("aria-disabled", String(busy));
    this.form.setAttribute("aria-busy", String(busy));
  }

  /** Sends the same key until an answer comes; throws when none did. */
  async #send() {
    const body = JSON.stringify({
      key: this.#key,
      amount: this.own.value.trim() || undefined,
      max_minor: this.own.value.trim() ? undefined : this.chosen,
      seen_total_minor: this.total,
      accept_terms: this.form.elements.terms?.checked ?? false,
    });
    const headers = { "Content-Type": "application/json", Accept: "application/json", "Accept-Language": this.config.language, "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value };
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await fetch(this.config.urls.bid, { method: "POST", headers, body, signal: AbortSignal.timeout(ANSWER_MS) });
        if (answer.status < 500) return { ok: answer.ok, body: await answer.json() };
      } catch (error) {
        if (attempt >= TRIES) throw error;
      }
      if (attempt >= TRIES) throw new Error("no answer");
      await new Promise((resolve) => setTimeout(resolve, 300 * attempt + Math.random() * 300));
    }
  }

  #answered({ ok, body }) {
    this.#key = crypto.randomUUID();
    if (!ok) {
      this.#complain(body.detail);
      return;
    }
    this.own.value = "";
    this.#complain("");
    document.getElementById("terms-row")?.remove();
    this.dispatchEvent(new CustomEvent("answered", { detail: body }));
  }
}

// Many lots on one page (a sale, the home page): prices and clocks of each card keep up with the room.

import { ServerClock, everySecond, remaining } from "./clock.mjs";
import { Line } from "./line.mjs";
import { Writer } from "./money.mjs";

const config = JSON.parse(document.getElementById("sale-config").textContent);
const clock = new ServerClock(config.server_time);
const writer = new Writer(config);
const cards = new Map(Array.from(document.querySelectorAll("[data-lot]"), (card) => [card.dataset.lot, card]));
const seen = new Map();

function update(lot, seq, state) {
  const card = cards.get(lot);
  if (!card || seq <= (seen.get(lot) ?? 0)) return;
  seen.set(lot, seq);
  if (state.ends_at) card.dataset.endsAt = state.ends_at;
  if (state.closed) card.dataset.closed = state.status;
  const price = state.price ?? state.opening;
  if (price !== undefined) for (const box of card.querySelectorAll("[data-price]")) box.textContent = writer.number(price);
  if (state.ask) for (const box of card.querySelectorAll("[data-ask]")) box.textContent = writer.number(state.ask);
  if (state.closed) for (const box of card.querySelectorAll("[data-timer]")) box.textContent = config.texts[state.status] ?? "";
}

const line = new Line({
  url: config.socket,
  sale: config.sale,
  lots: () => Object.fromEntries(Array.from(cards.keys(), (lot) => [lot, seen.get(lot) ?? 0])),
  clock,
});
line.addEventListener("message", ({ detail }) => {
  if (detail.t === "snap") update(detail.lot, detail.seq, detail.state);
  if (detail.t === "ev") update(detail.lot, detail.seq, detail.d);
});

everySecond(clock, (now) => {
  for (const card of cards.values()) {
    if (card.dataset.closed) continue;
    const left = Date.parse(card.dataset.endsAt) - now;
    for (const box of card.querySelectorAll("[data-timer]")) box.textContent = left > 0 ? remaining(left) : config.texts.counting;
  }
});

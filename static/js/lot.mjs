// The lot page, alive: price, clock, standing, next bid with its whole cost, record, connection.

import { ServerClock, everySecond, remaining } from "./clock.mjs";
import { Desk } from "./lot_desk.mjs";
import { Feed } from "./lot_feed.mjs";
import { Writer } from "./money.mjs";
import { Room } from "./room.mjs";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const find = (id) => document.getElementById(id);
const config = read("room-config");
const texts = read("room-texts");
const clock = new ServerClock(config.server_time);
const writer = new Writer(config);
const room = new Room({ urls: config.urls, ids: config.ids, seq: config.seq, clock });
const feed = new Feed(find("feed"), { writer, texts, mine: () => me.paddle, zone: config.time_zone, language: config.language });
const desk = new Desk({ config, texts, writer });
const OVER = new Set(["sold", "unsold_no_bids", "unsold_reserve", "withdrawn"]);

let state = config.state;
let me = config.me;

const closed = () => OVER.has(state.status);
const shown = () => state.price ?? config.opening;

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function plural(forms, count) {
  const kind = new Intl.PluralRules(config.language).select(count);
  return fill(forms[kind] ?? forms.other, { n: writer.count(count) });
}

/** Says a change once to a screen reader; the same words twice in a row are not said again. */
function announce(text) {
  if (find("announce").textContent !== text) find("announce").textContent = text;
}

function standing() {
  if (!me.paddle) return "none";
  const leads = state.leader === me.paddle;
  if (closed()) return leads && state.status === "sold" ? "won" : "lost";
  return leads ? "leading" : "outbid";
}

function paintStanding() {
  const now = standing();
  const text = texts.standing[now];
  const box = find("standing");
  box.hidden = !text;
  find("room").dataset.standing = now;
  if (!text) return;
  box.className = `standing ${text.tone}`;
  find("standing-win").hidden = text.tone !== "win";
  find("standing-lose").hidden = text.tone !== "lose";
  find("standing-title").textContent = text.title;
  const values = { max: me.max ? writer.text(me.max) : "", ask: state.ask ? writer.text(state.ask) : "" };
  find("standing-note").textContent = fill(me.max || !text.plain ? text.note : text.plain, values);
}

function paint() {
  find("price").textContent = writer.number(shown());
  find("price-label").textContent = texts.labels[state.status] ?? texts.labels[state.price ? "current" : "opening"];
  find("timer-label").textContent = texts.timer[state.status] ?? texts.timer.closed;
  find("reserve").textContent = texts.reserve[state.reserve];
  find("bid-count").textContent = plural(texts.bids, state.bids);
  find("timer").dateTime = state.ends_at;
  find("room").dataset.status = state.status;
  paintStanding();
  desk.show(state, standing() === "leading" ? me.max : 0);
}

function apply(next) {
  const before = standing();
  state = { ...state, ...next };
  paint();
  return { before, after: standing() };
}

room.addEventListener("event", ({ detail }) => {
  const { before, after } = apply(detail.d);
  feed.add(detail);
  const said = after !== before && texts.standing[after] ? `${texts.standing[after].title}. ` : "";
  if (detail.type === "bid_accepted") announce(said + fill(texts.announce.price, { price: writer.text(shown()) }));
  else if (said) announce(said);
  if (detail.d.extended) announce(texts.announce.extended);
});
room.addEventListener("state", ({ detail }) => {
  apply(detail);
});
room.addEventListener("me", ({ detail }) => {
  me = { ...me, ...detail };
  paint();
});
room.addEventListener("here", ({ detail }) => {
  find("here").hidden = false;
  find("here").textContent = plural(texts.here, detail);
});
room.addEventListener("connection", ({ detail }) => {
  find("conn").dataset.state = detail;
  find("conn-text").textContent = texts.connection[detail];
});
desk.addEventListener("steps", () => paint());
desk.addEventListener("answered", ({ detail }) => {
  me = { ...me, paddle: detail.paddle, max: detail.max };
  if (detail.seq > room.seq) room.catchUp();
  paint();
  announce(detail.text);
});

const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: config.time_zone });
everySecond(clock, (now) => {
  find("server-clock").textContent = time.format(now);
  const left = Date.parse(state.ends_at) - now;
  find("timer-box").classList.toggle("long", left >= 3_600_000);
  find("timer").textContent = closed() || state.status === "on_hold" ? "00:00" : remaining(left);
  find("room").classList.toggle("hot", state.status === "open" && left < 60_000);
  if (state.status === "open" && left <= 0) find("timer-label").textContent = texts.timer.counting;
});

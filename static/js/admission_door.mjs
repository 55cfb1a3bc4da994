// The door: scan, ask, answer large; without a line decide by the kept list, and report later.

import { Camera } from "./admission_camera.mjs";
import { Keep, judge } from "./admission_keep.mjs";

const PATIENCE = 5000;
const SAME_CODE = 4000;
const ROUND = 20000;
const LIST_ROUND = 60000;
const LAST = 12;
const AT_ONCE = 100;

const page = document.getElementById("door");
const { scan: SCAN, read: READ, sync: SYNC, list: LIST, undo: UNDO, worker: WORKER, sprite, zone } = page.dataset;
const texts = JSON.parse(document.getElementById("door-texts").textContent);
const token = page.querySelector("[name=csrfmiddlewaretoken]").value;
const keep = new Keep(page.dataset);
const at = (id) => document.getElementById(id);
const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: zone });
const device = `${navigator.userAgentData?.platform ?? navigator.platform ?? ""}`.slice(0, 40);
let online = navigator.onLine;
let busy = false;
let latest = { code: "", time: 0 };

async function ask(url, body, type = "application/json") {
  const answer = await fetch(url, {
    method: body === undefined ? "GET" : "POST",
    headers: { Accept: "application/json", "X-CSRFToken": token, ...(body === undefined ? {} : { "Content-Type": type }) },
    body: type === "application/json" && body !== undefined ? JSON.stringify(body) : body,
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.status >= 500 || answer.redirected) throw new TypeError("no line");
  setLine(true);
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.detail ?? "");
  return found;
}

const lost = (error) => error instanceof TypeError || error.name === "TimeoutError" || error.name === "AbortError";

function setLine(now) {
  online = now;
  const list = keep.list;
  const text = at("line").dataset[now ? "with" : list ? "without" : "stale"];
  at("line").querySelector("span").textContent = text;
  at("line").classList.toggle("off", !now);
  const waiting = keep.queue.length;
  at("kept").hidden = waiting === 0;
  at("kept").textContent = at("kept").dataset.text.replace("%(count)s", waiting);
  at("listed").hidden = at("forget").hidden = !list;
  if (!list) return;
  at("listed").textContent = at("listed").dataset.text
    .replace("%(time)s", clock.format(Date.parse(list.fetched))).replace("%(count)s", list.tickets.length);
}

function show(told) {
  const box = at("answer");
  box.hidden = true;
  box.className = `answer is-${told.verdict}`;
  box.querySelector("use").setAttribute("href", `${sprite}#i-${told.icon}`);
  box.querySelector(".verdict").textContent = told.title;
  box.querySelector(".line").textContent = told.line;
  box.querySelector(".more").textContent = [told.kind, told.guardian, told.kept].filter(Boolean).join(" · ");
  at("undo").hidden = !told.entry;
  at("undo").dataset.entry = told.entry ?? "";
  requestAnimationFrame(() => { box.hidden = false; });
  remember(told);
  if (told.doubled) conflict(told);
}

function remember(told) {
  const line = document.createElement("li");
  const time = document.createElement("time");
  const words = document.createElement("span");
  time.textContent = clock.format(Date.now());
  words.textContent = [told.title, told.name].filter(Boolean).join(": ");
  words.dir = "auto";
  line.className = `is-${told.verdict}`;
  line.append(time, words);
  at("last").prepend(line);
  while (at("last").children.length > LAST) at("last").lastElementChild.remove();
}

function conflict(told) {
  const line = document.createElement("li");
  line.dir = "auto";
  line.textContent = `${told.title}: ${told.line}`;
  at("conflicts").hidden = false;
  at("conflicts").querySelector("ul").prepend(line);
}

async function present(code, how) {
  const id = crypto.randomUUID();
  const scan = { id, code, how, device, at: new Date().toISOString() };
  try {
    if (!navigator.onLine) throw new TypeError("no line");
    show(await ask(SCAN, scan));
  } catch (error) {
    if (!lost(error)) {
      show({ verdict: "unknown", title: texts.titles.unknown, line: error.message || texts.lines.unknown, icon: "x" });
      return;
    }
    await alone(scan);
    setLine(false);
  }
}

async function alone(scan) {
  const ticket = await keep.find(scan.code);
  const time = clock.format(Date.now());
  const told = judge(ticket, texts, time);
  if (told.verdict === "welcome") {
    keep.push(scan);
    keep.enter(ticket, time, "");
    told.kept = texts.kept;
  }
  show(told);
}

async function report() {
  const scans = keep.queue.slice(0, AT_ONCE);
  if (!scans.length || busy) return;
  busy = true;
  try {
    const { scans: told } = await ask(SYNC, { sent_at: new Date().toISOString(), scans });
    keep.answered(told.map((one) => one.id));
    told.filter((one) => one.doubled || one.verdict !== "welcome").forEach(conflict);
  } catch (error) {
    if (lost(error)) setLine(false);
  } finally {
    busy = false;
    setLine(online);
  }
}

async function fetchList() {
  try {
    const found = await ask(LIST);
    const inside = new Set(keep.queue.map((scan) => scan.code));
    keep.list = found;
    for (const code of inside) {
      const ticket = await keep.find(code);
      if (ticket && !ticket.time) keep.enter(ticket, clock.format(Date.now()), "");
    }
  } catch (error) {
    if (lost(error)) setLine(false);
  }
  setLine(online);
}

async function onCode(code) {
  const now = Date.now();
  if (code === latest.code && now - latest.time < SAME_CODE) {
    latest.time = now;
    return;
  }
  latest = { code, time: now };
  await present(code, "scan");
}

const readFrame = async (frame) => (online ? (await ask(READ, frame, "image/jpeg")).codes : []);
const camera = new Camera({ view: at("view"), onCode, readFrame });

async function toggle() {
  const words = at("start").dataset;
  words.start ??= at("start").textContent;
  try {
    if (camera.running) camera.stop();
    else await camera.start();
    at("camera-refused").hidden = true;
  } catch {
    camera.stop();
    at("camera-refused").hidden = false;
  }
  at("camera").hidden = !camera.running;
  at("start").textContent = camera.running ? words.stop : words.start;
}

at("typed").addEventListener("submit", async (event) => {
  event.preventDefault();
  const code = at("code").value.trim();
  at("code").value = "";
  at("code").focus();
  if (code) await present(code, "typed");
});

at("undo").addEventListener("click", async () => {
  try {
    const { undone } = await ask(UNDO, { entry: Number(at("undo").dataset.entry) });
    if (undone) at("answer").hidden = true;
  } catch (error) {
    if (!lost(error)) at("answer").querySelector(".line").textContent = error.message;
  }
});

at("forget").addEventListener("click", () => {
  keep.forget();
  navigator.serviceWorker?.controller?.postMessage("forget");
  setLine(online);
});

if (navigator.mediaDevices?.getUserMedia) {
  at("start").hidden = false;
  at("start").addEventListener("click", toggle);
}
window.addEventListener("online", () => { fetchList(); report(); });
window.addEventListener("offline", () => setLine(false));
setInterval(report, ROUND);
setInterval(fetchList, LIST_ROUND);
setLine(online);
fetchList();
report();
navigator.serviceWorker?.register(WORKER).catch(() => {});

// A conversation: new messages come by asking, a message is sent without leaving the page, and nothing that was
// typed is ever lost. The page works without any of this.
const list = document.getElementById("talk");
const status = document.getElementById("talk-status");
const empty = document.getElementById("talk-empty");
const form = document.getElementById("say");
const OFTEN = 5_000;
const SELDOM = 60_000;
let wait = OFTEN;
let timer = 0;
let asking = false;

const say = (text, bad = false) => {
  status.textContent = text;
  status.classList.toggle("bad", bad);
};
const atEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 80;
const toEnd = () => { list.scrollTop = list.scrollHeight; };

// Pieces of a page come from our own server, as the page did.
const put = (html) => {
  const stay = !atEnd();
  const piece = new DOMParser().parseFromString(`<ol>${html}</ol>`, "text/html");
  const rows = [...piece.querySelectorAll("li.msg")].map((row) => document.importNode(row, true));
  let fresh = 0;
  for (const row of rows) {
    const known = document.getElementById(row.id);
    if (known && known.dataset.place === row.dataset.place) {
      if (known.className !== row.className || known.innerHTML !== row.innerHTML) known.replaceWith(row);
      continue;
    }
    known?.remove();
    list.append(row);
    fresh += 1;
  }
  if (fresh) {
    empty.hidden = true;
    if (!stay) toEnd();
  }
  return fresh;
};

const markSeen = (place) => {
  for (const row of list.querySelectorAll(".msg.mine[data-place]")) {
    const mark = row.querySelector("[data-seen]");
    if (mark && Number(row.dataset.place) <= place) mark.hidden = false;
  }
};

const ask = async () => {
  if (asking || document.hidden) return;
  asking = true;
  try {
    const address = `${list.dataset.news}?after=${list.dataset.places}&looking=1`;
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const fresh = put(await answer.text());
    list.dataset.places = answer.headers.get("X-Places") ?? list.dataset.places;
    markSeen(Number(answer.headers.get("X-Seen") ?? 0));
    if (status.textContent === list.dataset.lost) say("");
    wait = fresh ? OFTEN : Math.min(wait * 1.3, SELDOM);
  } catch {
    say(list.dataset.lost, true);
    wait = Math.min(wait * 2, SELDOM);
  } finally {
    asking = false;
    later();
  }
};
const later = () => {
  clearTimeout(timer);
  timer = setTimeout(ask, wait);
};

if (list?.dataset.news) {
  toEnd();
  later();
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) { wait = OFTEN; ask(); }
  });
} else if (list) {
  toEnd();
}

if (form) {
  const text = form.elements.namedItem("text");
  const key = form.elements.namedItem("key");
  const button = form.querySelector("button");
  const draft = `talk:${location.pathname}`;
  const keep = () => {
    try { text.value ? sessionStorage.setItem(draft, text.value) : sessionStorage.removeItem(draft); } catch { /* private window */ }
  };
  try { text.value ||= sessionStorage.getItem(draft) ?? ""; } catch { /* private window */ }
  text.addEventListener("input", keep);

  // In a conversation that exists the message goes without leaving the page; any refusal is shown by the page itself.
  form.addEventListener("submit", async (event) => {
    if (!list?.dataset.news || form.dataset.plain) return;
    event.preventDefault();
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    say(list.dataset.sending);
    try {
      const answer = await fetch(location.pathname, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      if (answer.ok && answer.redirected && answer.url.includes("/conversations/")) {
        form.reset();
        key.value = crypto.randomUUID().replaceAll("-", "");
        keep();
        wait = OFTEN;
        await ask();
        toEnd();
        say(list.dataset.sent);
        text.focus();
      } else if (answer.status === 400 || answer.status === 409 || answer.status === 429) {
        refuse(await answer.text());
      } else {
        throw new Error(String(answer.status));
      }
    } catch {
      say(list.dataset.failed, true);
    } finally {
      button.removeAttribute("aria-disabled");
    }
  });

  // The server's page says what is wrong at its field; the form here keeps what was typed and the files.
  const refuse = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const told = [...page.querySelectorAll("#say .errors a, #say .errors li")].map((one) => one.textContent.trim());
    say([...new Set(told)].join(" ") || list.dataset.failed, true);
    text.focus();
  };
}

// The room's record, newest first: each line is one event of the lot's log.

const LONGEST = 60;

export class Feed {
  constructor(list, { writer, texts, mine, zone, language }) {
    Object.assign(this, { list, writer, texts, mine, language });
    this.time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: zone });
  }

  #who(entry) {
    if (entry.d.paddle && entry.d.paddle === this.mine()) return this.texts.you;
    if (entry.d.paddle) return this.texts.bidder.replace("{paddle}", entry.d.paddle);
    return this.texts.events[entry.type] ?? "";
  }

  #line(entry) {
    const line = document.createElement("li");
    const when = document.createElement("time");
    const who = document.createElement("span");
    const own = entry.d.paddle && entry.d.paddle === this.mine();
    line.dataset.seq = entry.seq;
    line.className = entry.d.paddle ? (own ? "me" : "") : "sys";
    when.dateTime = entry.at;
    when.textContent = this.time.format(Date.parse(entry.at));
    who.className = "who";
    who.textContent = this.#who(entry);
    line.append(when, who);
    if (entry.d.paddle) line.append(this.#amount(entry.d.price));
    return line;
  }

  #amount(minor) {
    const amount = document.createElement("span");
    const number = document.createElement("bdi");
    amount.className = "amt";
    number.textContent = this.writer.number(minor);
    amount.append(number);
    return amount;
  }

  add(entry) {
    if (!entry.d.paddle && !this.texts.events[entry.type]) return;
    document.getElementById("feed-empty")?.remove();
    this.list.prepend(this.#line(entry));
    while (this.list.children.length > LONGEST) this.list.lastElementChild.remove();
  }

  replace(entries) {
    this.list.replaceChildren();
    for (const entry of entries) this.add(entry);
  }
}

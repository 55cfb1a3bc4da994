// The room's record, newest first: each line is one event of the lot's log.

const LONGEST = 60;

export class Feed {
  constructor(list, { writer, texts, mine, zone, language }) {
    Object.assign(this, { list, writer, texts, mine, language });
    this.time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: zone });
  }

  #name(paddle) {
    return paddle === this.mine() ? this.texts.you : this.texts.bidder.replace("{paddle}", paddle.replace("P-", ""));
  }

  #who({ type, d }) {
    if (type !== "bid_accepted") return this.texts.events[type];
    if (d.by === d.leader) return this.#name(d.by);
    return this.texts.answered.replace("{bidder}", this.#name(d.by)).replace("{leader}", this.#name(d.leader));
  }

  #line(entry) {
    const bid = entry.type === "bid_accepted";
    const line = document.createElement("li");
    const when = document.createElement("time");
    const who = document.createElement("span");
    line.dataset.seq = entry.seq;
    line.className = bid ? (entry.d.by === this.mine() ? "me" : "") : "sys";
    when.dateTime = entry.at;
    when.textContent = this.time.format(Date.parse(entry.at));
    who.className = "who";
    who.textContent = this.#who(entry);
    line.append(when, who);
    if (bid) line.append(this.#amount(entry.d.price));
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
    if (entry.type !== "bid_accepted" && !this.texts.events[entry.type]) return;
    document.getElementById("feed-empty")?.remove();
    this.list.prepend(this.#line(entry));
    if (entry.d.extended) this.#extended(entry);
    while (this.list.children.length > LONGEST) this.list.lastElementChild.remove();
  }

  #extended(entry) {
    this.list.prepend(this.#line({ ...entry, type: "extended" }));
  }
}

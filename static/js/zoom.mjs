// A closer look at a work: drag, pinch, wheel, double tap and keyboard, in a dialog over the page.
// Without this file the link opens the large picture by itself.

const STEP = 1.5;
const BEYOND = 2; // how far past its own pixels a picture may be enlarged
const MOVE = 80; // pixels an arrow key moves the picture
const LINE = 16; // a wheel that counts in lines counts these pixels each

/** Scale and place of the picture on the stage; pure, so that it can be reasoned about. */
export class View {
  constructor(stage, picture) {
    this.stage = stage;
    this.picture = picture;
    this.fit = Math.min(stage.width / picture.width, stage.height / picture.height);
    this.most = Math.max(this.fit, BEYOND);
    this.whole();
  }

  whole() {
    this.scale = this.fit;
    this.x = this.y = 0; // from the middle of the stage to the middle of the picture
    return this;
  }

  /** Enlarge so that the point under the pointer (from the middle of the stage) stays where it is. */
  to(scale, at = { x: 0, y: 0 }) {
    const next = Math.min(Math.max(scale, this.fit), this.most);
    const share = next / this.scale;
    this.x = at.x - (at.x - this.x) * share;
    this.y = at.y - (at.y - this.y) * share;
    this.scale = next;
    return this.within();
  }

  by(dx, dy) {
    this.x += dx;
    this.y += dy;
    return this.within();
  }

  /** No edge of the picture leaves the edge of the stage; a smaller picture stays in the middle. */
  within() {
    const slack = (long, room) => Math.max(0, (long * this.scale - room) / 2);
    const wide = slack(this.picture.width, this.stage.width);
    const high = slack(this.picture.height, this.stage.height);
    this.x = Math.min(Math.max(this.x, -wide), wide);
    this.y = Math.min(Math.max(this.y, -high), high);
    return this;
  }

  get isWhole() {
    return this.scale <= this.fit * 1.001;
  }
}

class Zoom {
  constructor(dialog) {
    this.dialog = dialog;
    this.stage = dialog.querySelector(".zoom-stage");
    this.img = this.stage.querySelector("img");
    this.wait = dialog.querySelector(".zoom-wait");
    this.scale = dialog.querySelector(".zoom-scale");
    this.percent = new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`, { style: "percent" });
    this.pointers = new Map();
    this.listen();
  }

  open(link) {
    const shown = document.querySelector(".zoomable img, .plinth img");
    this.img.alt = shown?.alt ?? "";
    this.wait.hidden = false;
    this.dialog.classList.remove("is-ready");
    this.dialog.showModal();
    this.stage.focus();
    if (this.img.src !== link.href) this.img.src = link.href;
    this.img.decode().then(() => this.begin(), () => this.fail(link));
  }

  begin() {
    if (!this.dialog.open) return;
    this.wait.hidden = true;
    const room = this.stage.getBoundingClientRect();
    this.view = new View(room, { width: this.img.naturalWidth, height: this.img.naturalHeight });
    this.dialog.classList.add("is-ready");
    this.draw();
  }

  fail(link) {
    if (!this.dialog.open) return;
    this.dialog.close();
    window.location.assign(link.href);
  }

  draw() {
    const { scale, x, y } = this.view;
    this.img.style.setProperty("transform", `translate(-50%, -50%) translate(${x}px, ${y}px) scale(${scale})`);
    this.stage.classList.toggle("is-large", !this.view.isWhole);
    this.scale.textContent = this.percent.format(scale / this.view.fit);
  }

  change(make) {
    if (!this.view) return;
    make(this.view);
    this.draw();
  }

  from(event) {
    const room = this.stage.getBoundingClientRect();
    return { x: event.clientX - room.x - room.width / 2, y: event.clientY - room.y - room.height / 2 };
  }

  listen() {
    const on = (name, act) => this.dialog.querySelector(`[data-zoom-${name}]`).addEventListener("click", act);
    on("in", () => this.change((view) => view.to(view.scale * STEP)));
    on("out", () => this.change((view) => view.to(view.scale / STEP)));
    on("whole", () => this.change((view) => view.whole()));
    on("close", () => this.dialog.close());
    this.dialog.addEventListener("close", () => this.pointers.clear());
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    this.stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.stage.addEventListener("dblclick", (event) => this.toggle(event));
    this.stage.addEventListener("pointerdown", (event) => this.down(event));
    this.stage.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) {
      this.stage.addEventListener(name, (event) => this.pointers.delete(event.pointerId));
    }
    window.addEventListener("resize", () => this.dialog.open && this.view && this.begin());
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = {
      "+": (view) => view.to(view.scale * STEP),
      "=": (view) => view.to(view.scale * STEP),
      "-": (view) => view.to(view.scale / STEP),
      "0": (view) => view.whole(),
      Home: (view) => view.whole(),
      ArrowLeft: (view) => view.by(MOVE, 0),
      ArrowRight: (view) => view.by(-MOVE, 0),
      ArrowUp: (view) => view.by(0, MOVE),
      ArrowDown: (view) => view.by(0, -MOVE),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    this.change(act);
  }

  wheel(event) {
    event.preventDefault();
    const turned = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
    const at = this.from(event);
    this.change((view) => view.to(view.scale * Math.exp(-turned / 400), at));
  }

  toggle(event) {
    const at = this.from(event);
    this.change((view) => (view.isWhole ? view.to(Math.max(1, view.fit * 2.5), at) : view.whole()));
  }

  down(event) {
    event.preventDefault();
    this.stage.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, this.from(event));
    this.stage.focus({ preventScroll: true });
  }

  move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const now = this.from(event);
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.pointers.set(event.pointerId, now);
    if (!other) return this.change((view) => view.by(now.x - before.x, now.y - before.y));
    const apart = (one) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    this.change((view) => {
      view.to(view.scale * (apart(now) / apart(before)), middle);
      view.by((now.x - before.x) / 2, (now.y - before.y) / 2);
    });
  }
}

const dialog = document.querySelector("dialog.zoom");
if (dialog) {
  const zoom = new Zoom(dialog);
  for (const link of document.querySelectorAll("a[data-zoom-open]")) {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !link.href) return;
      event.preventDefault();
      zoom.open(link);
    });
  }
  // The picture itself opens it too; the link beside it is what keyboards and readers use.
  const link = document.querySelector("a[data-zoom-open]");
  const shown = document.querySelector(".zoomable");
  if (link && shown) {
    shown.classList.add("can-zoom");
    shown.addEventListener("click", () => link.click());
  }
}

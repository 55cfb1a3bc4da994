// Two handles over two text fields. The fields are the truth: without this module they work alone.
//
//   <div data-range data-edges="0,5000,10000" data-low="Lowest price" data-high="Highest price" data-any="any">
//     <div class="histo"><i></i>…</div> <div data-slider></div> <input data-from> <input data-to>
//
// There is one step more than bars: handle k stands on the edge between bar k-1 and bar k.

const western = (text) => text.replace(/[٠-٩]/g, (d) => "٠١٢٣٤٥٦٧٨٩".indexOf(d)).replace(/[۰-۹]/g, (d) => "۰۱۲۳۴۵۶۷۸۹".indexOf(d));

/** A typed price as a number; NaN where it is none. */
export const typed = (text) => {
  const plain = western(text.trim()).replace(/[,٬\s]/g, "").replace("٫", ".");
  return plain === "" ? Number.NaN : Number(plain);
};

/** The last edge that is not above `value`. */
export const stepBelow = (edges, value) => edges.reduce((best, edge, index) => (edge <= value ? index : best), 0);

/** The first edge that is not below `value`; the last one where all are. */
export const stepAbove = (edges, value) => {
  const index = edges.findIndex((edge) => edge >= value);
  return index < 0 ? edges.length - 1 : index;
};

const grouped = (value) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

const handle = (last, label) => {
  const input = document.createElement("input");
  Object.assign(input, { type: "range", min: 0, max: last, step: 1 });
  input.setAttribute("aria-label", label);
  return input;
};

const enhance = (box) => {
  const edges = box.dataset.edges.split(",").map(Number);
  const last = edges.length - 1;
  const [from, to] = [box.querySelector("[data-from]"), box.querySelector("[data-to]")];
  const bars = [...box.querySelectorAll(".histo i")];
  const rail = box.querySelector("[data-slider]");
  if (last < 2 || rail.childElementCount) return;
  const low = handle(last, box.dataset.low);
  const high = handle(last, box.dataset.high);

  const paint = () => {
    const [a, b] = [Number(low.value), Number(high.value)];
    bars.forEach((bar, index) => bar.classList.toggle("on", index >= a && index < b));
    low.setAttribute("aria-valuetext", a === 0 ? box.dataset.any : grouped(edges[a]));
    high.setAttribute("aria-valuetext", b === last ? box.dataset.any : grouped(edges[b]));
    // The handle that can still move lies on top when both meet.
    low.style.setProperty("z-index", a > last / 2 ? "2" : "1");
  };
  const read = () => {
    const [a, b] = [typed(from.value), typed(to.value)];
    low.value = Number.isNaN(a) ? 0 : Math.min(stepBelow(edges, a), last - 1);
    high.value = Number.isNaN(b) ? last : Math.max(stepAbove(edges, b), Number(low.value) + 1);
    paint();
  };
  const write = (event) => {
    if (event.target === low) low.value = Math.min(Number(low.value), Number(high.value) - 1);
    else high.value = Math.max(Number(high.value), Number(low.value) + 1);
    const [a, b] = [Number(low.value), Number(high.value)];
    from.value = a === 0 ? "" : grouped(edges[a]);
    to.value = b === last ? "" : grouped(edges[b]);
    paint();
  };
  for (const input of [low, high]) input.addEventListener("input", write);
  for (const field of [from, to]) field.addEventListener("input", read);
  rail.className = "slider";
  rail.append(low, high);
  read();
};

export const enhanceRanges = (root) => root.querySelectorAll("[data-range]").forEach(enhance);

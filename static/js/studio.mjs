// The studio: cells that save themselves (htmx does the work), one tick box for all, files dropped in, nothing lost.

// A form with unsaved changes asks before it is left.
for (const form of document.querySelectorAll("form[data-guard]")) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}

// The first error is where the reader starts.
document.getElementById("errors")?.focus();

// Files dropped on the upload form are chosen there; the progress bar follows the upload.
const wire = (drop) => {
  if (drop.dataset.wired) return;
  drop.dataset.wired = "1";
  const input = drop.querySelector("input[type=file]");
  const bar = drop.querySelector("progress");
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
  drop.addEventListener("htmx:xhr:progress", ({ detail }) => {
    if (!detail.lengthComputable) return;
    bar.hidden = false;
    bar.value = Math.round((100 * detail.loaded) / detail.total);
  });
};
const wireAll = () => document.querySelectorAll("[data-drop]").forEach(wire);
wireAll();
document.body.addEventListener("htmx:afterSettle", wireAll);

// An answer that refuses (422) carries the cell with its error: show it like any other.
document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status === 422) { detail.shouldSwap = true; detail.isError = false; }
});

// Enter in a cell saves it and moves on; Escape takes the old value back.
document.body.addEventListener("keydown", (event) => {
  const cell = event.target.closest("input.cell");
  if (!cell) return;
  if (event.key === "Enter") { event.preventDefault(); cell.blur(); }
  if (event.key === "Escape") { cell.value = cell.defaultValue; cell.blur(); }
});

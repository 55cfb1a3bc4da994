// Browse: instant filters through htmx. The form, the links and the pages work without any of this.
import { enhanceRanges } from "./range.mjs";
import { hang } from "./hang.mjs";

const form = document.getElementById("browse");
const filters = document.getElementById("filters");

const remembered = new Map();
const remember = () => {
  for (const item of filters.querySelectorAll("details[id]")) remembered.set(item.id, item.open);
  for (const list of filters.querySelectorAll(".facet-list[id]")) remembered.set(list.id, list.scrollTop);
};
const restore = () => {
  for (const [id, state] of remembered) {
    const element = document.getElementById(id);
    if (element instanceof HTMLDetailsElement) element.open = state;
    else if (element) element.scrollTop = state;
  }
};

if (form && filters) {
  enhanceRanges(form);
  form.addEventListener("htmx:beforeRequest", remember);
  document.body.addEventListener("htmx:afterSettle", () => {
    hang(form);
    enhanceRanges(form);
    restore();
  });
  document.body.addEventListener("htmx:afterSwap", () => hang(form));
  // An address without empty words is one that people share.
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && field.value === "") field.disabled = true;
    setTimeout(() => { for (const field of form.elements) if (field.name && field.value === "") field.disabled = false; });
  });
  const failed = document.getElementById("browse-failed");
  form.addEventListener("htmx:beforeRequest", () => { failed.hidden = true; });
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    form.addEventListener(name, () => { failed.hidden = false; });
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const search = document.getElementById("q");
  if (search) { event.preventDefault(); search.focus(); search.select(); }
});

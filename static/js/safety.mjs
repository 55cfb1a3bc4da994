// Shows of the decision's form what the chosen outcome needs. Without a script everything is there.

const form = document.querySelector("[data-decide]");

function show() {
  const chosen = form.querySelector("[name$=outcome]:checked")?.value ?? "";
  for (const part of form.querySelectorAll("[data-for]")) {
    part.hidden = !part.dataset.for.split(" ").includes(chosen);
  }
}

if (form) {
  form.addEventListener("change", show);
  show();
}

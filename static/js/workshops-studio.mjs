// The studio's event forms: what belongs to a choice is shown with it. Without this everything is shown.

const form = document.querySelector(".programme form");

/** Show the field's box only while `shown` is true; hidden fields are still sent. */
function reveal(name, shown) {
  for (const input of document.getElementsByName(name)) {
    const box = input.closest("fieldset.days") ?? input.closest(".field");
    if (box) box.hidden = !shown;
  }
}

/** Call `paint` with the chosen value, now and on every change. */
function follow(name, paint) {
  const select = document.getElementsByName(name)[0];
  if (!select) return;
  select.addEventListener("change", () => paint(select.value));
  paint(select.value);
}

follow("place", (place) => {
  reveal("venue", place === "in_person");
  reveal("online_url", place === "online");
});
follow("repeat", (repeat) => {
  for (const name of ["interval", "count", "until"]) reveal(name, repeat !== "");
  reveal("weekdays", repeat === "weekly");
});
follow("terms-admission", (admission) => {
  reveal("terms-plus_ones", admission === "rsvp");
  for (const name of ["terms-materials_fee", "terms-policy"]) reveal(name, admission === "tickets");
});
follow("kind", (kind) => {
  if (!document.getElementsByName("choices_ar").length) return;
  reveal("choices_ar", kind === "choice");
  reveal("choices_en", kind === "choice");
});

// Leaving with unsaved words asks first.
if (form?.dataset.guard) {
  let touched = false;
  form.addEventListener("input", () => { touched = true; });
  form.addEventListener("submit", () => { touched = false; });
  addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });
}

// Shows only the fields that are asked for: a new address when none of the book is chosen, a company when one buys.
const place = document.querySelector("[data-new-address]");
const choices = document.querySelectorAll("input[name=address][type=radio]");
const business = document.querySelector("[data-business]");
const company = document.querySelector("[data-company]");

function show() {
  if (place && choices.length) place.hidden = !document.querySelector("[data-new]")?.checked;
  if (business && company) company.hidden = !business.checked;
}
for (const field of [...choices, business]) field?.addEventListener("change", show);
addEventListener("pageshow", show);
show();

// Another country has another form: the server draws it, and keeps what was typed.
const country = document.querySelector("select[data-country]");
const button = document.querySelector("[data-country-button]");
if (country && button) {
  button.hidden = true;
  country.addEventListener("change", () => button.click());
}

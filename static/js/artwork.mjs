// The artwork page: share it, or copy its address where the device cannot share.
const button = document.querySelector("[data-share]");
if (button) {
  const said = document.getElementById("share-said");
  const { title, url, copied, failed } = button.dataset;
  button.hidden = false;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      said.textContent = copied;
    } catch {
      said.textContent = `${failed} ${url}`;
    }
  };
  button.addEventListener("click", async () => {
    if (!navigator.share) { await copy(); return; }
    try {
      await navigator.share({ title, url });
    } catch (problem) {
      if (problem.name !== "AbortError") await copy();
    }
  });
}

// A double click on "buy" sends one order: the second press finds the button asleep.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    form.querySelector("[type=submit]").setAttribute("aria-disabled", "true");
    setTimeout(() => { delete form.dataset.sent; form.querySelector("[type=submit]").removeAttribute("aria-disabled"); }, 8000);
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-once]")) delete form.dataset.sent;
});

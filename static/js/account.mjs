// The doors and the account: show a password, use a passkey, tell the time zone, go to the first error.
import { startPasskeys } from "./account_passkey.mjs";

for (const holder of document.querySelectorAll("[data-reveal]")) {
  const input = holder.querySelector("input");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = holder.dataset.show;
  button.setAttribute("aria-label", holder.dataset.labelShow);
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.textContent = shown ? holder.dataset.hide : holder.dataset.show;
    button.setAttribute("aria-label", shown ? holder.dataset.labelHide : holder.dataset.labelShow);
    input.focus();
  });
  input.form?.addEventListener("submit", () => { input.type = "password"; });
  holder.append(button);
}

for (const input of document.querySelectorAll("input[data-zone]")) {
  input.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}

document.querySelector("[data-errors]")?.focus();
document.querySelector(".account .tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
startPasskeys(document);

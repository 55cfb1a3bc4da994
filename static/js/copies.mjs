// The progress of a copy; the page itself works without this.
const box = document.querySelector("[data-progress]");
const bar = box?.querySelector("progress");
const text = box?.querySelector("[data-percent]");

async function look() {
  try {
    const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { percent, coming } = await answer.json();
    if (!coming) {
      location.reload();
      return;
    }
    bar.value = percent;
    text.textContent = String(percent);
  } catch {
    // The next look may get through.
  }
  setTimeout(look, 2000);
}

if (box) setTimeout(look, 2000);

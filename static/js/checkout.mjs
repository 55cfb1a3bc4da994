// How long the works are still reserved, on the server's clock.
import { ServerClock, everySecond, remaining } from "./clock.mjs";

const place = document.querySelector("[data-reserved]");
const shown = place?.querySelector("[data-clock]");
if (place && shown && place.dataset.until) {
  const clock = new ServerClock(place.dataset.now);
  const end = Date.parse(place.dataset.until);
  const DAY = 24 * 60 * 60 * 1000;
  everySecond(clock, (now) => {
    shown.hidden = end - now > DAY;
    shown.textContent = remaining(end - now);
    if (end <= now && !place.dataset.over) {
      place.dataset.over = "1";
      setTimeout(() => location.reload(), 5000);
    }
  });
}

// Pictures shown before they are sent, and the Hijri day beside a chosen one. The pages work without it.

const language = document.documentElement.lang || "ar";

function preview(list) {
  const input = document.getElementById(list.dataset.previews);
  input?.addEventListener("change", () => {
    for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
    list.replaceChildren(...[...input.files].filter((file) => file.type.startsWith("image/")).map(shown));
  });
}

function shown(file) {
  const item = document.createElement("li");
  const image = document.createElement("img");
  image.src = URL.createObjectURL(file);
  image.alt = file.name;
  item.append(image);
  return item;
}

function hijri(input) {
  const told = document.createElement("p");
  told.className = "hint quiet";
  input.after(told);
  const format = new Intl.DateTimeFormat(`${language}-u-ca-islamic-umalqura-nu-latn`, { dateStyle: "long", timeZone: "UTC" });
  const say = () => {
    const day = input.value ? new Date(`${input.value}T00:00:00Z`) : null;
    told.textContent = day && !Number.isNaN(day.getTime()) ? format.format(day) : "";
  };
  input.addEventListener("change", say);
  say();
}

document.querySelectorAll("[data-previews]").forEach(preview);
document.querySelectorAll("input[data-hijri]").forEach(hijri);

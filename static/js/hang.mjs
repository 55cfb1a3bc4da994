// Works that arrive after the page get their proportions here: the page's own style element cannot know them.
export const hang = (root) => {
  for (const work of root.querySelectorAll(".work[data-w]")) {
    work.style.setProperty("--w", work.dataset.w);
    work.style.setProperty("--h", work.dataset.h);
  }
};

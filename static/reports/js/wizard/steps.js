// The form of a new chapter stands at the end of the steps: all of it comes into view when it is opened.
export function showNewChapter(form) {
  const adding = form.querySelector(".more-chapters");
  adding.addEventListener("toggle", () => adding.open && adding.lastElementChild.scrollIntoView({ block: "nearest" }));
}

// Characters of each entry and of the chapter, and the entry's name on its folded card, while the person types.
// Of a figure only its value counts: that is what is printed.
const CHIP = /［[^［］\s]+ ([^［］\s]+)］/g;
const printed = (text) => text.replace(CHIP, "$1").replace(/\s/g, "");
const length = (fields) => [...fields].reduce((sum, field) => sum + printed(field.value).length, 0);
const texts = (element) => element.querySelectorAll("input[name$='-heading'], textarea[name$='-body']");

export function countCharacters(form) {
  const total = form.querySelector("[data-total-characters]");
  if (!total) return;
  form.addEventListener("input", (event) => {
    const entry = event.target.closest("[data-entry]");
    if (entry) {
      entry.querySelector("[data-characters]").textContent = length(texts(entry));
      if (event.target.name.endsWith("-heading")) entry.querySelector("[data-name]").textContent = event.target.value;
    }
    total.textContent = length([...texts(form), ...form.querySelectorAll("textarea[name='lead']")]);
  });
}

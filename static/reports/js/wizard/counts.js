// Characters of each entry and of the chapter, and the entry's name on its folded card, while the person types.
const length = (fields) => [...fields].reduce((sum, field) => sum + field.value.replace(/\s/g, "").length, 0);
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

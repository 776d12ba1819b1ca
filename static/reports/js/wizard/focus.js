// Where the person was: the caret and the scroll position come back after the page was saved and loaded again; a field
// that can't be stored goes first.
import { clear } from "./clearing.js";

const KEY = "lianbao.place";

export function keepFocus(form) {
  const place = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  sessionStorage.removeItem(KEY);
  if (place?.path === location.pathname) {
    window.scrollTo(0, place.scroll);
    const field = document.getElementById(place.field);
    if (field && !document.querySelector("[autofocus]:not(#" + CSS.escape(place.field) + ")")) {
      field.focus({ preventScroll: true });
      if (place.caret !== null && field.setSelectionRange) field.setSelectionRange(place.caret, place.caret);
    }
  }
  form.querySelector(".is-invalid")?.focus();
  // autofocus scrolls before the text areas have grown; bring the field into view now.
  document.activeElement?.closest("[data-entry]")?.scrollIntoView({ block: "nearest" });
  if (form.contains(document.activeElement)) clear(form, document.activeElement);

  form.addEventListener("submit", () => {
    const field = document.activeElement;
    const caret = field?.matches("textarea, input[type=text]") ? field.selectionStart : null;
    sessionStorage.setItem(KEY, JSON.stringify({ path: location.pathname, scroll: scrollY, field: field?.id, caret }));
  });
}

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
  selectAsked();
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

// Selects in the field that has the focus the words that the address asks for, such as a blank that is to be typed over:
// #select=**&nth=2, after two others.
function selectAsked() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const field = document.activeElement;
  const words = asked.get("select");
  if (!words || !field?.setSelectionRange) return;
  const before = field.value.split(words).slice(0, Number(asked.get("nth")) + 1).join(words).length;
  if (before < field.value.length) field.setSelectionRange(before, before + words.length);
}

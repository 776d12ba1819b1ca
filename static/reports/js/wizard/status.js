// The line at the foot that says how the typed text stands. Only what a person must know is spoken, not every save.
export function statusLine(form) {
  const line = form.querySelector("[data-saved]");
  const spoken = form.querySelector("[data-spoken]");
  const words = form.dataset;
  let kept = true;

  function tell(text, { unsaved = false, aloud = false } = {}) {
    if (line.textContent !== text) line.textContent = text;
    line.classList.toggle("is-unsaved", unsaved);
    const said = aloud ? text : "";
    if (spoken.textContent !== said) spoken.textContent = said;
  }
  return {
    journal: (worked) => (kept = worked),
    unsaved: (aloud = false) => tell(words.unsaved, { unsaved: true, aloud }),
    saving: (some) => some && tell(words.saving),
    saved: (time) => tell(words.savedAt.replace("{time}", time)),
    offline: () => tell(kept ? words.offline : words.unreached, { unsaved: true, aloud: true }),
    changed: () => tell(words.changed, { unsaved: true, aloud: true }),
    signedOut: () => tell(words.signedOut, { unsaved: true }),
    refused: (why) => tell(why, { unsaved: true, aloud: true }),
  };
}

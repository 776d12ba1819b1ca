// Signing out takes what this browser keeps of the person along; where something of it isn't stored yet, it asks first.
import { forgetAll, rowsOf } from "./journal.js";

const form = document.querySelector("form[data-sign-out]");
const dialog = document.getElementById("signing-out");
const { person } = document.body.dataset;
let sure = false;

form?.addEventListener("submit", async (event) => {
  if (sure) return;
  event.preventDefault();
  const rows = await rowsOf(person);
  if (rows.length) {
    const count = dialog.querySelector("[data-count]");
    count.textContent = rows.length === 1 ? count.dataset.one : count.dataset.several.replace("{n}", rows.length);
    dialog.showModal();
  } else {
    signOut();
  }
});
dialog?.querySelector("[data-sure]").addEventListener("click", signOut);

async function signOut() {
  await forgetAll(person);
  sure = true;
  form.requestSubmit();
}

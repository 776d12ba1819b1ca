// After a crash: what lies in the journal and isn't stored is offered once, beside what is stored now.
import { forget, forgetOld, rowsOf } from "../journal.js";

const stored = JSON.parse(document.getElementById("stored-by-me").textContent);

export async function offerKept(form, saving) {
  const { person, place } = form.dataset;
  forgetOld();
  const found = await rowsOf(person, place);
  const same = (row) => JSON.stringify(row.value) === JSON.stringify(saving.values(row.name));
  const idle = found.filter((row) => same(row) || isOlder(saving, row));
  forget(person, place, idle.map((row) => row.name));
  const rows = found.filter((row) => !idle.includes(row));
  const box = form.querySelector("[data-kept]");
  if (!rows.length || !box) return;
  const list = box.querySelector("[data-kept-list]");
  for (const row of rows) list.append(offer(form, saving, row, list));
  box.hidden = false;
}

// What the same person stored later in this field from another page, for instance at another computer, is newer than what
// was left here. What the page itself had sent before is not, whenever it was stored; nor is what others wrote.
function isOlder(saving, row) {
  const [at, page] = stored[row.name] ?? [0, ""];
  return saving.bases[row.name] !== row.base && page !== row.page && at * 1000 > row.at;
}

function offer(form, saving, row, list) {
  const { person, place } = form.dataset;
  const item = form.querySelector("[data-kept-one]").content.cloneNode(true).firstElementChild;
  const field = form.querySelector(`[name="${CSS.escape(row.name)}"]`);
  const label = field && form.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  item.querySelector("[data-kept-label]").textContent = `${label?.textContent.trim() ?? ""} ${new Date(row.at).toLocaleTimeString()}`;
  item.querySelector("[data-kept-mine]").textContent = row.value.join("；");
  item.querySelector("[data-kept-stored]").textContent = field ? saving.values(row.name).join("；") : "";
  const done = () => {
    forget(person, place, [row.name]);
    item.remove();
    if (!list.children.length) list.closest("[data-kept]").hidden = true;
  };
  const take = item.querySelector("[data-kept-take]");
  take.hidden = !field;
  take.onclick = () => {
    field.closest("details:not([open])")?.setAttribute("open", "");
    done();
    saving.put(row.name, row.value);
    field.focus();
  };
  item.querySelector("[data-kept-drop]").onclick = done;
  return item;
}

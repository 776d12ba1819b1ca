// Counts what is ticked on the page of last period's report.
const form = document.querySelector("[data-carry]");
const count = form?.querySelector("[data-count]");

function show() {
  const ticked = form.querySelectorAll(":is([name=preamble], [name=texts]):checked").length;
  count.textContent = count.dataset.words.replace("{n}", ticked);
}

if (count) {
  form.addEventListener("change", show);
  show();
}

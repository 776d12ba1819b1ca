// Keys of the ledger: J and K go from row to row, N to the line in which an activity is recorded.
const rows = [...document.querySelectorAll(".activities tbody tr > td:nth-child(3) > a")];
const line = document.querySelector("#quick-line");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  const step = { j: 1, k: -1 }[event.key.toLowerCase()];
  if (step) rows[Math.min(Math.max(rows.indexOf(document.activeElement) + step, 0), rows.length - 1)]?.focus();
  else if (event.key.toLowerCase() === "n") line.focus();
  else return;
  event.preventDefault();
});

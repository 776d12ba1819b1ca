// Draws a small plot for each row of the tables that has numbers in two years or more. The tables say all of it, so the
// plots are hidden from those who listen to the page; lines, marks and numbers tell the two apart without colour.

const WIDTH = 264;
const HEIGHT = 132;
const HEADROOM = 1.35; // for the numbers above the highest mark
const FONT = "12px sans-serif";
const MARK = 3.5;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const number = (text) => (text === undefined ? null : Number(text));

function read(row, years) {
  const cells = [...row.querySelectorAll("td")];
  return [years, cells.map((cell) => number(cell.dataset.reported)), cells.map((cell) => number(cell.dataset.counted))];
}

function disc(context, x, y, size) {
  context.beginPath();
  context.arc(x, y, size, 0, 2 * Math.PI);
  context.fill();
}

function square(context, x, y, size) {
  context.fillStyle = colour("--paper");
  context.fillRect(x - size, y - size, 2 * size, 2 * size);
  context.strokeRect(x - size, y - size, 2 * size, 2 * size);
}

/* The marks of one line, and its numbers: the reported ones above, the ledger's below where they differ. */
function drawMarks(plot, line) {
  const context = plot.ctx;
  const ratio = window.devicePixelRatio;
  const [years, reported, counted] = plot.data;
  context.save();
  context.setLineDash([]);
  context.textAlign = "center";
  context.font = FONT.replace(/^\d+/, (size) => size * ratio);
  years.forEach((year, place) => {
    const value = plot.data[line][place];
    if (value === null) return;
    const x = plot.valToPos(year, "x", true);
    const y = plot.valToPos(value, "y", true);
    context.lineWidth = 1.5 * ratio;
    context.fillStyle = context.strokeStyle = plot.series[line].stroke();
    (line === 1 ? disc : square)(context, x, y, MARK * ratio);
    const other = (line === 1 ? counted : reported)[place];
    if (line === 2 && value === other) return;
    const above = line === 1 ? other === null || value >= other : other === null || value > other;
    context.fillStyle = colour("--ink");
    context.textBaseline = above ? "bottom" : "top";
    context.fillText(value, x, y + (above ? -7 : 8) * ratio);
  });
  context.restore();
}

function options(years, data) {
  const highest = Math.max(1, ...data.slice(1).flat());
  const ink = colour("--ink-2");
  return {
    width: WIDTH,
    height: HEIGHT,
    padding: [4, 18, 0, 18],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, range: () => [years[0], years.at(-1)] }, y: { range: () => [-highest / 4, highest * HEADROOM] } },
    axes: [
      { incrs: [1, 2, 5, 10], space: 36, size: 24, font: FONT, stroke: ink, grid: { show: false }, ticks: { show: false }, values: (plot, ticks) => ticks.map(String) },
      { show: false },
    ],
    series: [
      {},
      { stroke: colour("--blue"), width: 2, spanGaps: true, points: { show: false } },
      { stroke: colour("--submitted"), width: 1.5, dash: [5, 4], spanGaps: true, points: { show: false } },
    ],
    hooks: { drawSeries: [drawMarks] },
  };
}

function draw(row, years, place) {
  const data = read(row, years);
  if (!data.slice(1).some((values) => values.filter((value) => value !== null).length > 1)) return;
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = row.querySelector("th").textContent;
  figure.append(caption);
  place.append(figure);
  new window.uPlot(options(years, data), data, figure);
}

for (const part of document.querySelectorAll(".years-part")) {
  const section = part.querySelector(".years-plots");
  const years = [...part.querySelectorAll("thead th[data-year]")].map((head) => Number(head.dataset.year));
  const place = section.querySelector(".plots");
  part.querySelectorAll("tbody tr").forEach((row) => draw(row, years, place));
  section.hidden = !place.childElementCount;
}

// Sorting and filtering of tables. Everything can be read without it; controls exist only where it runs.
"use strict";

function cellKey(row, column) {
  const cell = row.cells[column];
  return cell.dataset.sort ?? cell.textContent.trim();
}

function compare(one, two) {
  const a = Number(one), b = Number(two);
  if (one !== "" && two !== "" && !Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  return one.localeCompare(two, document.documentElement.lang, { numeric: true });
}

function sortBy(table, header, column) {
  const ascending = header.getAttribute("aria-sort") !== "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row, index) => [cellKey(row, column), index, row]);
  rows.sort((x, y) => (ascending ? 1 : -1) * compare(x[0], y[0]) || x[1] - y[1]);
  body.append(...rows.map((entry) => entry[2]));
}

function makeSortable(table) {
  [...table.tHead.rows[0].cells].forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => sortBy(table, header, column));
  });
}

function makeFilter(form, table) {
  const rows = [...table.tBodies[0].rows];
  const texts = rows.map((row) => row.textContent.toLocaleLowerCase());
  const shown = form.querySelector("output");
  function apply() {
    const words = form.elements.search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const year = form.elements.year.value, means = form.elements.means.value;
    const reviewed = form.elements.reviewed.checked;
    let count = 0;
    rows.forEach((row, index) => {
      const fits =
        words.every((word) => texts[index].includes(word)) &&
        (!year || row.dataset.year === year) &&
        (!means || row.dataset.means === means) &&
        (!reviewed || row.dataset.reviewed === "yes");
      row.hidden = !fits;
      if (fits) count += 1;
    });
    shown.textContent = form.dataset.shown.replace("{n}", count).replace("{all}", rows.length);
  }
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
}

document.querySelectorAll("table.filterable").forEach(makeSortable);
const filters = document.querySelector("form.filters");
const filtered = document.querySelector("table.filterable");
if (filters && filtered) makeFilter(filters, filtered);

// Beneath a row: everything about its exercise, or why a number is what it is. One at a time.

import { ask, builder } from "./grid-cells.js";

let open = null; // { row: id of the row, url, opener: id of what opened it }

const detail = () => document.getElementById("detail");

// What is about a whole exercise stands beneath all its sets, why a number is what it is right beneath it.
function lastOf(row, url) {
  let last = row;
  if (url.includes("/why/")) return last;
  while (last.nextElementSibling?.id.startsWith(`${row.id}-`)) last = last.nextElementSibling;
  return last;
}

// Resolves once it stands there. It may have to wait for saves, which htmx's own promise does not.
export function show(row, url, opener) {
  detail()?.remove();
  const line = document.createElement("tr");
  const cell = document.createElement("td");
  line.id = "detail";
  line.className = "grid__detail";
  cell.colSpan = 11;
  cell.id = "detail-body";
  line.append(cell);
  lastOf(row, url).after(line);
  open = { row: row.id, url, opener: opener?.id };
  const come = new Promise((resolve) => cell.addEventListener("htmx:afterRequest", resolve, { once: true }));
  ask("GET", url, { source: cell, target: cell, swap: "innerHTML" });
  return come;
}

export function close() {
  if (!open) return false;
  const back = document.getElementById(open.opener) ?? document.getElementById(open.row)?.querySelector("input");
  detail()?.remove();
  open = null;
  back?.focus();
  return true;
}

builder.addEventListener("click", async (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("[data-detail], [data-reason], [data-close]");
  if (!link) return;
  event.preventDefault();
  if (link.matches("[data-close=comparing]")) return void link.closest(".comparing").remove();
  if (link.matches("[data-close]")) return void close();
  if (link.matches("[data-reason]")) {
    const target = document.getElementById("slot-reason");
    return void ask("GET", link.href, { source: target, target, swap: "innerHTML" });
  }
  const row = link.closest("[data-row]");
  if (open?.row === row.id && open.url === link.href) return void close();
  await show(row, link.href, link);
  document.getElementById("slot-title")?.focus();
});

builder.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const comparing = event.target.closest("#comparing .comparing");
  if (comparing) comparing.remove();
  else if (!event.target.closest("[data-row]") || event.defaultPrevented === false) close();
});

// What was compared gets the focus, so that it is read and Escape closes it.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id === "comparing") document.getElementById("comparing-title")?.focus();
  if (target.id !== "grid" || !open) return;
  const row = document.getElementById(open.row);
  if (row) showAgain(row);
  else open = null;
});

// A new grid comes without what stood open in the old one, and with that the focus would go.
let focused = ""; // the id of what had it there
document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  const { activeElement } = document;
  focused = target?.id === "grid" && detail()?.contains(activeElement) ? activeElement.id || "slot-title" : "";
});

async function showAgain(row) {
  const [id, waits] = [focused, row.querySelector("[data-detail]")];
  const shown = show(row, open.url, document.getElementById(open.opener));
  if (!id) return;
  waits?.focus({ preventScroll: true });
  await shown;
  const { activeElement } = document;
  const elsewhere = activeElement !== waits && activeElement !== document.body; // the person has gone on
  if (!elsewhere) (document.getElementById(id) ?? document.getElementById("slot-title"))?.focus();
}

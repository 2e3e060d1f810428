// Many cells of the plan at once: copied as a table of text, pasted, filled to the right, left out.

import { freshKey, post } from "./plan-ask.js";
import { isOpen } from "./plan-edit.js";
import { bandOf, idOf, isCell, linesOf, plan, textOf, weekOf } from "./plan-grid.js";
import { line, say, showUnder } from "./plan-note.js";
import { redoNewest, removeLine, undoNewest } from "./plan-refresh.js";
import { apply, heldOf, job, letGo, storedOf } from "./plan-save.js";
import { choose, chosen, current } from "./plan-select.js";

let copied = null; // { text, cells }: what this page put on the clipboard last
const slotOf = (cell) => cell.parentElement.dataset.slot;
const quote = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

// A table of text as spreadsheets write it: tabs between cells, quotes around what holds a tab or a line.
export function tableOf(text) {
  const rows = [[]];
  const cells = /("(?:[^"]|"")*"(?=[\t\n]|$)|[^\t\n]*)(\t|\n|$)/gy;
  for (let after = "\t"; after; ) {
    const [, raw, mark] = cells.exec(text);
    const quoted = /^".*"$/s.test(raw);
    rows.at(-1).push((quoted ? raw.slice(1, -1).replaceAll('""', '"') : raw).trim());
    if (mark === "\n") rows.push([]);
    after = mark;
  }
  return rows;
}

// One change of many cells; what is held of them without an answer goes.
async function change(address, cells, named) {
  const { status, body } = await job(() =>
    post(`${plan.dataset.address}plan/${address}/`, { cells: JSON.stringify(named), key: freshKey() }),
  );
  if (status === 200) for (const cell of cells) if (heldOf(cell)) letGo(cell, storedOf(cell));
  if (body.cells) apply(body.cells);
  say(body.said || "Nothing changed.");
  if (status === 200) plan.dispatchEvent(new CustomEvent("plan:done", { detail: body }));
  const [[wrong, reason] = []] = Object.entries(body.problems ?? {});
  const cell = wrong && cells.find((one) => idOf(one) === wrong);
  if (cell) {
    choose(cell);
    showUnder(cell, line(reason, "plan__problem"));
  } else if (status !== 200 && current()) {
    showUnder(current(), line(body.said, "plan__problem"));
  }
  return status === 200;
}

const withTexts = (pairs) => pairs.map(([cell, text]) => [slotOf(cell), weekOf(cell), text, storedOf(cell)]);
const paste = (pairs) => change("paste", pairs.map(([cell]) => cell), withTexts(pairs));
const copy = (pairs) =>
  change("copy", pairs.map(([, to]) => to), pairs.map(([from, to]) => [slotOf(to), weekOf(from), weekOf(to), storedOf(to)]));

// The leftmost chosen week to the others; a single week to every one after it.
export function fillRight() {
  const pairs = chosen().flatMap((row) => {
    const to = row.length > 1 ? row.slice(1) : [...row[0].parentElement.cells].slice(weekOf(row[0]) + 1);
    return to.map((cell) => [row[0], cell]);
  });
  return pairs.length ? copy(pairs) : say("There is no week on the right.");
}

export function leaveOut() {
  const cells = chosen().flat();
  const line = cells[0].parentElement;
  const empty = [...line.cells].slice(1).every((cell) => !textOf(cell));
  if (empty && cells.every((cell) => cell.parentElement === line)) return job(() => removeLine(line));
  const full = cells.filter((cell) => storedOf(cell) || textOf(cell));
  return full.length ? paste(full.map((cell) => [cell, ""])) : undefined;
}

export const undo = () => job(undoNewest);
export const redo = () => job(redoNewest);

plan.addEventListener("copy", (event) => {
  if (isOpen() || !isCell(document.activeElement)) return;
  const cells = chosen();
  const text = cells.map((row) => row.map((cell) => quote(textOf(cell))).join("\t")).join("\n");
  copied = { text, cells: cells.map((row) => row.map((cell) => ({ cell, text: textOf(cell) }))) };
  event.clipboardData.setData("text/plain", text);
  event.preventDefault();
  const count = cells.flat().length;
  say(`Copied ${count} cell${count === 1 ? "" : "s"}.`);
});

// The texts go to the cells from the chosen one on; where a multiple of them is chosen, they repeat.
function spread(table) {
  const area = chosen();
  const [high, wide] = [table.length, Math.max(...table.map((row) => row.length))];
  const repeats = area.length % high === 0 && area[0].length % wide === 0;
  const lines = linesOf(bandOf(area[0][0]));
  const top = lines.indexOf(area[0][0].parentElement);
  const pairs = [];
  let left = 0;
  for (let down = 0; down < (repeats ? area.length : high); down += 1) {
    for (let right = 0; right < (repeats ? area[0].length : wide); right += 1) {
      const [week, item] = [weekOf(area[0][0]) + right, table[down % high][right % wide]];
      const cell = lines[top + down]?.cells[week];
      if (cell && item !== undefined) pairs.push([cell, item]);
      else if (item !== undefined) left += 1;
    }
  }
  return { pairs, left };
}

plan.addEventListener("paste", async (event) => {
  if (isOpen() || !isCell(document.activeElement)) return;
  event.preventDefault();
  const text = event.clipboardData.getData("text/plain").replaceAll("\r\n", "\n").replace(/\n$/, "");
  const own = copied?.text === text && copied.cells.every((row) => row.every(({ cell, text: was }) => textOf(cell) === was));
  const { pairs, left } = own ? spread(copied.cells) : spread(tableOf(text));
  if (!pairs.length) return;
  const exact = own && pairs.every(([cell, { cell: from }]) => slotOf(from) === slotOf(cell) && !heldOf(from));
  const done = exact
    ? await copy(pairs.filter(([cell, { cell: from }]) => from !== cell).map(([cell, { cell: from }]) => [from, cell]))
    : await paste(own ? pairs.map(([cell, item]) => [cell, item.text]) : pairs);
  if (done && left) say(`${left} cell${left === 1 ? "" : "s"} had no week or exercise to go to.`);
});
plan.addEventListener("cut", (event) => event.preventDefault());

// Numbers as people type and read them, and weights in their two units.

const KG_PER_LB = 0.45359237;
const comma = document.documentElement.dataset.mark === ",";

// NaN for what is no number.
export function parse(text) {
  const plain = text.trim().replace(",", ".");
  return /^\d+(\.\d*)?$|^\.\d+$/.test(plain) ? Number(plain) : NaN;
}

export const shown = (number) => String(Math.round(number * 100) / 100).replace(".", comma ? "," : ".");

export function convert(value, unit, to) {
  if (unit === to) return value;
  return unit === "lb" ? value * KG_PER_LB : value / KG_PER_LB;
}

// A load as it was typed, and its unit: "176 lb" says its own.
export function loadOf(text, unit) {
  const [, load, own] = text.trim().match(/^(.*?)\s*(kg|lb)?$/i);
  return { load, unit: own?.toLowerCase() ?? unit };
}

// A load that was told in one unit, as it is typed in another.
export function inUnit(load, unit, to) {
  const number = parse(load);
  return Number.isNaN(number) || !unit || unit === to ? load : shown(convert(number, unit, to));
}

// The list of clients: filter it while typing, choose all that are shown, say how many are chosen.
const list = document.getElementById("who-list");

function start() {
  const filter = document.getElementById("who-filter");
  const count = document.getElementById("who-count");
  const nobody = document.getElementById("who-nobody");
  const rows = [...list.children].map((row) => ({
    row,
    box: row.querySelector("input"),
    text: row.textContent.toLocaleLowerCase(),
  }));

  const say = () => {
    const chosen = rows.filter(({ box }) => box.checked).length;
    count.textContent = chosen === 1 ? "1 client chosen." : `${chosen} clients chosen.`;
  };
  const narrow = () => {
    const words = filter.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    for (const { row, text } of rows) row.hidden = !words.every((word) => text.includes(word));
    nobody.hidden = rows.some(({ row }) => !row.hidden);
  };
  const choose = (checked, all) => {
    for (const { row, box } of rows) if (all || !row.hidden) box.checked = checked;
    say();
  };

  document.getElementById("who-tools").hidden = false;
  count.hidden = false;
  filter.addEventListener("input", narrow);
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // a filter is no answer to the form
  });
  list.addEventListener("change", say);
  document.getElementById("who-all").addEventListener("click", () => choose(true, false));
  document.getElementById("who-none").addEventListener("click", () => choose(false, true));
  narrow();
  say();
}

if (list) start();

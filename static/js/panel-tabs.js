// The panel's two tabs, in the builder and on the plan: the week, or the whole program.

export function showTab(root, name) {
  root.dataset.panel = name;
  for (const tab of root.querySelectorAll(".panel__tab")) {
    if (tab.dataset.panel === name) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}

// A tab is also a link to a page of its own, which a click with a key opens.
export function onTab(root, chosen) {
  root.addEventListener("click", (event) => {
    const tab = event.target.closest(".panel__tab");
    if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    chosen(tab.dataset.panel);
  });
}

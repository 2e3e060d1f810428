// What went wrong with a request is said once, in one place; what was typed stays where it is.

const notices = document.getElementById("notices");

function say(text) {
  const line = document.createElement("p");
  line.textContent = text;
  notices.replaceChildren(line);
  clearTimeout(say.timer);
  say.timer = setTimeout(() => notices.replaceChildren(), 12000);
}

const words = {
  403: "This page has been open for long. Reload it and try again; nothing was changed.",
  404: "This is not there any more. Reload the page.",
  429: "Too many attempts. Wait a minute and try again.",
};

document.addEventListener("htmx:sendError", () => say("No connection. What you typed is still here."));
document.addEventListener("htmx:timeout", () => say("The server took too long. What you typed is still here."));
document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
  if (xhr.status === 409) return;
  say(words[xhr.status] ?? "Something went wrong here. What you typed is still here; try again.");
});

document.addEventListener("htmx:beforeRequest", ({ target }) => target.setAttribute("aria-busy", "true"));
document.addEventListener("htmx:afterRequest", ({ target }) => target.removeAttribute("aria-busy"));

// After a refused form the first field with a problem gets the focus, unless the person types elsewhere.
document.addEventListener("htmx:afterSettle", ({ target, detail: { xhr } }) => {
  const typing = document.activeElement?.matches("input, textarea, select");
  if (xhr?.status === 422 && !typing) target.querySelector('[aria-invalid="true"]')?.focus();
});

// The server's markup as a fragment of the page; parsed, never run.

export function fragmentOf(html) {
  const parsed = new DOMParser().parseFromString(`<template>${html}</template>`, "text/html");
  return document.importNode(parsed.querySelector("template").content, true);
}

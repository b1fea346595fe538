// Once a second, reads the page again and replaces the rows that have changed. Everything else, such as the focus and the
// position of scroll bars, stays. Without JavaScript the browser reloads the page.
"use strict";

const connection = document.getElementById("connection");

function selected(element) {
  const selection = document.getSelection();
  return !selection.isCollapsed && selection.containsNode(element, true);
}

function show(fresh) {
  for (const rows of fresh.querySelectorAll("[data-live]")) {
    const current = document.getElementById(rows.id);
    if (current.innerHTML !== rows.innerHTML && !selected(current)) {
      current.replaceChildren(...rows.childNodes);
    }
  }
}

function say(text) {
  if (connection.textContent !== text) {
    connection.textContent = text;
  }
}

async function refresh() {
  if (!document.hidden) {
    try {
      const response = await fetch("/_emulator/", { cache: "no-store" });
      if (!response.ok) {
        throw new Error(response.statusText);
      }
      show(new DOMParser().parseFromString(await response.text(), "text/html"));
      say("");
    } catch {
      say("The emulator does not answer.");
    }
  }
  setTimeout(refresh, 1000);
}

setTimeout(refresh, 1000);

// Short messages at the edge of the window, also spoken. They never move what is on the page.

import { el } from "./dom.js";

const kStaysMs = 6000;
const kMost = 3;

function show(place, kind, text) {
  const area = document.getElementById(place);
  const message = el("p", { class: `message ${kind}` }, text);
  area.append(message);
  while (area.children.length > kMost) area.firstElementChild.remove();
  return message;
}

export function say(text) {
  const message = show("messages", "note", text);
  setTimeout(() => message.remove(), kStaysMs);
}

/** What went wrong stays until it is closed (Escape or its button). */
export function warn(text) {
  const message = show("alerts", "warning", text);
  message.append(el("button", { type: "button", class: "plain", "aria-label": "Close this message",
    on: { click: () => message.remove() } }, "✕"));
}

export function clearWarnings() {
  const had = document.getElementById("alerts").children.length > 0;
  document.getElementById("alerts").replaceChildren();
  return had;
}

/** A promise whose failure is shown. */
export async function tried(promise) {
  try {
    return await promise;
  } catch (error) {
    if (!error.sentence) throw error;
    warn(error.sentence);
    return null;
  }
}

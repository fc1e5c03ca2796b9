// Every key of the page that is shown.

import { post } from "./api.js";
import { el, key } from "./dom.js";
import { helpTable, singleKeys } from "./keys.js";
import { say } from "./say.js";

const names = { " ": "Space", ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" };

export function keyLabel(name) { return names[name] ?? name; }

function drawKeys(bindings) {
  const groups = Map.groupBy ? Map.groupBy(bindings, (one) => one.group) : grouped(bindings);
  return [...groups].map(([group, list]) => el("section", {},
    el("h3", {}, group),
    el("dl", {}, list.map((binding) => [
      el("dt", {}, (binding.shown ?? binding.keys).map((name) => keyLabel(name).split(" ").map(key))),
      el("dd", {}, binding.label)]))));
}

function grouped(bindings) {
  const groups = new Map();
  for (const one of bindings) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return groups;
}

function passwordForm() {
  const old = el("input", { type: "password", id: "old-password", autocomplete: "current-password", required: true });
  const fresh = el("input", { type: "password", id: "new-password", autocomplete: "new-password", minlength: 10, required: true });
  const trouble = el("p", { class: "trouble", role: "alert" });
  const form = el("form", { class: "inline-form" },
    el("label", { for: "old-password" }, "Password now"), old,
    el("label", { for: "new-password" }, "New password, 10 characters at least"), fresh,
    el("button", { type: "submit" }, "Change"), trouble);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await post("/api/password", { old: old.value, new: fresh.value });
      form.reset();
      trouble.textContent = "";
      say("Your password is changed.");
    } catch (error) {
      trouble.textContent = error.sentence ?? String(error);
    }
  });
  return el("details", {}, el("summary", {}, "Change my password"), form);
}

export function openHelp() {
  const dialog = el("dialog", { class: "help", "aria-labelledby": "help-title" });
  const toggle = el("input", { type: "checkbox", id: "single-keys" });
  toggle.checked = singleKeys.on;
  toggle.addEventListener("change", () => { singleKeys.on = toggle.checked; });
  const close = () => { dialog.close(); dialog.remove(); };
  dialog.append(
    el("h2", { id: "help-title" }, "Keys"),
    el("div", { class: "help-groups" }, drawKeys(helpTable())),
    el("p", {}, toggle, el("label", { for: "single-keys" }, " Single keys work without Alt")),
    passwordForm(),
    el("button", { type: "button", class: "strong", on: { click: close } }, "Close ", key("Esc")));
  dialog.addEventListener("keydown", (event) => { if (event.key === "?" && event.target.tagName !== "INPUT") close(); });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("button.strong").focus();
}

// Finds an account as one types: names, numbers, address, insurer, in any order.

import { get } from "./api.js";
import { addressOf, choiceKey, choicesOf } from "./choices.js";
import { el, key, replace } from "./dom.js";
import { dollars } from "./money.js";

const kPauseMs = 40;

/** What was read of the payer: asked for before anything is typed. */
function likelyWords(item) {
  const read = item.readings.find((one) => ["payer_name", "subscriber_name"].includes(one.field) && one.alternatives.length > 0);
  return read?.alternatives[0].value.replace(/[^\p{L}\d ]/gu, " ").trim() ?? "";
}

/** Of equally good finds, those who owe exactly this amount come first. */
export function inOrder(choices, amount) {
  const best = choices[0]?.matched?.length ?? 0;
  const owes = (choice) => Number((choice.matched?.length ?? 0) === best && choice.plan.amount_due === amount);
  return [...choices].sort((a, b) => owes(b) - owes(a)).slice(0, 9);
}

function option(choice, at, amount, pick) {
  const { plan } = choice;
  return el("li", { id: `found-${at}`, role: "option", "aria-selected": "false", on: { click: () => pick(at) } },
    el("span", { class: "person" }, choice.name),
    el("span", { class: `due${plan.amount_due === amount ? " same" : ""}` },
      `${dollars(plan.amount_due)} due${plan.amount_due === amount ? " = this check" : ""}`),
    el("span", { class: "quiet" }, addressOf(choice)),
    el("span", { class: "quiet" }, `${plan.insurer} ${plan.plan_kind}${plan.status === "active" ? "" : ` (${plan.status})`} · account ${choice.billing_account}`));
}

/** A panel over the candidates. `onChoose(choice)`; `onClose()` when nothing was chosen. */
export function accountSearch({ item, amount, onChoose, onClose }) {
  let found = [], at = -1, asked = null, timer = 0;
  const input = el("input", { type: "text", id: "account-search", role: "combobox", "aria-expanded": "true", spellcheck: "false",
    "aria-controls": "found", "aria-autocomplete": "list", autocomplete: "off",
    placeholder: "name, number, street, town, insurer" });
  const list = el("ul", { id: "found", role: "listbox", "aria-label": "Accounts found" });
  const status = el("p", { class: "quiet", role: "status" });

  function mark(next) {
    at = next;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", `found-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function pick(index) {
    if (found[index]) onChoose({ ...found[index], isFirstOfAccount: true });
  }

  async function search(words, typed) {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = words ? await get("/api/accounts", { q: words, limit: 20 }, { signal: asked.signal }) : { accounts: [] };
      found = inOrder(choicesOf(answer.accounts), amount);
      replace(list, found.map((choice, i) => option(choice, i, amount, pick)));
      list.dataset.words = words;
      const seen = new Set(found.map(choiceKey)).size;
      status.textContent = words && seen === 0 ? "Nobody is found by these words." :
        typed ? `${seen} found` : seen ? "By the name on the check; ↓ goes to them, or type." : "Type what stands on the check.";
      mark(typed && found.length ? 0 : -1);
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = error.sentence ?? String(error);
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    found = [];
    timer = setTimeout(() => search(input.value.trim(), true), kPauseMs);
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
      event.preventDefault();
      mark((at + step + found.length) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) whenFound(() => pick(at));
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  });

  /** Enter that comes before the answer waits for it: a quick typist never takes an older find. */
  async function whenFound(act) {
    if (found.length === 0 && input.value.trim()) {
      clearTimeout(timer);
      await search(input.value.trim(), true);
    }
    act();
  }

  search(likelyWords(item), false);
  const panel = el("section", { class: "panel search", "aria-label": "Search an account" },
    el("label", { for: "account-search" }, "Search an account"), input, status, list,
    el("p", { class: "quiet panel-keys" }, key("↓"), " ", key("↑"), " move, ", key("Enter"), " chooses, ", key("Esc"), " closes"));
  return { panel, focus: () => input.focus() };
}

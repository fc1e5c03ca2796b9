// Any check by what is known of it, and one check with its whole history.

import { get, post } from "./api.js";
import { choiceRow, choicesOf } from "./choices.js";
import { el, key, replace, table } from "./dom.js";
import { ItemImages } from "./item_images.js";
import { setViewKeys } from "./keys.js";
import { dollars, keyedAmount } from "./money.js";
import { readingsTable } from "./readings.js";
import { tried, warn } from "./say.js";
import { day, moment, titled } from "./words.js";

const kFields = [
  ["amount", "Amount", { inputmode: "decimal", placeholder: "46.10" }], ["number", "Check number", { inputmode: "numeric" }],
  ["payer", "Name", {}], ["billing_account", "Billing account", { inputmode: "numeric" }], ["account", "Account of the payer's bank", { inputmode: "numeric" }],
  ["from", "Received from", { type: "date" }], ["to", "to", { type: "date" }], ["dated", "Dated", { type: "date" }],
];

function searchForm(query, go) {
  const form = el("form", { class: "filters", "aria-label": "Search" },
    kFields.map(([name, label, options]) => el("span", { class: "filter" }, el("label", { for: `search-${name}` }, label),
      el("input", { id: `search-${name}`, name, value: query.get(name) ?? "", autocomplete: "off", ...options }))),
    el("button", { type: "submit", class: "strong" }, "Search"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
    if (said.amount) said.amount = said.amount.includes(".") ? keyedAmount(said.amount) ?? said.amount : `${said.amount}.00`;
    go(`/search?${new URLSearchParams(said)}`);
  });
  return form;
}

function foundTable(checks) {
  return table({
    caption: "Checks found", heads: ["Check", "Received", "Amount", "Number", "Dated", "Decision", "Account", "Name", "Batch", "Page"], numeric: [2],
    rows: checks.map((one) => [el("a", { href: `/search/${one.check}` }, one.check), day(one.received), dollars(one.amount), one.number ?? "?", one.date ? day(one.date) : "?",
      titled(one.decision), one.billing_account ?? "none yet", one.name ?? "", one.batch, one.sequence]),
    empty: "No check is known by that." });
}

function knownList(known, account) {
  const rows = [["Amount", dollars(known.amount)], ["Dated", known.date ? day(known.date) : "?"], ["Number", known.number ?? "?"], ["Routing", known.routing ?? "?"],
    ["Bank account", account ?? known.account ?? "?"], ["Billing account", known.billing_account ?? "none yet"], ["Plan", known.plan_id ?? "none yet"]];
  return el("dl", { class: "facts-list" }, rows.map(([label, value]) => [el("dt", {}, label), el("dd", {}, value)]));
}

function drawCheck(main, check) {
  const images = new ItemImages({ questions: [], ...check });
  const known = el("div", {}, knownList(check.known));
  const reveal = async () => {
    const answer = await tried(post("/api/reveal", { check: check.check }));
    if (answer) replace(known, knownList(check.known, answer.account));
  };
  const choices = choicesOf(check.candidates ?? []);
  replace(main, el("article", { class: "item check-page" }, images.element,
    el("section", { class: "decision" }, el("div", { class: "scrolls", tabindex: 0, role: "region", "aria-label": "What is known of the check" },
      el("h1", { tabindex: -1 }, `Check ${check.check}: ${titled(check.decision)}`),
      el("p", { class: "facts" }, el("span", { class: "amount" }, dollars(check.known.amount)), el("span", {}, `batch ${check.batch}, envelope ${check.transaction}`)),
      check.items?.length ? el("p", {}, "In the queue: ", check.items.map((one) => [el("a", { href: `/item/${one.item}` }, `item ${one.item}`), one.open ? " (open) " : " (settled) "])) : null,
      known, el("p", {}, el("button", { type: "button", on: { click: reveal } }, "Show masked numbers ", key("k"))),
      el("h2", {}, "History"), el("ol", { class: "timeline" }, check.history.map((one) => el("li", {}, el("time", { datetime: one.at }, moment(one.at)), ` ${one.by}: `, el("b", {}, titled(one.what)), ` ${one.text}`))),
      el("h2", {}, "Who was considered"), choices.length ? el("ol", { class: "choices fixed" }, choices.map((choice) => choiceRow(choice, { amount: check.known.amount, name: "seen", onChoose: () => {} }))) : el("p", { class: "quiet" }, "Nobody."),
      el("h2", {}, "What was read"), readingsTable(check.readings ?? [])))));
  for (const radio of main.querySelectorAll(".fixed input")) radio.disabled = true;
  main.classList.add("desk");
  images.viewer.draw();
  setViewKeys([{ keys: ["k"], label: "Show masked numbers", group: "Check", run: reveal }, ...images.keys()]);
}

export async function show(main, { rest, query, go }) {
  if (/^\d+$/.test(rest)) {
    const answer = await tried(get(`/api/checks/${rest}`));
    if (answer) drawCheck(main, answer.check);
    return;
  }
  const form = searchForm(query, go);
  const results = el("div", {});
  replace(main, el("h1", { tabindex: -1 }, "Search"), form, results);
  setViewKeys([{ keys: ["/"], label: "Search", group: "Search", run: () => form.querySelector("input").focus() }]);
  const said = Object.fromEntries([...query].filter(([, value]) => value !== ""));
  if (Object.keys(said).length === 0) {
    form.querySelector("input").focus();
    return;
  }
  if (!["amount", "number", "account", "billing_account", "payer"].some((name) => said[name])) {
    warn("Say an amount, a number, a name or an account too.");
    return;
  }
  const answer = await tried(get("/api/checks", { ...said, limit: 100 }));
  if (answer) replace(results, foundTable(answer.checks));
}

// The audit chain, latest first: who did what, and why.

import { get } from "./api.js";
import { el, replace, table } from "./dom.js";
import { setViewKeys } from "./keys.js";
import { tried } from "./say.js";
import { moment, titled } from "./words.js";

function detailText(detail) {
  const said = (value) => (value !== null && typeof value === "object" ? JSON.stringify(value) : String(value));
  return Object.entries(detail ?? {}).filter(([, value]) => value !== null && value !== "").map(([name, value]) => `${name} ${said(value)}`).join(", ");
}

export async function show(main, { query, go }) {
  const filter = { action: query.get("action"), subject: query.get("subject") };
  const answer = await tried(get("/api/audit", { ...filter, before: query.get("before"), limit: 100 }));
  const field = (name, label) => el("span", { class: "filter" }, el("label", { for: `audit-${name}` }, label),
    el("input", { id: `audit-${name}`, name, value: filter[name] ?? "", autocomplete: "off" }));
  const form = el("form", { class: "filters", "aria-label": "Filter" }, field("action", "Action"), field("subject", "Subject begins with"), el("button", { type: "submit" }, "Filter"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(`/audit?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""))}`);
  });
  const known = Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
  replace(main, el("h1", { tabindex: -1 }, "Audit"), form,
    answer ? table({ caption: "Audit", heads: ["Row", "When", "Who", "What", "Subject", "Detail"], numeric: [0],
      rows: answer.rows.map((row) => [row.row, moment(row.at), row.by, titled(row.action), row.subject, el("span", { class: "detail" }, detailText(row.detail))]) }) : null,
    answer?.next ? el("p", { class: "pager" }, el("a", { href: `/audit?${new URLSearchParams({ ...known, before: answer.next })}` }, "earlier →")) : null);
  setViewKeys([{ keys: ["f"], label: "Filter", group: "Audit", run: () => document.getElementById("audit-action").focus() }]);
}

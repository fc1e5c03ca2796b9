// The queue: what waits, oldest deadline first, who has what before them.

import { get } from "./api.js";
import { el, key, refresh, replace, table } from "./dom.js";
import { setViewKeys } from "./keys.js";
import { claimOf, onLive } from "./live.js";
import { dollars } from "./money.js";
import { tried } from "./say.js";
import { count, day, shortDay, titled } from "./words.js";

const kPage = 50;
const kFilters = ["reason", "batch", "min", "max", "from", "to", "standing"];

function standingText(item) {
  if (item.standing === "held") return `held until ${day(item.held_until)}`;
  if (item.second) return item.first_is_mine ? "waits for another person" : "second decision";
  return item.standing;
}

function claimText(claim) {
  return claim ? `${claim.by} until ${new Date(claim.expires_at).toLocaleTimeString("en-US", { hour: "2-digit", minute: "2-digit", hour12: false })}` : "";
}

function field(name, label, value, options = {}) {
  return el("span", { class: "filter" }, el("label", { for: `filter-${name}` }, label),
    el("input", { id: `filter-${name}`, name, value: value ?? "", autocomplete: "off", ...options }));
}

function choose(name, label, value, words) {
  const select = el("select", { id: `filter-${name}`, name }, words.map(([word, text]) => el("option", { value: word }, text)));
  select.value = value ?? "";
  return el("span", { class: "filter" }, el("label", { for: `filter-${name}` }, label), select);
}

function filterForm(query, reasons, go) {
  const form = el("form", { class: "filters", "aria-label": "Filter" },
    choose("reason", "Reason", query.get("reason"), [["", "any"], ...reasons.map(({ word }) => [word, titled(word)])]),
    choose("standing", "Standing", query.get("standing"), [["", "to do"], ["ready", "ready"], ["second", "second decision"], ["held", "held"], ["referred", "referred"], ["all", "all"]]),
    field("batch", "Batch", query.get("batch")),
    field("min", "From $", query.get("min"), { inputmode: "decimal" }), field("max", "to $", query.get("max"), { inputmode: "decimal" }),
    field("from", "Received from", query.get("from"), { type: "date" }), field("to", "to", query.get("to"), { type: "date" }),
    el("button", { type: "submit" }, "Filter"), el("a", { href: "/queue" }, "Clear"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = [...new FormData(form)].filter(([, value]) => value !== "");
    go(`/queue?${new URLSearchParams(said)}`);
  });
  return form;
}

class QueueList {
  constructor(query, go) {
    this.query = query;
    this.go = go;
    this.offset = Number(query.get("offset") ?? 0);
    this.at = 0;
    this.rows = el("div", {});
    this.summary = el("p", { class: "summary", "aria-live": "polite" });
    this.pager = el("p", { class: "pager" });
  }

  filter() { return Object.fromEntries(kFilters.map((name) => [name, this.query.get(name)]).filter(([, value]) => value)); }

  async load() {
    const { items, totals } = await get("/api/queue", { ...this.filter(), limit: kPage, offset: this.offset });
    this.items = items;
    this.totals = totals;
    this.at = Math.min(this.at, Math.max(0, items.length - 1));
    this.draw();
  }

  draw() {
    const { totals } = this;
    this.summary.textContent = `${count(totals.items, "item")} · ${dollars(totals.at_stake)} at stake` +
      (totals.unknown_amounts ? ` · ${count(totals.unknown_amounts, "unknown amount")}` : "") + (totals.oldest ? ` · oldest of ${day(totals.oldest)}` : "");
    refresh(this.rows, table({
      caption: "Items that wait", heads: ["Item", "Due", "Received", "At stake", "Why", "Batch", "Page", "Standing", "Who has it"], numeric: [3],
      rows: this.items.map((item) => [
        el("a", { href: `/item/${item.item}` }, item.item), shortDay(item.deadline), shortDay(item.received), item.check ? dollars(item.at_stake) : "no check",
        item.reasons.map(({ word }) => titled(word)).join(", "), el("span", { class: "whole" }, item.batch), item.pages.join(", "), standingText(item),
        el("span", { data: { claim: item.item } }, claimText(item.claim))]),
      rowOptions: (i) => ({ data: { row: i }, class: i === this.at ? "at" : null }),
      empty: "Nothing waits here." }));
    const page = (label, offset, shown) => shown ? el("a", { href: `/queue?${new URLSearchParams({ ...this.filter(), offset })}` }, label) : null;
    replace(this.pager, page("← earlier", Math.max(0, this.offset - kPage), this.offset > 0), " ",
      page("later →", this.offset + kPage, this.offset + kPage < totals.items));
  }

  showClaim(id) {
    const cell = this.rows.querySelector(`[data-claim="${Number(id)}"]`);
    if (cell) cell.textContent = claimText(claimOf(id));
  }

  move(by) {
    this.at = Math.max(0, Math.min(this.items.length - 1, this.at + by));
    for (const row of this.rows.querySelectorAll("[data-row]")) row.classList.toggle("at", Number(row.dataset.row) === this.at);
    this.rows.querySelector("tr.at")?.scrollIntoView({ block: "nearest" });
  }

  open() { if (this.items[this.at]) this.go(`/item/${this.items[this.at].item}`); }
  work() { this.go(`/item?${new URLSearchParams(this.filter())}`); }
}

export async function show(main, { me, query, go }) {
  const list = new QueueList(query, go);
  const decides = ["reviewer", "supervisor"].includes(me.role);
  const [reasons] = await Promise.all([tried(get("/api/reasons")), tried(list.load())]);
  replace(main, el("h1", { tabindex: -1 }, "Queue"), filterForm(query, reasons?.reasons ?? [], go), list.summary,
    decides ? el("p", {}, el("button", { type: "button", class: "strong", on: { click: () => list.work() } }, "Work on these ", key("w"))) : null,
    list.rows, list.pager);
  setViewKeys([
    { keys: ["ArrowDown", "j"], label: "Next row", group: "Queue", repeats: true, run: () => list.move(1), shown: ["ArrowDown"] },
    { keys: ["ArrowUp"], label: "Row before", group: "Queue", repeats: true, run: () => list.move(-1) },
    { keys: ["Enter"], label: "Open the item", group: "Queue", run: () => list.open() },
    ...(decides ? [{ keys: ["w"], label: "Work on these, one after the other", group: "Queue", run: () => list.work() }] : []),
    { keys: ["f"], label: "Filter", group: "Queue", run: () => document.getElementById("filter-reason").focus() },
  ]);
  let timer = 0;
  const reload = () => { clearTimeout(timer); timer = setTimeout(() => tried(list.load()), 400); };
  const ends = [onLive("claim", ({ item }) => list.showClaim(item)), onLive("release", ({ item }) => list.showClaim(item)),
    ...["settled", "opened", "standing", "hello"].map((kind) => onLive(kind, reload))];
  return () => { clearTimeout(timer); ends.forEach((end) => end()); };
}

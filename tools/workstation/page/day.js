// The day at a glance: straight through, exceptions, age of the queue, money.

import { get } from "./api.js";
import { el, replace, table } from "./dom.js";
import { setViewKeys } from "./keys.js";
import { dollars, toCents } from "./money.js";
import { barList, columns, ring } from "./plots.js";
import { tried } from "./say.js";
import { count, day as dayText, titled } from "./words.js";

const short = (text) => new Date(`${text}T12:00:00Z`).toLocaleDateString("en-US", { month: "numeric", day: "numeric", timeZone: "UTC" });
/** "$12.3k" over a column; the table has the cents. */
function about(money) {
  const whole = Math.round(toCents(money) / 100);
  if (whole === 0) return "";
  return whole < 1000 ? `$${whole}` : whole < 1e6 ? `$${(whole / 1000).toFixed(1)}k` : `$${(whole / 1e6).toFixed(2)}m`;
}

function throughRing({ straight_through: { checks, posted_by_program: posted } }) {
  return ring({
    title: "Straight through", share: checks ? posted / checks : null,
    sentence: checks ? `${posted} of ${count(checks, "check")} posted without a person.` : "No check was received on this day.",
    heads: ["Of", "Checks"], rows: [["Received", checks], ["Posted by the program", posted]] });
}

function moneyColumns({ money }) {
  const kinds = [["Received", money.received, "received"], ["Posted", money.posted, "posted"], ["Unapplied", money.unapplied, "unapplied"], ["Paid back", money.refunded, "refunded"]];
  return columns({
    title: "Money", sentence: `${dollars(money.received)} received, ${dollars(money.posted)} posted; ${dollars(money.unapplied)} is unapplied now.`,
    columns: kinds.map(([label, value, kind]) => ({ label, text: about(value), parts: [{ value: toCents(value), kind }] })),
    heads: ["Of", "Dollars"], rows: kinds.map(([label, value]) => [label, dollars(value)]) });
}

function reasonBars({ reasons, reviews }) {
  const sorted = [...reasons].sort((a, b) => b.items - a.items);
  return barList({
    title: "Exceptions by reason", sentence: `${count(reviews.open, "item")} open; ${reviews.opened} opened and ${reviews.settled} settled on this day.`,
    bars: sorted.map((one) => ({ label: one.sentence ?? titled(one.word), value: one.items })), heads: ["Reason", "Items"] });
}

function ageColumns({ ages }) {
  const oldest = ages.at(-1);
  return columns({
    title: "Age of the queue", sentence: oldest ? `The oldest item has waited ${count(oldest.days, "day")}.` : "Nothing waits.",
    columns: ages.map((one) => ({ label: one.days === 0 ? "today" : `${one.days} d`, text: one.items, parts: [{ value: one.items, kind: one.days > 3 ? "unapplied" : "bar" }] })),
    heads: ["Days", "Items"], rows: ages.map((one) => [one.days, one.items]) });
}

function daysColumns({ days }) {
  return columns({
    title: "Checks by day", sentence: "Posted by the program, and by people or still waiting.",
    wide: true,
    columns: days.map((one, i) => ({ label: i % 2 === (days.length - 1) % 2 ? short(one.day) : "", text: one.checks || "",
      parts: [{ value: one.posted_by_program, kind: "posted" }, { value: one.checks - one.posted_by_program, kind: "unapplied" }] })),
    legend: [{ kind: "posted", label: "by the program" }, { kind: "unapplied", label: "by people" }],
    heads: ["Day", "Checks", "By the program", "Received", "Posted", "Opened", "Settled"],
    rows: days.map((one) => [dayText(one.day), one.checks, one.posted_by_program, dollars(one.received), dollars(one.posted), one.opened, one.settled]) });
}

function draw(main, report, go) {
  const picker = el("input", { type: "date", id: "day", value: report.day, max: report.today });
  picker.addEventListener("change", () => picker.value && go(`/day?date=${picker.value}`));
  replace(main,
    el("h1", { tabindex: -1 }, `The day: ${dayText(report.day)}`),
    el("p", { class: "summary" }, el("label", { for: "day" }, "Day "), picker, ` · ${count(report.batches, "batch").replace("batchs", "batches")}`),
    el("div", { class: "plots" }, throughRing(report), moneyColumns(report), ageColumns(report), reasonBars(report), daysColumns(report)),
    el("details", {}, el("summary", {}, "Entries of the book, and the end of the audit chain"),
      table({ caption: "Entries of the book", heads: ["Kind", "Entries", "Amount", "Reversals", "Reversed"], numeric: [1, 2, 3, 4],
        rows: report.movements.map((one) => [titled(one.kind), one.entries, dollars(one.amount), one.reversals, dollars(one.reversed)]) }),
      el("p", { class: "hash" }, report.audit_head)));
}

function neighbour(text, by) {
  const date = new Date(`${text}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
}

export async function show(main, { query, go }) {
  const report = await tried(get("/api/day", { date: query.get("date") }));
  if (!report) return;
  draw(main, report, go);
  setViewKeys([
    { keys: ["["], label: "The day before", group: "Day", run: () => go(`/day?date=${neighbour(report.day, -1)}`) },
    { keys: ["]"], label: "The day after", group: "Day", run: () => report.day < report.today && go(`/day?date=${neighbour(report.day, 1)}`) },
  ]);
}

// What people key, and what becomes of it: tables, without a browser.

import assert from "node:assert/strict";
import { test } from "node:test";

import { dollars, fromCents, keyedAmount, keyedDate, toCents } from "../../tools/workstation/page/money.js";
import { Work } from "../../tools/workstation/page/work.js";

const amounts = [
  ["4610", "46.10"], ["46.10", "46.10"], ["46.1", "46.10"], ["46.", "46.00"], ["5", "0.05"], ["0", "0.00"], ["1,234.56", "1234.56"],
  ["$46.10", "46.10"], ["0046.10", "46.10"], ["1033425", "10334.25"],
  ["", null], ["46.105", null], ["4.6.1", null], ["-4610", null], ["abc", null], ["12345678901", null], [".5", null],
];
const dates = [
  ["111826", "2026-11-18"], ["11182026", "2026-11-18"], ["11/18/26", "2026-11-18"], ["1/5/2026", "2026-01-05"], ["2026-11-18", "2026-11-18"],
  ["022826", "2026-02-28"], ["022926", null], ["131826", null], ["110026", null], ["1118", null], ["", null], ["today", null],
];
const shown = [["46.10", "$46.10"], ["1234567.80", "$1,234,567.80"], ["0.00", "$0.00"], ["-46.10", "-$46.10"], [null, "?"]];

const item = (known, rules = {}) => ({ known, rules: { blind_amount: false, needs_numbers: false, ...rules } });
const choice = { billing_account: "772037105", plan_id: "18076MA2112002", name: "Ana Lopez", plan: {} };
const work = (of, change) => Object.assign(new Work(of), change);

/** [what, item, what the person did, the field that is missing, the act that is sent] */
const decisions = [
  ["nothing chosen", item({ amount: "46.10" }), {}, null, null],
  ["chosen", item({ amount: "46.10" }), { choice }, null, "post"],
  ["chosen, amount unknown", item({ amount: null }), { choice }, "amount", "post"],
  ["chosen, amount keyed", item({ amount: null }), { choice, fields: { amount: "46.10" } }, null, "post"],
  ["figures and words differ", item({ amount: null }, { blind_amount: true }), { choice }, "amount", "post"],
  ["numbers unknown", item({ amount: "46.10" }, { needs_numbers: true }), { choice }, "routing", "post"],
  ["an amount alone", item({ amount: null }), { fields: { amount: "46.10" } }, null, "correct"],
  ["a mark alone", item({ amount: "46.10" }), { marks: ["signature_seen"] }, null, "correct"],
  ["returned", item({ amount: "46.10" }), { outcome: { act: "return" } }, null, "return"],
  ["held, no day", item({ amount: "46.10" }), { outcome: { act: "hold", needs: "until" } }, "until", "hold"],
];

export function valueTests() {
  test("amounts as keyed", () => { for (const [text, value] of amounts) assert.equal(keyedAmount(text), value, text); });
  test("dates as keyed", () => { for (const [text, value] of dates) assert.equal(keyedDate(text), value, text); });
  test("money as shown", () => { for (const [text, value] of shown) assert.equal(dollars(text), value); });
  test("cents and text are one", () => {
    for (const cents of [0, 1, 99, 100, 4610, 1033425, -5, 999999999999]) assert.equal(toCents(fromCents(cents)), cents);
  });
  test("what is missing, and what is sent", () => {
    for (const [what, of, change, missing, act] of decisions) {
      assert.equal(work(of, change).missing(), missing, what);
      assert.equal(work(of, change).body()?.act ?? null, act, what);
    }
  });
  test("a second keying goes along only when it is the same amount", () => {
    const keyed = (again) => work(item({ amount: null }), { choice, fields: { amount: "46.10" }, again }).body().amount_again;
    assert.equal(keyed("46.10"), "46.10");
    assert.equal(keyed("keying"), undefined);
    assert.equal(keyed(null), undefined);
  });
}

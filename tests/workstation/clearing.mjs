// Items of every reason are cleared by keyboard alone, by two people at once; and how many keys that takes.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { findByName } from "./by_name.mjs";
import { Desk } from "./desk.mjs";

/** Digits of an amount as they are keyed: "46.10" -> "4610". */
const cents = (amount) => String(Number(amount.replace(".", "")));

const choose = async (desk) => desk.press("1", "Enter");
const outcome = (...keys) => async (desk) => desk.press(...keys);

/** As a person reads it on the check: here what the account owes. Twice where the page asks for it. */
async function keyAmount(desk, item) {
  const digits = cents(item.candidates[0].plans[0].amount_due);
  await desk.press("a");
  await desk.type(digits);
  await desk.press("Enter");
  await desk.page.waitForFunction((id) => Number(document.querySelector("article.item")?.dataset.item) !== id ||
    document.querySelector(".panel h2")?.textContent === "Key it once more", item.item);
  if (await desk.item() !== item.item) return;
  await desk.type(digits);
  await desk.press("Enter");
}

async function keyDate(desk) {
  await desk.press("d");
  await desk.type("111526");
  await desk.press("Enter");
}

async function keyNumbers(desk, item) {
  await desk.press("1", "m");
  for (const field of ["011000015", "2430813235", String(500000 + item.item)]) {
    await desk.type(field);
    await desk.press("Enter");
  }
}

const byName = async (desk, item, payer) => findByName(desk, payer);

/** How a reviewer settles an item of each reason; whoever wants another way may have it. */
const ways = {
  image_quality: outcome("o", "Enter"),
  not_accepted_tender: outcome("r", "Enter"),
  duplicate_check: outcome("r", "Enter"),
  multiple_plans: outcome("r", "Enter"),
  coupon_conflict: choose,
  account_ambiguous: choose,
  account_not_found: byName,
  no_remittance_data: byName,
  plan_ambiguous: choose,
  account_terminated: outcome("f", "Enter"),
  amount_mismatch: keyAmount,
  amount_unreadable: keyAmount,
  over_limit: choose,
  first_payment_short: choose,
  first_payment_late: choose,
  coupon_stale: choose,
  foreign_currency: outcome("r", "Enter"),
  payee_mismatch: outcome("r", "Enter"),
  restrictive_legend: choose,
  signature_missing: outcome("r", "Enter"),
  postdated: async (desk) => { await desk.press("h"); await desk.type("123199"); await desk.press("Enter"); },
  stale_dated: choose,
  date_unreadable: keyDate,
  micr_unreadable: keyNumbers,
  check_missing: outcome("f", "Enter"),
  correspondence: async (desk) => { await desk.press("t"); await desk.type("member desk"); await desk.press("Enter"); },
};

async function accountsOf(house) {
  const [head, ...rows] = (await readFile(`${house.folder}/accounts.csv`, "utf8")).trimEnd().split("\n").map((line) => line.split(","));
  return rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i]])));
}

/** The account that a check of this amount is for, as the makers of the sample know. */
async function payersByAmount(house) {
  const truth = JSON.parse(await readFile(new URL("../../samples/truth.json", import.meta.url), "utf8"));
  const accounts = await accountsOf(house);
  const checks = (truth.transactions ?? truth).flatMap((one) => one.checks);
  return (amount) => {
    const check = checks.find((one) => one.billing_account && one.cents === Number(cents(amount)));
    return accounts.find((one) => one.billing_account === check.billing_account);
  };
}

/** Works through all items of `reason` that it can get; `done` collects strokes. */
async function clear(desk, reason, payer, done) {
  await desk.go(`/item?reason=${reason}&batch=${desk.house.batch}`);
  for (let id = await desk.item(); id !== null;) {
    const { item } = await desk.ask(`/api/items/${id}`);
    desk.counted();
    // The rules may object to what a correction left: then the person decides.
    const again = item.history.length > 1;
    await (again ? choose : ways[reason])(desk, item, item.at_stake && ways[reason] === byName ? payer(item.at_stake) : null);
    const next = await desk.next(id).catch(async (error) => {
      const said = await desk.page.evaluate(() => window.said.slice(-3).join(" | "));
      throw new Error(`${desk.user}, ${reason}, item ${id}: "${await desk.answer()}" ${said}`, { cause: error });
    });
    const digits = item.candidates[0] ? cents(item.candidates[0].plans[0].amount_due).length : 0;
    if (!again) done.push({ reason, item: id, by: desk.user, strokes: desk.counted(), digits });
    id = next;
  }
}

function printStrokes(done) {
  console.log("\nkey strokes per resolution\n");
  for (const reason of Object.keys(ways)) {
    const strokes = done.filter((one) => one.reason === reason).map((one) => one.strokes);
    const mean = strokes.reduce((sum, one) => sum + one, 0) / strokes.length;
    console.log(`  ${reason.padEnd(22)} ${String(strokes.length).padStart(3)} items   ${mean.toFixed(1).padStart(5)} strokes`);
  }
}

export function clearingTests(world) {
  test("items of every reason, two people at once, nothing lost or decided twice", async () => {
    const { house, browser } = world;
    const before = (await house.openItems()).filter((item) => item.batch === house.batch);
    const payer = await payersByAmount(house);
    const done = [];
    const [anna, bob] = await Promise.all([Desk.open(browser, house, "anna"), Desk.open(browser, house, "bob")]);
    const reasons = Object.keys(ways);
    await Promise.all([
      (async () => { for (const reason of reasons) await clear(anna, reason, payer, done); })(),
      (async () => { for (const reason of [...reasons].reverse()) await clear(bob, reason, payer, done); })()]);
    assert.deepEqual([...anna.faults, ...bob.faults], []);
    await Promise.all([anna.close(), bob.close()]);

    printStrokes(done);
    for (const one of done) {
      if (ways[one.reason] === choose) assert.ok(one.strokes <= 2, `${one.reason}: ${one.strokes}`);
      if (ways[one.reason] === keyAmount) assert.ok(one.strokes <= one.digits + 2, `${one.reason}: ${one.strokes} for ${one.digits} digits`);
    }
    const named = done.filter((one) => ways[one.reason] === byName);
    const mean = named.reduce((sum, one) => sum + one.strokes, 0) / named.length;
    assert.ok(mean <= 8, `unknown accounts by name take ${mean} strokes`);

    const decidedTwice = done.map((one) => one.item).filter((id, i, all) => all.indexOf(id) !== i && !done.some((one) => one.reason === "over_limit" && one.item === id));
    assert.deepEqual(decidedTwice, []);
    for (const reason of reasons) assert.ok(done.some((one) => one.reason === reason), `${reason} was cleared`);
    const waiting = (await house.openItems()).filter((item) => item.batch === house.batch && before.some((one) => one.item === item.item));
    for (const item of waiting) assert.match(item.standing, /held|referred|second/, `item ${item.item} is ${item.standing}: ${item.reasons}`);
    assert.match(await house.lockbox("verify"), /All is as it was written/);
  });

  test("fifty people of the account file are found by their names", async () => {
    const { house, browser } = world;
    const anna = await Desk.open(browser, house, "anna");
    const people = (await accountsOf(house)).filter((one) => /^\p{L}+$/u.test(one.last_name)).filter((_, i) => i % 23 === 0).slice(0, 50);
    const strokes = await anna.page.evaluate(async (all) => {
      const { inOrder } = await import("/account_search.js");
      const { choicesOf } = await import("/choices.js");
      const counts = [];
      for (const one of all) {
        const words = `${one.last_name} ${one.first_name}`;
        for (let letters = 1; letters <= words.length; ++letters) {
          const { accounts } = await (await fetch(`/api/accounts?limit=20&q=${encodeURIComponent(words.slice(0, letters))}`)).json();
          const at = inOrder(choicesOf(accounts), one.amount_due).findIndex((choice) => choice.billing_account === one.billing_account);
          if (at < 0 || at > 2) continue;
          counts.push(1 + letters + at + 2);  // slash, letters, down, Enter, Enter
          break;
        }
      }
      return counts;
    }, people);
    await anna.close();
    const mean = strokes.reduce((sum, one) => sum + one, 0) / strokes.length;
    console.log(`\n  an unknown account by name: ${mean.toFixed(1)} strokes on average over ${strokes.length} people\n`);
    assert.equal(strokes.length, people.length, "everybody is found");
    assert.ok(mean <= 8, `${mean}`);
  });
}

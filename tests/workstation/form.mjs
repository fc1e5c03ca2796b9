// Every page, light and dark: no violation that axe knows, a sane Tab order, no layout that jumps.
// LOCKBOX_SHOTS=FOLDER keeps a picture of each.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";

import { Desk } from "./desk.mjs";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const item = (house, reason) => `/item?reason=${reason}&batch=${house.batch}`;

/** name, address, keys pressed before it is looked at, what must be there then. */
const views = (house) => [
  ["item-account", item(house, "account_ambiguous"), ["1"], ".choice.chosen"],
  ["item-amount", item(house, "amount_mismatch"), ["a"], "#field-amount"],
  ["item-search", item(house, "no_remittance_data"), ["/", "l", "o", "p"], "#found > li"],
  ["item-mark", item(house, "signature_missing"), ["o"], "#mark-signature_seen"],
  ["item-pages", item(house, "check_missing"), ["f"], ".answer-text:has-text('File')"],
  ["help", item(house, "coupon_stale"), ["?"], "dialog.help[open]"],
  ["queue", `/queue?batch=${house.batch}`, [], "table tbody tr[data-row]"],
  ["batches", "/batches", [], "table tbody a"],
  ["batch", `/batches/${house.batch}`, [], "table"],
  ["day", "/day?date=2026-11-18", [], ".plot svg"],
  ["search", "/search?amount=237.25", [], "table tbody a"],
  ["check", "/search/1", [], ".timeline li"],
  ["users", "/users", [], "code"],
  ["audit", "/audit", [], "table tbody tr"],
];

async function violations(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return result.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`);
}

/** Tab goes through the page in the order of the document, and each stop can be seen. */
async function tabOrderFaults(page) {
  const faults = [];
  let before = null;
  for (let i = 0; i < 40; ++i) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluateHandle(() => document.activeElement);
    const [seen, name, order] = await page.evaluate(([now, last]) => {
      const box = now.getBoundingClientRect();
      return [box.width > 0 && box.height > 0, `${now.tagName} ${now.id || now.textContent.slice(0, 20)}`,
        !last?.isConnected || last === now || Boolean(last.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING)];
    }, [stop, before]);
    if (name.startsWith("BODY")) break;
    if (!seen) faults.push(`${name} has the focus and cannot be seen`);
    if (!order) faults.push(`${name} comes after what stands behind it`);
    before = stop;
  }
  return faults;
}

/** Also what a key moves: nobody expects the page to jump because he opened a form. */
async function watchShifts(page) {
  await page.evaluate(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        window.shifts.push({ value, what: sources.map(({ node }) => `${node?.nodeName} ${node?.className ?? ""}`).join(", ") });
      }
    }).observe({ type: "layout-shift", buffered: false });
  });
}

/** What moved since the last call, by more than an eye can see. */
async function shifts(desk) {
  await desk.drawn();
  return desk.page.evaluate(() => window.shifts.splice(0).filter(({ value }) => value > 0.001));
}

export function formTests(world) {
  test("a correction that waits for a second person stands before the supervisor, without what it does", async () => {
    const { house, browser } = world;
    const careful = join(house.folder, "careful.toml");
    await writeFile(careful, '[review]\nsecond_user_above = "1.00"\n');
    let check = 1;
    while (await house.decisionOf(check) !== "posted") ++check;
    await house.lockbox("correct", "refund", String(check), "--why", "asked for by phone", "--user", "rita", "--config", careful);
    const sue = await Desk.open(browser, house, "sue");
    await sue.go("/users");
    const row = sue.page.locator("tr", { hasText: `lockbox correct refund ${check}` });
    await row.waitFor();
    const text = await row.textContent();
    assert.match(text, /rita/);
    assert.doesNotMatch(text, /phone/);
    assert.equal(await house.decisionOf(check), "posted");
    await sue.close();
  });

  for (const scheme of ["light", "dark"]) {
    test(`axe finds nothing, ${scheme}`, async () => {
      const { house, browser } = world;
      const sue = await Desk.open(browser, house, "sue", { scheme });
      const found = [];
      for (const [name, path, keys, wanted] of views(house)) {
        await sue.go(path);
        if (path.startsWith("/item")) await sue.item();
        for (const one of keys) await sue.press(one);
        await sue.page.waitForSelector(wanted);
        if (process.env.LOCKBOX_SHOTS) {
          await sue.settled();
          await sue.page.screenshot({ path: `${process.env.LOCKBOX_SHOTS}/${name}-${scheme}.png` });
        }
        found.push(...(await violations(sue.page)).map((one) => `${name}: ${one}`));
        await sue.press("Escape");
      }
      assert.deepEqual(found, []);
      assert.deepEqual(sue.faults, []);
      await sue.close();
    });
  }

  test("the sign-in is sound", async () => {
    const page = await world.browser.newPage();
    await page.goto(world.house.url);
    await page.waitForSelector("dialog[open]");
    assert.deepEqual(await violations(page), []);
    await page.close();
  });

  test("Tab goes where the eye goes, and nothing jumps", async () => {
    const { house, browser } = world;
    const sue = await Desk.open(browser, house, "sue");
    for (const path of [item(house, "account_ambiguous"), "/queue", "/batches", "/search?amount=237.25", "/users"]) {
      await sue.go(path);
      await sue.settled();
      assert.deepEqual(await tabOrderFaults(sue.page), [], path);
    }
    await sue.go(item(house, "account_ambiguous"));
    await sue.item();
    await sue.settled();
    await watchShifts(sue.page);
    for (const one of ["1", "/", "Escape", "a", "Escape", "x", "i", "+", "0", "k", "r", "Escape"]) {
      await sue.press(one);
      assert.deepEqual(await shifts(sue), [], `the layout moves at ${one}`);
    }
    await sue.close();
  });
}

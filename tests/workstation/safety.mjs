// Text that would run, numbers that stay masked, pages that load nothing from outside.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Desk } from "./desk.mjs";
import { hostile } from "./house.mjs";

async function ran(desk) { return desk.page.evaluate(() => window.ran ?? null); }

export function safetyTests(world) {
  test("names and writing are text, whatever they say", async () => {
    const { house, browser } = world;
    const sue = await Desk.open(browser, house, "sue");
    await sue.go(`/item?reason=account_ambiguous&batch=${house.batch}`);
    await sue.item();
    assert.match(await sue.page.textContent(".readings"), /onerror/, "the memo is shown as it was read");
    await sue.press("/");
    await sue.type("robert tables");
    await sue.page.waitForSelector("#found > li:has-text('Tables')");
    assert.ok((await sue.page.textContent("#found > li")).includes(hostile));
    await sue.press("Enter");
    await sue.waitForAnswer("Tables");
    await sue.press("Escape");
    for (const path of ["/search?payer=tables", "/queue", "/users", "/audit", "/batches", "/day"]) await sue.go(path);
    assert.equal(await ran(sue), null);
    assert.deepEqual(sue.faults, []);
    assert.deepEqual(sue.outside, [], "nothing comes from outside");
    await sue.close();
  });

  test("numbers of bank accounts are masked until a key shows them, and that is logged", async () => {
    const { house, browser } = world;
    const sue = await Desk.open(browser, house, "sue");
    await sue.go(`/item?reason=coupon_conflict&batch=${house.batch}`);
    const id = await sue.item();
    const shown = () => sue.page.textContent("[data-account]");
    assert.match(await shown(), /^…\d{4}$/);
    await sue.press("k");
    await sue.page.waitForFunction(() => /^\d/.test(document.querySelector("[data-account]").textContent));
    const { rows } = await sue.ask("/api/audit?limit=20");
    assert.ok(rows.some((row) => row.by === "sue" && JSON.stringify(row).includes(`review item ${id}`) && /reveal|number|shown/.test(row.action)), JSON.stringify(rows.slice(0, 5)));
    await sue.close();
  });

  test("who may not decide is shown no item", async () => {
    const otto = await Desk.open(world.browser, world.house, "otto");
    await otto.go("/item");
    await otto.page.waitForFunction(() => location.pathname !== "/item");
    assert.equal(await otto.page.locator("#pages a[href='/item']").count(), 0);
    await otto.close();
  });
}

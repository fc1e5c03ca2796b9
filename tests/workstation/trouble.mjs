// What goes wrong at a desk: second thoughts, two people, a claim that runs out, a lost connection, a server that dies.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Desk } from "./desk.mjs";

const ofReason = (house, reason) => `/item?reason=${reason}&batch=${house.batch}`;
const until = async (true_, what) => {
  for (let tries = 0; tries < 300; ++tries) {
    if (await true_()) return;
    await new Promise((go) => setTimeout(go, 200));
  }
  assert.fail(what);
};

/** Longer than any list that the page sends along. */
async function longSittingTest({ house, browser }) {
  const anna = await Desk.open(browser, house, "anna");
  await anna.go(`/item?batch=${house.batch}`);
  const seen = new Set();
  for (let id = await anna.item(); seen.size < 40; id = await anna.next(id)) {
    assert.ok(id !== null && !seen.has(id), `item ${id} after ${seen.size}`);
    seen.add(id);
    await anna.press("s");
  }
  assert.deepEqual(anna.faults, []);
  await anna.close();
}

async function undoTest({ house, browser }) {
  const anna = await Desk.open(browser, house, "anna");
  await anna.go(ofReason(house, "plan_ambiguous"));
  const first = await anna.item();
  await anna.press("1", "Enter");
  const second = await anna.next(first);
  await anna.press("r", "Enter");
  await anna.next(second);
  for (const item of [second, first]) {
    const shown = await anna.item();
    await anna.press("u");
    await anna.next(shown);
    await anna.waitForMessage(`Undone: item ${item}`);
  }
  const reopened = await anna.item();
  const { item } = await anna.ask(`/api/items/${reopened}`);
  const { item: old } = await anna.ask(`/api/items/${first}`);
  assert.equal(old.open, false);
  assert.equal(item.open, true);
  assert.equal(item.check, old.check, "the same question stands open anew");
  assert.equal(await house.decisionOf(item.check), "review");
  assert.deepEqual(anna.faults, []);
  await anna.close();
}

async function dualControlTest({ house, browser }) {
  const [anna, bob] = await Promise.all([Desk.open(browser, house, "anna"), Desk.open(browser, house, "bob")]);
  await anna.go(ofReason(house, "over_limit"));
  const id = await anna.item();
  await anna.press("1", "Enter");
  await anna.next(id);
  await anna.waitForMessage("It takes effect when a second person decides the same");
  await anna.go("/queue");

  await bob.go(`/item/${id}`);
  assert.equal(await bob.item(), id);
  assert.match(await bob.page.textContent(".banner"), /Second decision/);
  const { item } = await bob.ask(`/api/items/${id}`);
  assert.equal(item.second, true);
  const entry = item.history.find((one) => one.what === "first_entry");
  assert.equal(entry.text, "", "what the first person entered is not told");
  assert.equal(await bob.page.locator("article.item").getByText("anna").count() > 0, true, "by whom is told");
  assert.equal(await house.decisionOf(item.check), "review", "one person alone moves no money");
  await bob.press("1", "Enter");
  await bob.next(id);
  await until(async () => await house.decisionOf(item.check) === "posted", "two people post it");
  assert.deepEqual([...anna.faults, ...bob.faults], []);
  await Promise.all([anna.close(), bob.close()]);
}

async function mistypedTest({ house, browser }) {
  const anna = await Desk.open(browser, house, "anna");
  await anna.go(ofReason(house, "amount_mismatch"));
  const id = await anna.item();
  assert.equal((await anna.ask(`/api/items/${id}`)).item.known.amount, null);
  assert.doesNotMatch(await anna.page.textContent(".strips"), /\d\.\d\d/, "the readings of the amount are hidden");
  await anna.press("a");
  await anna.type("12345678");
  await anna.press("Enter");
  await anna.page.waitForSelector(".panel h2:has-text('Key it once more')");
  assert.equal(await anna.page.inputValue("#field-amount"), "", "the first entry is not shown");
  assert.doesNotMatch(await anna.answer(), /123,456/);
  await anna.type("12345679");
  await anna.press("Enter");
  await anna.page.waitForSelector(".trouble:has-text('differ')");
  assert.equal(await anna.item(), id, "it is not decided");
  assert.equal((await anna.ask(`/api/items/${id}`)).item.open, true);
  await anna.close();
}

async function lostConnectionTest({ house, browser }) {
  const anna = await Desk.open(browser, house, "anna");
  await anna.go(ofReason(house, "coupon_stale"));
  const id = await anna.item();
  const { item } = await anna.ask(`/api/items/${id}`);
  await anna.page.waitForLoadState("networkidle").catch(() => {});
  await anna.context.setOffline(true);
  await anna.press("1", "Enter");
  const next = await anna.next(id);
  await anna.page.waitForSelector("#connection:has-text('No connection')");
  await anna.press("1", "Enter");
  assert.equal(await anna.item(), next, "nothing more is decided while the last decision is not sent");
  assert.equal(await house.decisionOf(item.check), "review");
  await anna.context.setOffline(false);
  await until(async () => await house.decisionOf(item.check) === "posted", "it is sent when the connection is back");
  await anna.next(next);
  assert.deepEqual(anna.faults, []);
  await anna.close();
}

async function focusTest({ house, browser }) {
  const [anna, bob] = await Promise.all([Desk.open(browser, house, "anna"), Desk.open(browser, house, "bob")]);
  await anna.go(`/queue?reason=restrictive_legend&batch=${house.batch}`);
  await bob.go(ofReason(house, "restrictive_legend"));
  const id = await bob.item();
  const place = () => anna.page.evaluate(() => document.activeElement.getAttribute("href"));
  await anna.page.locator("tr[data-row] a").last().focus();
  const at = await place();
  assert.notEqual(at, `/item/${id}`);
  await bob.press("1", "Enter");
  await anna.page.waitForSelector(`a[href='/item/${id}']`, { state: "detached" });
  assert.equal(await place(), at);
  assert.deepEqual([...anna.faults, ...bob.faults], []);
  await Promise.all([anna.close(), bob.close()]);
}

async function restartTest({ house, browser }) {
  const anna = await Desk.open(browser, house, "anna");
  await anna.go(ofReason(house, "first_payment_late"));
  const id = await anna.item();
  const { item } = await anna.ask(`/api/items/${id}`);
  await house.stop("SIGKILL");
  await anna.press("1", "Enter");
  await house.start();
  await anna.signIn();
  await until(async () => await house.decisionOf(item.check) === "posted", "the decision outlives the server");
  const history = (await house.check(item.check)).decisions.filter((one) => one.decision === "posted");
  assert.equal(history.length, 1, "it is decided once");
  await anna.next(id);
  assert.deepEqual(anna.faults, []);
  await anna.close();
}

export function troubleTests(world) {
  let absent = null;
  test("somebody takes an item and goes offline", async () => {
    absent = await Desk.open(world.browser, world.house, "carol");
    await absent.go(ofReason(world.house, "multiple_plans"));
    absent.had = await absent.item();
    await absent.context.setOffline(true);
  });
  test("a sitting goes on past many items", () => longSittingTest(world));
  test("the last decisions are undone", () => undoTest(world));
  test("above the limit two people decide, and the second does not see the first entry", () => dualControlTest(world));
  test("the queue changes under somebody's fingers, and the focus stays where it is", () => focusTest(world));
  test("a mistyped amount is not accepted", () => mistypedTest(world));
  test("a decision outlives a lost connection", () => lostConnectionTest(world));
  test("a claim runs out, and another person has the item", async () => {
    const bob = await Desk.open(world.browser, world.house, "bob");
    await until(async () => {
      const { items } = await bob.ask(`/api/queue?reason=multiple_plans&batch=${world.house.batch}`);
      return items.find((one) => one.item === absent.had)?.claim === null;
    }, "the claim runs out");
    await bob.go(`/item/${absent.had}`);
    assert.equal(await bob.item(), absent.had);
    await bob.press("r", "Enter");
    await bob.next(absent.had);
    await until(async () => !(await bob.ask(`/api/items/${absent.had}`)).item.open, "the other person decides it");
    await absent.context.setOffline(false);
    await absent.waitForAnswer("decided");
    await absent.press("1", "Enter");
    assert.equal(await absent.item(), absent.had, "what is decided cannot be decided again");
    await Promise.all([bob.close(), absent.close()]);
  });
  test("a decision outlives the server, and is made once", () => restartTest(world));
  test("the book is as it was written", async () => {
    assert.match(await world.house.lockbox("verify"), /All is as it was written/);
  });
}

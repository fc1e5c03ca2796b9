// strokes.mjs PROGRAM BATCH ACCOUNTS.csv TRUTH.json [ITEMS] - by hand: how many keys it takes to give a check of a
// batch to the account that its truth names, when nothing but the name on the paper leads there. Nothing is posted by
// the program itself, so that every check is in the queue.

import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { findByName } from "./by_name.mjs";
import { Desk, openBrowser } from "./desk.mjs";
import { House } from "./house.mjs";

const [program, batch, accounts, truthFile, items = "50"] = process.argv.slice(2);

/** Cells of a row without quotes around commas, as account files of the samples have them. */
async function people() {
  const [head, ...rows] = (await readFile(accounts, "utf8")).trimEnd().split("\n").map((line) => line.split(","));
  const named = rows.filter((cells) => cells.length === head.length).map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i]])));
  return new Map(named.map((one) => [one.billing_account, one]));
}

async function accountsBySequence() {
  const truth = JSON.parse(await readFile(truthFile, "utf8"));
  const checks = (truth.transactions ?? truth).flatMap((one) => one.checks);
  return new Map(checks.filter((one) => one.billing_account).map((one) => [one.sequence, one.billing_account]));
}

const house = new House();
house.program = program;
house.folder = await mkdtemp(join(tmpdir(), "lockbox-strokes-"));
house.db = join(house.folder, "lockbox.db");
try {
  await writeFile(join(house.folder, "lockbox.toml"), "[posting]\nrisk_max = 0.0\n");
  await house.lockbox("init");
  await house.lockbox("accounts", "load", accounts);
  await house.lockbox("process", batch, "--config", join(house.folder, "lockbox.toml"));
  await house.addUser("anna", "reviewer");
  await house.start();
  const browser = await openBrowser();
  const desk = await Desk.open(browser, house, "anna");
  const [known, accountOf] = [await people(), await accountsBySequence()];
  const strokes = [];
  for (const { item: id } of await house.openItems()) {
    if (strokes.length === Number(items)) break;
    const { item } = await desk.ask(`/api/items/${id}`);
    const page = item.pages.find((one) => one.current);
    const wanted = known.get(accountOf.get(page?.sequence));
    if (!item.open || !wanted) continue;
    await desk.go(`/item/${id}`);
    await desk.page.waitForFunction((one) => document.querySelector("article.item")?.dataset.item === String(one), id);
    desk.counted();
    await findByName(desk, wanted);
    strokes.push(desk.counted());
    await desk.drawn();
  }
  await browser.close();
  strokes.sort((a, b) => a - b);
  const mean = strokes.reduce((sum, one) => sum + one, 0) / strokes.length;
  console.log(`${strokes.length} items: ${mean.toFixed(1)} strokes on average, ${strokes[Math.floor(strokes.length / 2)]} in the middle, ${strokes.at(-1)} at most`);
} finally {
  await house.remove();
}

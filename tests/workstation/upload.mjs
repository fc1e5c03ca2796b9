// An operator's scans: a folder that is dropped, a folder or files that are chosen, and the balance that comes of them.

import assert from "node:assert/strict";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { Desk } from "./desk.mjs";
import { makeBatch } from "./house.mjs";

/** As somebody drags `path` from a window of the system; the page gets what it would then get. */
async function drop(desk, path) {
  const place = await desk.page.locator("section.drop").boundingBox();
  const session = await desk.context.newCDPSession(desk.page);
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    if (type === "drop") await desk.page.waitForSelector("section.drop.over");
    await session.send("Input.dispatchDragEvent", {
      type, x: place.x + place.width / 2, y: place.y + 20, data: { items: [], files: [path], dragOperationsMask: 1 } });
  }
  await desk.page.waitForSelector("section.drop:not(.over)");
  await session.detach();
}

/** Waits until one more job than `before` has ended, and well. */
async function read(desk, before, pages) {
  await desk.page.waitForFunction((count) => {
    const shown = document.querySelectorAll(".job");
    return shown.length > count && shown[0].matches(".done, .failed");
  }, before);
  const job = await desk.page.textContent(".job");
  assert.match(job, /Done/, job);
  assert.match(job, new RegExp(`${pages} of ${pages} pages`));
  assert.match(job, /by otto/);
}

/** The row of the list of batches that has `text`, cell by cell. */
async function rowOf(desk, text) {
  const row = desk.page.locator("table tbody tr", { hasText: text });
  await row.waitFor();
  return row.locator("th, td").allTextContents();
}

/** Opens the batch as a person does, by its name. What stands under "Against the operator's count". */
async function balanceOf(desk, id) {
  await desk.page.click(`table a[href='/batches/${id}']`);
  await desk.page.waitForSelector(`h1:has-text("Batch ${id}")`);
  const rows = await desk.page.locator("table:has(caption:has-text('count')) tbody tr").all();
  const cells = await Promise.all(rows.map((row) => row.locator("th, td").allTextContents()));
  return Object.fromEntries(cells.map(([of, ...values]) => [of, values]));
}

const batchesPage = async ({ house, browser }) => {
  const otto = await Desk.open(browser, house, "otto");
  await otto.go("/batches");
  otto.jobs = await otto.page.locator(".job").count();
  return otto;
};

export function uploadTests(world) {
  test("a folder that is dropped is processed, and its balance is shown", async () => {
    const id = "20261120-0001";
    const { folder } = await makeBatch(world.house.folder, "dropped", [4, 13], { id, control: { pages: 4, checks: 2, total: "752.03" } });
    const otto = await batchesPage(world);
    await drop(otto, folder);
    await otto.waitForMessage(`${(await readdir(folder)).length} files sent`);
    await read(otto, otto.jobs, 4);
    assert.ok((await rowOf(otto, id)).includes("Balanced"));
    assert.deepEqual(await balanceOf(otto, id), { Pages: ["4", "4", "0"], Checks: ["2", "2", "0"], Total: ["$752.03", "$752.03", "$0.00"] });
    assert.deepEqual(otto.faults, []);
    await otto.close();
  });

  test("a folder that is chosen is processed, and a difference is shown", async () => {
    const id = "20261120-0002";
    const { folder } = await makeBatch(world.house.folder, "chosen", [19], { id, control: { pages: 1, checks: 2, total: "500.00" } });
    const otto = await batchesPage(world);
    await otto.page.setInputFiles("#folder", folder);
    await read(otto, otto.jobs, 1);
    assert.ok((await rowOf(otto, id)).includes("Out of balance"));
    assert.deepEqual((await balanceOf(otto, id)).Checks, ["1", "2", "-1"]);
    assert.deepEqual(otto.faults, []);
    await otto.close();
  });

  test("files that are chosen are processed; what is no page is left, and said", async () => {
    const { folder } = await makeBatch(world.house.folder, "files", [25]);
    await writeFile(join(folder, "notes.txt"), "no page");
    const files = (await readdir(folder)).filter((name) => name !== "batch.json").map((name) => join(folder, name));
    const otto = await batchesPage(world);
    await otto.page.fill("#received", "2026-11-17");
    await otto.page.setInputFiles("#files", files);
    await otto.waitForMessage("1 file cannot be a page");
    await read(otto, otto.jobs, 1);
    const row = await rowOf(otto, "upload-");
    assert.ok(row.includes("Unproven"), row.join(" | "));
    const { batches } = await otto.ask("/api/batches");
    const batch = batches.find((one) => one.batch === row[0]);
    assert.equal(batch.received, "2026-11-17");
    assert.equal(batch.pages, 1);
    assert.deepEqual(otto.faults, []);
    await otto.close();
  });

  test("a batch that does not name itself is called as its folder", async () => {
    const { folder } = await makeBatch(world.house.folder, "Monday's mail", [31]);
    await rm(join(folder, "batch.json"));
    for (let times = 0; times < 2; ++times) {  // chosen, then the same dropped: known by its images
      const otto = await batchesPage(world);
      if (times === 0) await otto.page.setInputFiles("#folder", folder);
      else await drop(otto, folder);
      await otto.waitForMessage("sent");
      await otto.page.waitForFunction((count) => document.querySelectorAll(".job").length > count && document.querySelector(".job").matches(".done, .failed"), otto.jobs);
      assert.match(await otto.page.textContent(".job"), /Monday-s-mail-[0-9a-f]{4}/);
      const { batches } = await otto.ask("/api/batches");
      assert.equal(batches.filter((one) => /^Monday-s-mail-[0-9a-f]{4}$/.test(one.batch)).length, 1);
      await otto.close();
    }
  });
}

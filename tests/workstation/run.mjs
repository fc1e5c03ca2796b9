// run.mjs PROGRAM MAKE_QUEUE [part of a test's name] - the workstation in a real browser. ctest runs it as `workstation`.

import { after, before, describe } from "node:test";

import { House } from "./house.mjs";
import { openBrowser } from "./desk.mjs";
import { clearingTests } from "./clearing.mjs";
import { formTests } from "./form.mjs";
import { safetyTests } from "./safety.mjs";
import { troubleTests } from "./trouble.mjs";
import { uploadTests } from "./upload.mjs";
import { valueTests } from "./values.mjs";

const [program, makeQueue, only = ""] = process.argv.slice(2);
if (!makeQueue) {
  console.error("run.mjs PROGRAM MAKE_QUEUE");
  process.exit(2);
}

// Where no browser can start at all (a machine that forbids it, not a page that fails), ctest says that these were skipped.
const kSkipped = 77;
try {
  await (await openBrowser()).close();
} catch (error) {
  console.error(`run.mjs: no browser can start here, nothing was tested: ${error.message}`);
  process.exit(kSkipped);
}

const kCopies = 3;
const suites = { form: formTests, safety: safetyTests, upload: uploadTests, trouble: troubleTests, clearing: clearingTests };

describe("values", valueTests);

describe("workstation", () => {
  const world = {};
  before(async () => {
    world.house = await House.build(program, makeQueue, { copies: kCopies });
    await world.house.start();
    world.browser = await openBrowser();
  });
  after(async () => {
    await world.browser?.close();
    await world.house?.remove();
  });
  for (const [name, suite] of Object.entries(suites)) {
    if (name.includes(only)) describe(name, () => suite(world));
  }
});

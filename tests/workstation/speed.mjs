// speed.mjs PROGRAM MAKE_QUEUE [REVIEWERS] [COPIES] [SECONDS] [THINK_MS] - by hand: how long
// Enter takes until the next item and its image are on the screen. COPIES items of each of the 26 reasons wait.

import { performance } from "node:perf_hooks";

import { Desk, openBrowser } from "./desk.mjs";
import { House } from "./house.mjs";

const [program, makeQueue, reviewers = "10", copies = "770", seconds = "60", thinkMs = "2500"] = process.argv.slice(2);

/** Starts the clock at Enter, and stops it in the frame in which another item and its picture are painted. */
async function timedEnter(page, id) {
  await page.evaluate((before) => {
    const begin = (event) => { if (event.key === "Enter") window.began = performance.now(); };
    window.addEventListener("keydown", begin, { capture: true, once: true });
    window.took = null;
    const look = () => {
      const shown = document.querySelector("article.item");
      const image = shown?.querySelector(".sheet img");
      const there = shown && Number(shown.dataset.item) !== before && image?.complete && image.naturalWidth > 0;
      if (there) window.took = performance.now() - window.began;
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, id);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => window.took !== null || document.querySelector(".empty-desk"));
  return page.evaluate(() => window.took);
}

async function work(browser, house, user, until, times) {
  const desk = await Desk.open(browser, house, user);
  await desk.go("/item?reason=plan_ambiguous");
  while (performance.now() < until) {
    const id = await desk.item();
    if (id === null) break;
    await desk.page.waitForTimeout(Number(thinkMs) * (0.5 + Math.random()));  // a person looks
    await desk.press("1");
    const took = await timedEnter(desk.page, id);
    if (took !== null) times.push(took);
  }
  await desk.close();
}

const house = await House.build(program, makeQueue, { copies: Number(copies) });
try {
  for (let i = 0; i < Number(reviewers); ++i) await house.addUser(`reviewer${i}`, "reviewer");
  await house.start();
  const browser = await openBrowser();
  const times = [];
  const until = performance.now() + 1000 * Number(seconds);
  await Promise.all([...Array(Number(reviewers)).keys()].map((i) => work(browser, house, `reviewer${i}`, until, times)));
  await browser.close();
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))]?.toFixed(0);
  console.log(`${reviewers} reviewers, ${times.length} decisions: next item after ${at(0.5)} ms (median), ${at(0.95)} ms (95 %), ${at(1)} ms (longest)`);
} finally {
  await house.remove();
}

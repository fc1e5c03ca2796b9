// How a reviewer finds an account by the name on the paper.

import assert from "node:assert/strict";

/** Waits for what the search shows for `words`; null: for what it offers before anything is typed. */
async function found(desk, words) {
  await desk.page.waitForFunction((said) => {
    const shown = document.querySelector("#found")?.dataset.words;
    return said === null ? shown !== undefined : shown === said;
  }, words);
  return desk.page.evaluate(() => [...document.querySelectorAll("#found > li")].map((row) => row.textContent));
}

/** What is offered at once, else letter by letter until the account is among the first three. */
export async function findByName(desk, wanted) {
  const place = (rows) => rows.findIndex((text) => text.includes(wanted.billing_account));
  await desk.press("/");
  let at = place(await found(desk, null));
  let down = at + 1;  // the first one is not marked before anything is typed
  if (at < 0 || at > 2) {
    let typed = "";
    for (const letter of `${wanted.last_name} ${wanted.first_name}`) {
      await desk.type(letter);
      typed += letter;
      at = place(await found(desk, typed.trim()));
      if (at >= 0 && at <= 2) break;
    }
    down = at;
  }
  assert.ok(at >= 0, `${wanted.last_name} ${wanted.first_name} is found`);
  for (let i = 0; i < down; ++i) await desk.press("ArrowDown");
  await desk.press("Enter", "Enter");
}

// search.mjs PROGRAM ACCOUNTS.csv [QUESTIONS] - by hand: how long the search of accounts takes to answer, over the
// wire, one question after the other as somebody types them. tools/grow_accounts makes a large account file;
// LOCKBOX_BOOK names a book in which it is loaded already.

import { createReadStream } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";

import { House, password } from "./house.mjs";

const [program, accounts, questions = "400"] = process.argv.slice(2);

/** Numbers that are the same in each run. */
let seed = 20261118;
const random = (below) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
};

/** `count` rows from all over the file, and how many there are. */
async function someRows(count) {
  let head = null, seen = 0;
  const rows = [];
  for await (const line of createInterface({ input: createReadStream(accounts) })) {
    if (head === null) { head = line.split(","); continue; }
    ++seen;
    const at = rows.length < count ? rows.length : random(seen);
    if (at < count) rows[at] = line;
  }
  return { seen, rows: rows.map((line) => line.split(",")).filter((cells) => cells.length === head.length)
    .map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i]]))) };
}

function misspelt(word) {
  const at = 1 + random(Math.max(1, word.length - 2));
  const ways = [word.slice(0, at) + word.slice(at + 1), `${word.slice(0, at)}${word[at + 1] ?? ""}${word[at]}${word.slice(at + 2)}`,
    `${word.slice(0, at)}e${word.slice(at + 1)}`, `${word.slice(0, at)}s${word.slice(at)}`];
  return ways[random(ways.length)];
}

const otherDigit = (number) => {
  const at = random(number.length);
  return number.slice(0, at) + (Number(number[at]) + 1 + random(9)) % 10 + number.slice(at + 1);
};

/** [what is asked, of one row] */
const kinds = [
  ["first letter", (one) => one.last_name.slice(0, 1)],
  ["two letters", (one) => one.last_name.slice(0, 2)],
  ["four letters", (one) => one.last_name.slice(0, 4)],
  ["last name", (one) => one.last_name],
  ["full name", (one) => `${one.first_name} ${one.last_name}`],
  ["misspelt name", (one) => `${misspelt(one.last_name)} ${one.first_name}`],
  ["both misspelt", (one) => `${misspelt(one.last_name)} ${misspelt(one.first_name)}`],
  ["4 digits", (one) => one.billing_account.slice(0, 4)],
  ["billing account", (one) => one.billing_account],
  ["member, 7 digits", (one) => one.member_id.slice(0, 7)],
  ["a digit wrong", (one) => otherDigit(one.enrollment_id)],
  ["invoice", (one) => one.invoice_number],
  ["street", (one) => one.address],
  ["name, street", (one) => `${one.last_name} ${one.address}`],
  ["town, zip", (one) => `${one.city} ${one.zip}`],
  ["insurer, name", (one) => `${one.insurer} ${one.last_name}`],
  ["everything", (one) => `${one.first_name} ${one.last_name} ${one.address} ${one.city} ${one.state} ${one.zip}`],
];

const house = new House();
house.program = program;
house.folder = await mkdtemp(join(tmpdir(), "lockbox-search-"));
house.db = join(house.folder, "lockbox.db");
try {
  await writeFile(join(house.folder, "lockbox.toml"), "");
  if (process.env.LOCKBOX_BOOK) await house.beginWith(process.env.LOCKBOX_BOOK);
  else {
    await house.lockbox("init");
    await house.lockbox("accounts", "load", accounts);
  }
  await house.addUser("searcher", "reviewer");
  await house.start();
  const post = await fetch(`${house.url}/api/sign-in`, { method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ user: "searcher", password }) });
  const cookie = post.headers.get("set-cookie").split(";")[0];
  const ask = async (words) => {
    const began = performance.now();
    const answer = await fetch(`${house.url}/api/accounts?limit=20&q=${encodeURIComponent(words)}`, { headers: { cookie } });
    const body = await answer.json();
    if (!answer.ok) throw new Error(JSON.stringify(body));
    return { took: performance.now() - began, found: body.accounts };
  };
  const first = await ask("a");
  const { seen, rows } = await someRows(Number(questions));
  const all = [];
  for (const [kind, wordsOf] of kinds) {
    const times = [];
    let there = 0;
    for (const [i, row] of rows.entries()) {
      if (i % kinds.length !== kinds.findIndex(([one]) => one === kind)) continue;
      const { took, found } = await ask(wordsOf(row));
      times.push({ took, words: wordsOf(row) });
      there += found.some((one) => one.billing_account === row.billing_account);
    }
    all.push({ kind, times, there });
  }
  const line = (kind, times, there) => {
    times.sort((a, b) => a.took - b.took);
    const at = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))];
    console.log(`  ${kind.padEnd(18)} ${String(times.length).padStart(4)}  median ${at(0.5).took.toFixed(1).padStart(6)}  p95 ${at(0.95).took.toFixed(1).padStart(6)}` +
      `  longest ${at(1).took.toFixed(1).padStart(6)} ms  found ${String(there).padStart(4)}   "${at(1).words}"`);
  };
  console.log(`${seen} plans; the first question, asked at once, waited ${(first.took / 1000).toFixed(1)} s for the index`);
  for (const { kind, times, there } of all) line(kind, times, there);
  line("all", all.flatMap(({ times }) => times), all.reduce((sum, { there }) => sum + there, 0));
} finally {
  await house.remove();
}

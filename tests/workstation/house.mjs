// The house that the tests work in: a processed batch, a queue with every reason, users, and the server.

import { execFile, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const samples = new URL("../../samples/", import.meta.url).pathname;

/** Envelopes of the sample batch that are processed: a coupon with its check, and writing without one. */
const kTransactions = [1, 3, 5, 17, 32, 43, 44];
export const password = "correct horse battery";
export const users = { anna: "reviewer", bob: "reviewer", carol: "reviewer", sue: "supervisor", otto: "operator", ina: "auditor" };

/** Names that would run, were they ever taken for anything but text. */
export const hostile = `<img src=x onerror="window.ran=1"><script>window.ran=1</script>`;

/** A member whose names are hostile, beside those of the sample. */
async function accountsFile(folder) {
  const text = await readFile(join(samples, "accounts.csv"), "utf8");
  const [head, first] = text.split("\n");
  const cells = first.split(",");
  const set = (name, value) => { cells[head.split(",").indexOf(name)] = value; };
  set("billing_account", "799999999");
  set("member_id", "799999999999");
  set("enrollment_id", "1999999999999");
  set("first_name", "Robert");
  set("last_name", `"Tables${hostile.replaceAll('"', '""')}"`);
  set("invoice_number", "9999999999");
  await writeFile(join(folder, "accounts.csv"), `${text.trimEnd()}\n${cells.join(",")}\n`);
  return join(folder, "accounts.csv");
}

/** A folder `name` in `parent` with some envelopes of the sample batch. `control`: what the operator counted. */
export async function makeBatch(parent, name, transactions, { id, control } = {}) {
  const batch = JSON.parse(await readFile(join(samples, "batch/batch.json"), "utf8"));
  batch.pages = batch.pages.filter((page) => transactions.includes(page.transaction));
  batch.batch_id = id ?? batch.batch_id;
  batch.control = control;
  const folder = join(parent, name);
  await mkdir(folder);
  for (const page of batch.pages) {
    for (const file of [page.front, page.back].filter(Boolean)) await cp(join(samples, "batch", file), join(folder, file));
  }
  await writeFile(join(folder, "batch.json"), JSON.stringify(batch));
  return { folder, id: batch.batch_id };
}

const settings = `
[review]
second_user_above = "2500.00"
claim_minutes = 1

[workers]
page_seconds_max = 600
`;

export class House {
  /** `copies`: items for each reason. */
  static async build(program, makeQueue, { copies }) {
    const house = new House();
    house.program = program;
    house.folder = await mkdtemp(join(tmpdir(), "lockbox-workstation-"));
    house.db = join(house.folder, "lockbox.db");
    await writeFile(join(house.folder, "lockbox.toml"), settings);
    if (process.env.LOCKBOX_BOOK) await house.beginWith(process.env.LOCKBOX_BOOK);
    await house.lockbox("init");
    await house.lockbox("accounts", "load", await accountsFile(house.folder));
    const batch = await makeBatch(house.folder, "batch", kTransactions);
    if (!process.env.LOCKBOX_BOOK) await house.lockbox("process", batch.folder);
    await run(makeQueue, [house.db, batch.id, house.batch, "--copies", String(copies), "--memo", hostile]);
    for (const [name, role] of Object.entries(users)) await house.addUser(name, role);
    return house;
  }

  /** A book in which the sample batch is processed already, for whoever runs these tests often. */
  async beginWith(book) {
    await cp(book, this.db);
    await cp(`${book}.images`, `${this.db}.images`, { recursive: true });
  }

  batch = "20261119-0001";
  server = null;

  /** What the program prints; its exit status must be 0 or, where items are left for people, 1. */
  async lockbox(...words) {
    try {
      return (await run(this.program, [...words, "--db", this.db], { maxBuffer: 1 << 26 })).stdout;
    } catch (error) {
      if (error.code === 1 && words[0] === "process") return error.stdout;
      throw new Error(`lockbox ${words.join(" ")}: ${error.stderr || error.message}`);
    }
  }

  async addUser(name, role) {
    const child = spawn(this.program, ["users", "add", name, "--role", role, "--user", "the tests", "--db", this.db]);
    child.stdin.end(`${password}\n`);
    const status = await new Promise((done) => child.on("close", done));
    if (status !== 0) throw new Error(`users add ${name} ended with ${status}`);
  }

  /** Listens at the port that it had before, so that pages find it again. */
  async start() {
    const page = process.env.LOCKBOX_PAGE ? ["--page", process.env.LOCKBOX_PAGE] : [];
    this.server = spawn(this.program, ["serve", "--port", String(this.port ?? 0), "--db", this.db, ...page]);
    this.server.stderr.on("data", (text) => process.stderr.write(text));
    this.url = await new Promise((found, failed) => {
      let text = "";
      this.server.stdout.on("data", (part) => {
        text += part;
        const url = /http:\/\/127\.0\.0\.1:(\d+)/.exec(text);
        if (!url) return;
        this.port = Number(url[1]);
        found(url[0]);
      });
      this.server.on("close", (status) => failed(new Error(`the server ended with ${status}: ${text}`)));
    });
  }

  async stop(signal = "SIGTERM") {
    if (!this.server) return;
    const ended = new Promise((done) => this.server.on("close", done));
    this.server.kill(signal);
    await ended;
    this.server = null;
  }

  async remove() {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Open items as the shell lists them. */
  async openItems() { return JSON.parse(await this.lockbox("review", "list", "--all", "--limit", "0", "--format", "json")); }
  /** Of the check as it stands: posted or review. */
  async decisionOf(id) { return (await this.check(id)).decisions.at(-1).decision; }
  async check(id) { return JSON.parse(await this.lockbox("show", String(id), "--format", "json")); }
}

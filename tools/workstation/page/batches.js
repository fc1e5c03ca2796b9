// For operators: batches as they run, their balance, pages to scan again, and files to process.

import { get, post, putFile } from "./api.js";
import { el, refresh, replace, table } from "./dom.js";
import { setViewKeys } from "./keys.js";
import { onLive } from "./live.js";
import { dollars } from "./money.js";
import { say, tried, warn } from "./say.js";
import { count, day, moment, titled } from "./words.js";

const kNames = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/;
const kEndings = /\.(tif|tiff|jpg|jpeg|png|pdf|json)$/i;

function jobLine(job) {
  const share = job.pages_total ? job.pages_done / job.pages_total : 0;
  return el("li", { class: `job ${job.state}` },
    el("b", {}, job.batch ?? `Upload ${job.job}`), el("span", {}, titled(job.state)),
    el("progress", { max: 1, value: job.state === "done" ? 1 : share, "aria-label": `Pages of ${job.batch ?? "the upload"}` }),
    el("span", {}, `${job.pages_done} of ${job.pages_total || "?"} pages`),
    el("span", {}, job.pages_per_minute ? `${Math.round(job.pages_per_minute)} pages a minute` : ""),
    el("span", { class: "quiet" }, `by ${job.by}, ${moment(job.started_at)}`),
    job.message ? el("p", { class: "message-text" }, job.message) : null);
}

class Jobs {
  constructor() {
    this.jobs = new Map();
    this.list = el("ul", { class: "jobs", "aria-label": "Batches that run" });
  }

  async load() {
    for (const job of (await get("/api/jobs")).jobs) this.jobs.set(job.job, job);
    this.draw();
  }

  take(job) { this.jobs.set(job.job, job); this.draw(); }

  draw() {
    const latest = [...this.jobs.values()].sort((a, b) => b.job - a.job).slice(0, 6);
    replace(this.list, latest.length ? latest.map(jobLine) : el("li", { class: "quiet" }, "Nothing has run since the server started."));
  }
}

/** What was dropped: files, or those of a folder (one level deep) with its name. */
async function filesOf(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const folder = entries.find((entry) => entry.isDirectory);
  if (!folder) return { list: transfer.files };
  const reader = folder.createReader();
  const inside = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) break;
    inside.push(...some);
  }
  const files = inside.filter((entry) => entry.isFile).map((entry) => new Promise((done, fail) => entry.file(done, fail)));
  return { list: await Promise.all(files), folder: folder.name };
}

/** Counts where the batch does not name itself: its folder's name, which another day's folder may have too. */
function nameFrom(folder) {
  const plain = folder?.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[._-]+/, "").slice(0, 40);
  return plain ? { name: `${plain}-${crypto.getRandomValues(new Uint16Array(1))[0].toString(16).padStart(4, "0")}` } : {};
}

async function upload(files, folder, received, status) {
  const good = files.filter((file) => kNames.test(file.name) && kEndings.test(file.name));
  const bad = files.length - good.length;
  if (bad) warn(`${count(bad, "file")} cannot be a page: images, PDF or batch.json, with a plain name.`);
  if (good.length === 0) return null;
  const { upload: id } = await post("/api/uploads", nameFrom(folder));
  for (const [i, file] of good.entries()) {
    status.textContent = `Sending ${i + 1} of ${count(good.length, "file")}`;
    await putFile(`/api/uploads/${id}/${encodeURIComponent(file.name)}`, file);
  }
  status.textContent = "";
  const { job } = await post(`/api/uploads/${id}/process`, received ? { received } : {});
  say(`${count(good.length, "file")} sent; the batch is being read.`);
  return job;
}

function dropPlace(jobs) {
  const status = el("p", { role: "status" });
  const files = el("input", { type: "file", id: "files", multiple: true, accept: ".tif,.tiff,.jpg,.jpeg,.png,.pdf,.json" });
  const folder = el("input", { type: "file", id: "folder", webkitdirectory: true });
  const received = el("input", { type: "date", id: "received" });
  const send = async ({ list, folder: name }) => { const job = await tried(upload([...list], name, received.value, status)); if (job) jobs.take(job); };
  for (const input of [files, folder]) {
    input.addEventListener("change", async () => {
      await send({ list: input.files, folder: input.files[0]?.webkitRelativePath.split("/")[0] });
      input.value = "";
    });
  }
  const place = el("section", { class: "drop", "aria-label": "Process a batch" },
    el("h2", {}, "Process a batch"), el("p", {}, "Drop a folder or its files here, or choose them."),
    el("label", { for: "folder" }, "A folder"), folder, el("label", { for: "files" }, "Files"), files,
    el("label", { for: "received" }, "Received, where the batch does not say"), received, status);
  place.addEventListener("dragover", (event) => { event.preventDefault(); place.classList.add("over"); });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", async (event) => {
    event.preventDefault();
    place.classList.remove("over");
    await send(await filesOf(event.dataTransfer));
  });
  return place;
}

function batchTable(batches) {
  return table({
    caption: "Batches", heads: ["Batch", "Received", "Deposit", "Pages", "In review", "Balance", "Life", "Scanner"], numeric: [3, 4],
    rows: batches.map((one) => [el("a", { href: `/batches/${one.batch}` }, one.batch), day(one.received), day(one.deposit_date), one.pages, one.items_open,
      el("span", { class: `tag ${one.balance === "out_of_balance" ? "warn" : one.balance === "balanced" ? "good" : ""}` }, titled(one.balance)), titled(one.life), one.scanner]),
    empty: "No batch yet." });
}

function totalsTable(batch) {
  const { counted, differences } = batch;
  const row = (label, scanned, count_, difference) => [label, scanned, count_ ?? "not counted", difference === null ? "not known yet" : difference];
  return table({ caption: "Against the operator's count", heads: ["Of", "Scanned", "Counted", "Difference"], numeric: [1, 2, 3], rows: [
    row("Pages", batch.pages, counted.pages, differences.pages), row("Checks", batch.checks, counted.checks, differences.checks),
    row("Total", dollars(batch.scanned), counted.total === null ? null : dollars(counted.total), differences.total === null ? null : dollars(differences.total))] });
}

function closeForm(batch, redraw) {
  if (batch.life === "closed") return el("p", { class: "quiet" }, "The batch is closed; what must move later moves by reversal.");
  const why = el("input", { id: "accept", autocomplete: "off" });
  const form = el("form", { class: "inline-form" },
    batch.balance === "balanced" ? null : [el("label", { for: "accept" }, "Why it is closed although it is not balanced"), why],
    el("button", { type: "submit" }, "Close the batch"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const closed = await tried(post(`/api/batches/${batch.batch}/close`, { accept: why.value }));
    if (closed) redraw(closed);
  });
  return form;
}

function drawBatch(main, batch, me) {
  const parts = [["Posted", batch.posted, batch.checks_posted], ["In review", batch.in_review, batch.checks_review], ["Returned or paid back", batch.left, batch.checks_left]];
  replace(main,
    el("h1", { tabindex: -1 }, `Batch ${batch.batch}`),
    el("p", { class: "summary" }, `${titled(batch.life)}, ${titled(batch.balance).toLowerCase()} · received ${day(batch.received)} · deposit of ${day(batch.deposit_date)} · ${count(batch.items_open, "item")} in review`),
    el("p", {}, el("a", { href: `/queue?batch=${encodeURIComponent(batch.batch)}` }, "Its items in the queue"), " · ", el("a", { href: "/batches" }, "All batches")),
    el("div", { class: "columns" },
      el("section", {}, el("h2", {}, "Balance"), totalsTable(batch),
        table({ caption: "Money", heads: ["State", "Checks", "Money"], numeric: [1, 2], rows: parts.map(([label, money, checks]) => [label, checks, dollars(money)]) }),
        batch.unknown_amounts ? el("p", {}, `${count(batch.unknown_amounts, "check")} whose amount is not known: in no sum.`) : null),
      el("section", {}, el("h2", {}, "To scan again"),
        table({ caption: "Pages to scan again", heads: ["Page", "Envelope", "Why", "Item"], rows: batch.rescans.map((one) => [one.sequence, one.transaction, one.why, el("a", { href: `/item/${one.item}` }, one.item)]), empty: "No page." }),
        el("h2", {}, "What may explain a difference"),
        table({ caption: "Suspects", heads: ["Page", "Why"], rows: batch.suspects.map((one) => [one.sequence, one.why]), empty: "Nothing stands out." })),
      el("section", {}, el("h2", {}, "In review, by reason"),
        table({ caption: "In review, by reason", heads: ["Reason", "Items"], numeric: [1], rows: batch.reasons.map((one) => [one.sentence, one.items]), empty: "Nothing waits." }))),
    me.role === "supervisor" ? closeForm(batch, (closed) => drawBatch(main, closed, me)) : null);
}

export async function show(main, { me, rest, go }) {
  if (rest) {
    const batch = await tried(get(`/api/batches/${encodeURIComponent(decodeURIComponent(rest))}`));
    if (batch) drawBatch(main, batch, me);
    setViewKeys([{ keys: ["b"], label: "All batches", group: "Batches", run: () => go("/batches") }]);
    return undefined;
  }
  const jobs = new Jobs();
  const list = el("div", {});
  const load = async () => {
    const answer = await tried(get("/api/batches"));
    if (answer) refresh(list, batchTable(answer.batches));
  };
  await Promise.all([tried(jobs.load()), load()]);
  const mayProcess = ["operator", "supervisor"].includes(me.role);
  replace(main, el("h1", { tabindex: -1 }, "Batches"),
    el("div", { class: "columns" }, el("section", {}, el("h2", {}, "Running"), jobs.list), mayProcess ? dropPlace(jobs) : null),
    el("h2", {}, "All batches"), list);
  if (mayProcess) setViewKeys([{ keys: ["f"], label: "Choose a folder to process", group: "Batches", run: () => document.getElementById("folder").focus() }]);
  const ends = [onLive("job", (job) => { jobs.take(job); if (["done", "failed"].includes(job.state)) load(); }), onLive("hello", load)];
  return () => ends.forEach((end) => end());
}

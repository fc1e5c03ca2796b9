// Starts the page: who is signed in, which view the address names, what is in the header.

import { get, post, setCsrf, watchConnection, whenSignedOut } from "./api.js";
import { el, replace } from "./dom.js";
import { openHelp } from "./help.js";
import { openPanelKeys, setGlobalKeys, setViewKeys } from "./keys.js";
import { close, listen, onLive } from "./live.js";
import { clearWarnings } from "./say.js";
import { askToSignIn } from "./sign_in.js";

/** In the order of the header. `roles`: who sees it; empty: everybody. */
const pages = [
  { path: "/item", label: "Review", key: "g r", roles: ["reviewer", "supervisor"], file: "./review.js" },
  { path: "/queue", label: "Queue", key: "g q", roles: [], file: "./queue.js" },
  { path: "/batches", label: "Batches", key: "g b", roles: [], file: "./batches.js" },
  { path: "/day", label: "Day", key: "g d", roles: [], file: "./day.js" },
  { path: "/search", label: "Search", key: "g s", roles: [], file: "./search.js" },
  { path: "/users", label: "Supervision", key: "g u", roles: ["supervisor", "auditor"], file: "./users.js" },
  { path: "/audit", label: "Audit", key: "g a", roles: ["supervisor", "auditor"], file: "./audit.js" },
];

const main = document.getElementById("main");
let me = null;
let leave = () => {};
let showing = Promise.resolve();

const allowed = (page) => page.roles.length === 0 || page.roles.includes(me.role);
const pageOf = (path) => pages.find((page) => path === page.path || path.startsWith(page.path + "/"));

function home() { return pages.find(allowed).path; }

export async function go(address) {
  const url = new URL(address, location.origin);
  history.pushState(null, "", url.pathname + url.search);
  await show();
}

/** One view after the other: none writes over the one that came after it. */
function show() {
  showing = showing.then(showNow, showNow);
  return showing;
}

async function showNow() {
  let known = pageOf(location.pathname);
  if (!known || !allowed(known)) {
    history.replaceState(null, "", home());
    known = pageOf(location.pathname);
  }
  delete main.dataset.shows;
  await leave();
  leave = () => {};
  setViewKeys([]);
  openPanelKeys([])();
  clearWarnings();
  for (const link of document.querySelectorAll("#pages a")) {
    if (link.getAttribute("href") === known.path) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const view = await import(known.file);
  document.title = `${known.label} · Lockbox`;
  main.className = "";
  const rest = location.pathname.slice(known.path.length + 1);
  leave = (await view.show(main, { me, rest, query: new URLSearchParams(location.search), go })) ?? (() => {});
  main.dataset.shows = location.pathname + location.search;
  if (!main.contains(document.activeElement)) main.focus({ preventScroll: true });
}

function drawHeader() {
  const open = pages.filter(allowed);
  replace(document.getElementById("pages"), open.map((page) =>
    el("a", { href: page.path, "aria-keyshortcuts": page.key }, page.label)));
  replace(document.getElementById("who"), me.user, el("span", { class: "quiet" }, ` ${me.role}`));
  document.getElementById("top").hidden = false;
  setGlobalKeys([
    ...open.map((page) => ({ keys: [page.key], label: page.label, group: "Go to", run: () => go(page.path) })),
    { keys: ["?"], label: "This help", group: "Everywhere", run: openHelp },
    { keys: ["Escape"], run: clearWarnings },
  ]);
}

let signingIn = null;
/** One dialog, however many requests wait for it. Another person begins with a page of their own. */
function signInAgain() {
  signingIn ??= askToSignIn(me?.user ?? "").then((next) => {
    signingIn = null;
    if (me && next.user !== me.user) location.assign("/");
    me = next;
    setCsrf(me.csrf);
    listen();
  });
  return signingIn;
}

async function signOut() {
  await leave();
  leave = () => {};
  close();
  await post("/api/sign-out").catch(() => {});
  location.assign("/");
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='/']");
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!link || !plain || link.hasAttribute("download") || link.target) return;
  event.preventDefault();
  go(link.getAttribute("href"));
});
window.addEventListener("popstate", show);
window.addEventListener("pagehide", () => leave());
document.getElementById("open-help").addEventListener("click", openHelp);
document.getElementById("sign-out").addEventListener("click", signOut);
watchConnection((online) => {
  document.body.classList.toggle("offline", !online);
  replace(document.getElementById("connection"), online ? "" :
    "No connection. What you decide is kept here and sent when the server answers.");
});
whenSignedOut(signInAgain);
onLive("signed_out", () => signInAgain());

try {
  me = await get("/api/me", {}, { signIn: false });
  setCsrf(me.csrf);
  listen();
} catch {
  await signInAgain();
}
drawHeader();
await show();

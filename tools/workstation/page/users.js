// For supervisors: users and their roles, limits in force, decisions that need a second person.

import { get, post } from "./api.js";
import { el, refresh, replace, table } from "./dom.js";
import { setViewKeys } from "./keys.js";
import { onLive } from "./live.js";
import { dollars } from "./money.js";
import { say, tried } from "./say.js";
import { day, moment, titled } from "./words.js";

const kRoles = ["operator", "reviewer", "supervisor", "auditor"];

function roleSelect(id, label, value) {
  const select = el("select", { id, "aria-label": label }, kRoles.map((role) => el("option", { value: role }, role)));
  select.value = value;
  return select;
}

function userTable(users, me, reload) {
  const may = me.role === "supervisor";
  const change = async (user, what) => {
    const changed = await tried(post(`/api/users/${encodeURIComponent(user.user)}`, what));
    if (changed) say(`${user.user} is changed; open sessions of this user are over.`);
    reload();
  };
  return table({
    caption: "Users", heads: ["User", "Role", "Signed in", "Enabled", "Changed", "Change"],
    rows: users.map((user) => {
      const role = roleSelect(`role-${user.user}`, `Role of ${user.user}`, user.role);
      role.addEventListener("change", () => change(user, { role: role.value }));
      const locked = !may || user.user === me.user;
      return [user.user, locked ? user.role : role, user.signed_in ? "yes" : "", user.enabled ? "yes" : "no", `${moment(user.changed_at)} by ${user.changed_by}`,
        locked ? "" : el("button", { type: "button", on: { click: () => change(user, { enabled: !user.enabled }) } }, user.enabled ? "Disable" : "Enable", el("span", { class: "hidden" }, ` ${user.user}`))];
    }) });
}

function newUserForm(reload) {
  const name = el("input", { id: "new-user", autocomplete: "off", required: true, pattern: "[a-z0-9._\\-]{1,32}", title: "a-z, 0-9, dot, dash, underscore" });
  const password = el("input", { id: "new-user-password", type: "password", autocomplete: "new-password", minlength: 10, required: true });
  const role = roleSelect("new-user-role", "Role of the new user", "reviewer");
  const form = el("form", { class: "inline-form" }, el("label", { for: "new-user" }, "Name"), name, el("label", { for: "new-user-role" }, "Role"), role,
    el("label", { for: "new-user-password" }, "First password, 10 characters at least"), password, el("button", { type: "submit" }, "Add the user"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const made = await tried(post("/api/users", { user: name.value, role: role.value, password: password.value }));
    if (!made) return;
    say(`${name.value} is added.`);
    form.reset();
    reload();
  });
  return form;
}

function secondTable(items) {
  return table({
    caption: "Decisions that need a second person", heads: ["Item", "At stake", "Received", "First person", "Since", "Why it waits"], numeric: [1],
    rows: items.map((item) => [el("a", { href: `/item/${item.item}` }, item.item), dollars(item.at_stake), day(item.received), item.first_by, moment(item.first_at),
      item.reasons.map(({ word }) => titled(word)).join(", ")]), empty: "None." });
}

const kCorrections = { refund: ["Pay the check back", "refund"], refund_credit: ["Pay a credit back", "refund-credit"], move: ["Move to another plan", "move"] };

function correctionTable(corrections) {
  return table({
    caption: "Corrections that need a second person", heads: ["What", "At stake", "First person", "Since", "Decides it"], numeric: [1],
    rows: corrections.map((one) => {
      const [what, command] = kCorrections[one.act];
      const plan = `${one.billing_account}:${one.plan_id}`;
      return [[what, " ", one.check ? el("a", { href: `/search/${one.check}` }, `check ${one.check}`) : plan], dollars(one.at_stake), one.first_by, moment(one.first_at),
        el("code", {}, `lockbox correct ${command} ${one.check ?? plan} …`)];
    }), empty: "None." });
}

export async function show(main, { me }) {
  const users = el("div", {}), second = el("div", {}), corrections = el("div", {}), limits = el("div", {});
  const loadSecond = async () => {
    const answer = await tried(get("/api/second"));
    if (!answer) return;
    refresh(second, secondTable(answer.items));
    refresh(corrections, correctionTable(answer.corrections));
  };
  const loadUsers = async () => {
    if (me.role !== "supervisor") return;
    const answer = await tried(get("/api/users"));
    if (answer) refresh(users, userTable(answer.users, me, loadUsers));
  };
  const loadLimits = async () => {
    const answer = await tried(get("/api/limits"));
    if (answer) replace(limits, table({ caption: "Limits", heads: ["Setting", "Value", "What it does"], rows: answer.limits.map((one) => [el("code", {}, one.key), one.value, one.what]) }));
  };
  await Promise.all([loadSecond(), loadUsers(), loadLimits()]);
  replace(main, el("h1", { tabindex: -1 }, "Supervision"),
    el("section", {}, el("h2", {}, "Decisions that need a second person"), second),
    el("section", {}, el("h2", {}, "Corrections that need a second person"), corrections),
    me.role === "supervisor" ? el("section", {}, el("h2", {}, "Users"), users, newUserForm(loadUsers)) : null,
    el("section", {}, el("h2", {}, "Limits"), el("p", { class: "quiet" }, "Set in lockbox.toml."), limits));
  setViewKeys([]);
  const ends = ["standing", "settled"].map((kind) => onLive(kind, loadSecond));
  return () => ends.forEach((end) => end());
}

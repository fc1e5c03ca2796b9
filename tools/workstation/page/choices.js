// Whom a check may pay: one choice for each plan of each account that is offered, in rows that a digit chooses.

import { el, key } from "./dom.js";
import { dollars } from "./money.js";
import { day, percent } from "./words.js";

export const choiceKey = (choice) => `${choice.billing_account}:${choice.plan_id}`;

/** `accounts` in the form of `candidates`; the plan that is the likely one of its account comes first. */
export function choicesOf(accounts) {
  return accounts.flatMap((account) => {
    const likely = account.plans.filter((plan) => plan.plan_id === account.plan_id);
    const rest = account.plans.filter((plan) => plan.plan_id !== account.plan_id);
    return [...likely, ...rest].map((plan, i) => ({
      ...account, plan_id: plan.plan_id, plan, isFirstOfAccount: i === 0, isLikely: likely.length > 0 && i === 0,
    }));
  });
}

const marks = { supports: "✓", opposes: "✗", silent: "○" };
const spoken = { supports: "agrees", opposes: "differs", silent: "missing" };

function termLine(term) {
  return el("li", { class: `term ${term.direction}` },
    el("span", { class: "mark", "aria-hidden": "true" }, marks[term.direction]),
    el("span", { class: "hidden" }, `${spoken[term.direction]}: `), term.text);
}

/** What speaks most comes first, whatever it says. */
function termList(choice) {
  const terms = [...(choice.terms ?? [])].sort((a, b) => Math.abs(b.weight_nats) - Math.abs(a.weight_nats));
  if (terms.length === 0) return null;
  return el("ul", { class: "terms" }, terms.map(termLine));
}

export function addressOf({ address, city, state, zip }) {
  return [address, [city, [state, zip].filter(Boolean).join(" ")].filter(Boolean).join(", ")].filter(Boolean).join(" · ");
}

/** The open invoice; how the amount compares with what is due is said in words, not in color alone. */
function planLine(choice, amount) {
  const { plan } = choice;
  const same = amount !== null && amount === plan.amount_due;
  return el("span", { class: "plan" },
    el("span", { class: "insurer" }, plan.insurer),
    el("span", { class: "quiet" }, ` ${plan.plan_kind}`),
    plan.status === "active" ? null : el("span", { class: "tag warn" }, plan.status),
    el("span", { class: `due${same ? " same" : ""}` },
      `${dollars(plan.amount_due)} due ${day(plan.due_date)}${same ? " = this check" : ""}`),
    el("span", { class: "quiet invoice" }, `${plan.plan_name} · invoice ${plan.invoice_number ?? "?"} for ${plan.coverage_month ?? "?"}`));
}

function accountLines(choice, found) {
  return [
    el("span", { class: "person" }, choice.name,
      choice.probability === undefined
        ? el("span", { class: "tag" }, found ? "found by you" : (choice.matched ?? []).join(", "))
        : el("span", { class: "share" }, percent(choice.probability))),
    el("span", { class: "quiet where" }, [addressOf(choice), `account ${choice.billing_account}`, `member ${choice.member_id}`]
      .map((part) => el("span", {}, part))),
  ];
}

/** One row; `number` is the digit that chooses it, where there is one. */
export function choiceRow(choice, { number = null, amount = null, name = "choice", onChoose }) {
  const id = `${name}-${choiceKey(choice)}`;
  const radio = el("input", { type: "radio", name, id, on: { change: () => onChoose(choice) } });
  const label = el("label", { for: id },
    choice.isFirstOfAccount ? accountLines(choice, name === "choice") : null, planLine(choice, amount));
  return el("li", { class: `choice${choice.isFirstOfAccount ? "" : " further"}`, data: { choice: choiceKey(choice) } },
    radio, el("span", { class: "digit" }, number && number < 10 ? key(String(number)) : null), label,
    choice.isFirstOfAccount ? termList(choice) : null);
}

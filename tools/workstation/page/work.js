// A decision in the making: who is chosen, what was keyed, what is still missing, and what would be sent.

import { el } from "./dom.js";
import { fieldKinds, markLabels } from "./entry.js";
import { dollars } from "./money.js";

export class Work {
  constructor(item) {
    this.item = item;
    this.clear();
  }

  clear() {
    this.choice = null;
    this.outcome = null;
    this.fields = {};
    this.marks = [];
    this.again = null;  // the amount once more; "keying" while that is asked
  }

  amount() { return this.fields.amount ?? this.item.known?.amount ?? null; }

  /** While the amount is keyed once more, the first entry is not shown. */
  get hidesAmount() { return this.again === "keying"; }

  forgetAmount() {
    delete this.fields.amount;
    this.again = null;
  }

  /** The field that must be keyed before this can be sent. */
  missing() {
    const { rules } = this.item;
    if (this.outcome) return this.outcome.needs && !this.fields[this.outcome.needs] ? this.outcome.needs : null;
    if (!this.choice) return rules.blind_amount && this.marks.length > 0 && !this.fields.amount ? "amount" : null;
    if (!this.amount() || (rules.blind_amount && !this.fields.amount)) return "amount";
    return rules.needs_numbers && !this.fields.routing ? "routing" : null;
  }

  /** As the server takes it; null: nothing is decided yet. */
  body() {
    const { amount, until, note, ...read } = this.fields;
    if (this.outcome) return { act: this.outcome.act, until: until ?? null, note: note ?? "" };
    const keyed = amount ? { amount, ...(this.again === amount ? { amount_again: amount } : {}) } : {};
    if (this.choice) {
      const { routing, account, number } = read;
      const { billing_account: billingAccount, plan_id: plan } = this.choice;
      return { act: "post", billing_account: billingAccount, plan_id: plan, ...keyed, fields: { routing, account, number }, note: "" };
    }
    const fields = { ...read, ...Object.fromEntries(this.marks.map((mark) => [mark, true])), ...(amount ? { amount } : {}) };
    return Object.keys(fields).length > 0 ? { act: "correct", fields, ...keyed, note: "" } : null;
  }

  /** What Enter would do, as parts of a sentence. */
  sentence() {
    const keyed = Object.entries(this.fields).filter(([name]) => name !== "amount" || !this.hidesAmount)
      .map(([name, value]) => `${fieldKinds[name].label.toLowerCase()} ${fieldKinds[name].say(value)}`);
    const read = [...keyed, ...this.marks.map((mark) => markLabels[mark].toLowerCase())].join(", ");
    if (this.outcome) return [el("b", {}, `${this.outcome.label}: `), this.outcome.sure ?? read];
    if (this.choice) {
      const { name, plan, billing_account: account } = this.choice;
      const amount = this.amount() && !this.hidesAmount ? dollars(this.amount()) : "the amount, still to be keyed,";
      return [el("b", {}, `Post ${amount}`), ` to ${name}, ${plan.insurer} ${plan.plan_kind}, account ${account}`];
    }
    if (read) return [el("b", {}, "Correct: "), `${read}; then the rules decide`];
    return ["A digit chooses who is paid; a letter below says how else it ends."];
  }
}

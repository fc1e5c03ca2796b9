// What the reviewer reads in the image: amount, date, numbers of the instrument, and marks such as "it is signed".
// Enter goes from field to field and, after the last, decides.

import { el, key } from "./dom.js";
import { dollars, keyedAmount, keyedDate } from "./money.js";
import { day } from "./words.js";

const digits = (least, most) => (text) => {
  const plain = text.replace(/[\s-]/g, "");
  return new RegExp(`^\\d{${least},${most}}$`).test(plain) ? plain : null;
};

/** name -> what it asks, how it is understood, how it is said back. */
export const fieldKinds = {
  amount: { label: "Amount", hint: "digits count cents: 4610 is $46.10", parse: keyedAmount, say: dollars },
  date: { label: "Date of the check", hint: "MMDDYY, or 11/18/2026", parse: keyedDate, say: day },
  routing: { label: "Routing number", hint: "9 digits", parse: digits(9, 9), say: String },
  account: { label: "Account of the payer's bank", hint: "digits", parse: digits(3, 20), say: String },
  number: { label: "Check or serial number", hint: "digits", parse: digits(1, 20), say: String },
  until: { label: "Hold until", hint: "MMDDYY, a day after today", parse: keyedDate, say: day },
  note: { label: "To whom, and what is asked", hint: "a name or a desk", parse: (text) => text.trim() || null, say: String },
};

export const markLabels = {
  signature_seen: "It is signed",
  payee_seen: "It is made out to the Health Connector",
  legend_harmless: "The words on it bind nobody",
  in_dollars: "It is in US dollars",
  image_is_usable: "The image can be read",
};

const fieldsByReason = {
  amount_unreadable: ["amount"], amount_mismatch: ["amount"], over_limit: ["amount"],
  date_unreadable: ["date"], postdated: ["date"], stale_dated: ["date"],
  micr_unreadable: ["routing", "account", "number"],
};
const markByReason = {
  signature_missing: "signature_seen", payee_mismatch: "payee_seen", restrictive_legend: "legend_harmless",
  foreign_currency: "in_dollars", image_quality: "image_is_usable",
};

/** Fields that the reasons put in question, in the order of the reasons. */
export function fieldsInQuestion(item) {
  return [...new Set(item.reasons.flatMap(({ word }) => fieldsByReason[word] ?? []))];
}
export function marksInQuestion(item) {
  return item.reasons.map(({ word }) => markByReason[word]).filter(Boolean);
}

function textField(name, { value, blind, onEnter }) {
  const kind = fieldKinds[name];
  const echo = el("output", { for: `field-${name}`, class: "echo" });
  const input = el("input", { id: `field-${name}`, name, type: "text", autocomplete: "off", spellcheck: "false",
    inputmode: name === "note" ? "text" : "numeric", "aria-describedby": `hint-${name}`, value: value ?? "" });
  const understood = () => (input.value.trim() === "" ? null : kind.parse(input.value));
  const draw = () => {
    const text = input.value.trim();
    echo.textContent = text === "" ? "" : understood() === null ? "not understood" : name === "note" ? "" : kind.say(understood());
    input.setAttribute("aria-invalid", String(text !== "" && understood() === null));
  };
  input.addEventListener("input", draw);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.repeat) return;
    event.preventDefault();
    event.stopPropagation();
    onEnter(input, understood());
  });
  draw();
  const element = el("div", { class: "field" },
    el("label", { for: `field-${name}` }, blind ? `${kind.label}, once more` : kind.label), input, echo,
    el("span", { class: "quiet hint", id: `hint-${name}` }, kind.hint));
  return { name, element, input, understood, isWrong: () => input.value.trim() !== "" && understood() === null };
}

function markField(name, checked, onEnter) {
  const box = el("input", { type: "checkbox", id: `mark-${name}`, name });
  box.checked = checked;
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.repeat) return;
    event.preventDefault();
    event.stopPropagation();
    onEnter();
  });
  return { name, box, element: el("div", { class: "field mark" }, box, el("label", { for: `mark-${name}` }, markLabels[name])) };
}

/** `names`: text fields; `marks`: marks; `values`: keyed before; `firstMark`: checked from the start.
 *  onDone({fields, marks}): with what is keyed; onClose(). */
export function entryPanel({ title, names, marks = [], values = {}, checked = [], blind = false, focusOn, onDone, onClose }) {
  const trouble = el("p", { class: "trouble", role: "alert" });
  const done = () => {
    const wrong = fields.find((field) => field.isWrong());
    if (wrong) {
      trouble.textContent = `${fieldKinds[wrong.name].label}: ${fieldKinds[wrong.name].hint}.`;
      wrong.input.select();
      return;
    }
    const said = fields.map((field) => [field.name, field.understood()]).filter(([, value]) => value !== null);
    onDone({ fields: Object.fromEntries(said), marks: boxes.filter(({ box }) => box.checked).map(({ name }) => name) });
  };
  const enter = (from) => {
    const at = fields.findIndex((field) => field.input === from);
    if (fields[at].isWrong()) return done();
    const empty = fields.slice(at + 1).find((field) => field.input.value.trim() === "");
    return empty ? empty.input.focus() : done();
  };
  const fields = names.map((name) => textField(name, { value: values[name], blind, onEnter: enter }));
  const boxes = marks.map((name) => markField(name, checked.includes(name), done));
  const panel = el("section", { class: "panel entry", "aria-label": title },
    el("h2", {}, title), fields.map((field) => field.element), boxes.map((mark) => mark.element), trouble,
    el("p", { class: "quiet panel-keys" }, key("Enter"), names.length > 1 ? " next field, then accepts, " : " accepts, ", key("Esc"), " closes"),
    el("button", { type: "button", on: { click: done } }, "Accept"));
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  });
  const start = fields.find((field) => field.name === focusOn) ?? boxes.find((mark) => mark.name === focusOn) ?? fields[0] ?? boxes[0];
  return {
    panel,
    complain: (text) => { trouble.textContent = text; },
    focus: () => { const control = start.input ?? start.box; control.focus(); control.select?.(); },
    nextMark: () => {
      const next = boxes.find(({ box }) => !box.checked);
      if (next) { next.box.checked = true; next.box.focus(); }
    },
  };
}

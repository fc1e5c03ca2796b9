// One item of the queue as a reviewer sees it: images, the reason, readings, candidates, and what Enter would do.

import { choiceKey, choiceRow, choicesOf } from "./choices.js";
import { el, key, replace } from "./dom.js";
import { ItemImages } from "./item_images.js";
import { dollars } from "./money.js";
import { readingsTable } from "./readings.js";
import { count, day, moment, percent, shortDay, titled } from "./words.js";

function reasonLines(item) {
  const [first, ...others] = item.reasons;
  return [
    el("h1", { tabindex: -1 }, first?.sentence ?? "Waits for a person."),
    el("p", { class: "settles" }, el("b", {}, "Settles it: "), item.second ? "decide by yourself; the first entry is not shown" : first?.settles ?? item.advice),
    others.length ? el("ul", { class: "others" }, others.map((one) => el("li", {}, one.sentence))) : null];
}

function factLine(item) {
  const pages = item.pages.filter((page) => page.current).map((page) => page.sequence).join(", ");
  return el("p", { class: "facts" },
    el("span", { class: "amount" }, item.rules.blind_amount ? "$ ?" : item.check ? dollars(item.at_stake) : titled(item.kind ?? "page")),
    el("span", {}, `Item ${item.item} · batch ${item.batch}, page ${pages} · received ${shortDay(item.received)} · due ${shortDay(item.deadline)}`));
}

function secondLine(item) {
  if (!item.second) return null;
  return el("p", { class: "banner" }, item.first_is_mine
    ? "You have decided this one. Another person must decide it too."
    : "Second decision. Another person has decided; look as if nobody had.");
}

function knownLine(item) {
  const known = item.known;
  if (!known) return null;
  const part = (label, value) => el("span", {}, `${label} `, el("b", {}, value ?? "?"));
  return el("p", { class: "known" }, part("Dated", known.date ? day(known.date) : null), part("Number", known.number),
    part("Routing", known.routing), el("span", {}, "Bank account ", el("b", { data: { account: "" } }, known.account ?? "?"), " ", key("k")));
}

export class ItemView {
  /** `onChoose(choice)`: a candidate was chosen by key or mouse. */
  constructor(item, onChoose) {
    this.item = item;
    this.onChoose = onChoose;
    this.amount = item.at_stake;
    this.images = new ItemImages(item);
    this.choices = choicesOf(item.candidates);
    this.list = el("ol", { class: "choices" });
    this.answer = el("p", { class: "answer-text", "aria-live": "polite" });
    this.outcomes = el("div", { class: "outcomes", role: "group", "aria-label": "Outcomes" });
    this.known = el("div", {}, knownLine(item));
    this.readings = el("div", {}, readingsTable(item.readings));
    this.place = el("div", { class: "panel-place", hidden: true });
    this.element = el("article", { class: "item", data: { item: item.item } }, this.images.element, this.decision());
    this.drawChoices();
  }

  decision() {
    return el("section", { class: "decision", "aria-label": "Decision" },
      el("div", { class: "scrolls", tabindex: 0, role: "region", "aria-label": "Reason, candidates and readings" },
        el("header", {}, reasonLines(this.item), factLine(this.item), secondLine(this.item), this.known),
        this.item.check ? el("fieldset", { class: "candidates" }, el("legend", {}, "Who is paid"), this.list, this.noneLine()) : null,
        el("section", { class: "read" }, el("h2", {}, "What was read"), this.readings),
        el("details", { class: "history" }, el("summary", {}, `History, ${count(this.item.history.length, "entry").replace("entrys", "entries")}`),
          el("ol", {}, this.item.history.map((one) => el("li", {}, `${moment(one.at)} ${one.by}: ${one.what}, ${one.text}`))))),
      this.place,
      el("footer", { class: "answer" }, this.answer, this.outcomes));
  }

  noneLine() {
    const share = this.item.none_of_these;
    return el("p", { class: "quiet none" }, this.choices.length
      ? `None of these: ${percent(share)}. `
      : "No account fits what was read. ", "Search another: ", key("/"));
  }

  drawChoices() {
    replace(this.list, this.choices.map((choice, i) => choiceRow(choice, { number: i + 1, amount: this.amount, onChoose: this.onChoose })));
  }

  /** A plan that the reviewer found comes first. */
  add(choice) {
    this.choices = [choice, ...this.choices.filter((one) => choiceKey(one) !== choiceKey(choice))];
    this.drawChoices();
  }

  mark(choice) {
    for (const row of this.list.children) {
      const chosen = choice !== null && row.dataset.choice === choiceKey(choice);
      row.classList.toggle("chosen", chosen);
      row.querySelector("input").checked = chosen;
      if (chosen) row.scrollIntoView({ block: "nearest" });
    }
    this.images.frameEvidence(choice?.terms ?? []);
  }

  say(...parts) { replace(this.answer, parts); }

  openPanel(panel) {
    replace(this.place, panel);
    this.place.hidden = false;
  }

  closePanel() {
    if (this.place.hidden) return;
    this.place.hidden = true;
    this.place.replaceChildren();
    this.element.querySelector("h1").focus({ preventScroll: true });
  }

  /** The numbers that a reveal gave. */
  reveal({ account, micr_line: line, readings }) {
    const shown = this.known.querySelector("[data-account]");
    if (shown && account) shown.textContent = account;
    const open = this.item.readings.map((one) => {
      const full = readings?.find((other) => other.field === one.field);
      if (one.field === "micr_line" && line) return { ...one, alternatives: [{ value: line, probability: one.alternatives[0]?.probability }] };
      return full ? { ...one, alternatives: full.alternatives } : one;
    });
    replace(this.readings, readingsTable(open));
  }
}

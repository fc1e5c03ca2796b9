// What was read, with what else it may be and how sure the program is.

import { el } from "./dom.js";
import { dollars } from "./money.js";
import { percent, titled } from "./words.js";

const moneyFields = ["courtesy_amount", "legal_amount", "total_due", "amount_enclosed"];
const presences = { absent: "not there", illegible: "not legible" };
const kAlternativesShown = 3;
const kShareShown = 0.0005;

function valueText(reading, value) {
  return moneyFields.includes(reading.field) ? dollars(value) : String(value);
}

/** ["46.10", "97 %"], then what else it may be. */
export function alternativesOf(reading) {
  const [best, ...others] = reading.alternatives;
  if (!best) return null;
  return {
    best: valueText(reading, best.value), share: percent(best.probability),
    others: others.filter((one) => one.probability >= kShareShown).slice(0, kAlternativesShown)
      .map((one) => `${valueText(reading, one.value)} (${percent(one.probability)})`),
  };
}

export function readingText(reading) {
  if (!reading) return "";
  if (reading.hidden) return "hidden until you have keyed it";
  const read = alternativesOf(reading);
  return read ? `${read.best} (${read.share})` : presences[reading.presence] ?? titled(reading.presence);
}

export function readingsTable(readings) {
  const rows = readings.map((reading) => {
    const read = reading.hidden ? null : alternativesOf(reading);
    return el("tr", {},
      el("th", { scope: "row" }, reading.label),
      el("td", {}, read ? read.best : readingText(reading)),
      el("td", { class: "number" }, read?.share ?? ""),
      el("td", { class: "quiet" }, read?.others.join(", ") ?? ""));
  });
  return el("table", { class: "readings" },
    el("thead", {}, el("tr", {}, ["Field", "Read as", "Sure", "Or"].map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, rows.length ? rows : el("tr", {}, el("td", { colspan: 4, class: "quiet" }, "Nothing was read."))));
}

// Money is a decimal text with two places ("46.10"), as the server sends it, or whole cents; never a fraction.

/** "1234567.80" -> "$1,234,567.80"; null -> "?" because unknown is never zero. */
export function dollars(text) {
  if (text === null || text === undefined) return "?";
  const match = /^(-?)(\d+)\.(\d\d)$/.exec(text);
  if (!match) return String(text);
  return `${match[1]}$${match[2].replace(/\B(?=(\d{3})+$)/g, ",")}.${match[3]}`;
}

/** Cents as decimal text: 4610 -> "46.10". */
export function fromCents(cents) {
  const sign = cents < 0 ? "-" : "";
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function toCents(text) {
  return Number(text.replace(".", ""));
}

/** What a reviewer keys: digits alone count cents ("4610" is $46.10); with a point they are dollars ("46.1", "46.").
 *  null: no amount. */
export function keyedAmount(text) {
  const plain = text.replace(/[$,\s]/g, "");
  if (/^\d{1,10}$/.test(plain)) return fromCents(Number(plain));
  const match = /^(\d{1,8})\.(\d{0,2})$/.exec(plain);
  return match ? `${Number(match[1])}.${match[2].padEnd(2, "0")}` : null;
}

/** Digits of a date as they stand on a check: "111826", "11182026", "11/18/26" or "2026-11-18" -> "2026-11-18". */
export function keyedDate(text, century = "20") {
  const iso = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(text.trim());
  const parts = iso ? [iso[2], iso[3], iso[1]] : american(text.trim());
  if (!parts) return null;
  const [month, day] = [parts[0].padStart(2, "0"), parts[1].padStart(2, "0")];
  const year = parts[2].length === 2 ? century + parts[2] : parts[2];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  const real = !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
  return real ? `${year}-${month}-${day}` : null;
}

function american(text) {
  const slashes = /^(\d\d?)[/.\- ](\d\d?)[/.\- ](\d{4}|\d\d)$/.exec(text);
  if (slashes) return slashes.slice(1);
  const run = /^(\d\d)(\d\d)(\d{4}|\d\d)$/.exec(text);
  return run ? run.slice(1) : null;
}

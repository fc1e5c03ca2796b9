// Words that people read for what the server calls things.

export const actWords = {
  post: "Post", correct: "Correct", return: "Return to the sender", refund: "Pay back", not_payment: "No payment",
  file: "File: seen, nothing to do", refer: "Refer", hold: "Hold", undo: "Undo",
};

export function titled(word) {
  const text = String(word).replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** 0.99972 -> "99.97 %"; certainty is never claimed. */
export function percent(share) {
  if (share === null || share === undefined) return "?";
  const value = 100 * share;
  if (value > 99.99 && value < 100) return ">\u00a099.99\u00a0%";
  return `${value >= 99 ? value.toFixed(2) : value.toFixed(value >= 10 ? 0 : 1)}\u00a0%`;
}

export function day(text) {
  if (!text) return "?";
  const date = new Date(`${text.slice(0, 10)}T12:00:00Z`);
  return date.toLocaleDateString("en-US", { month: "short", day: "numeric", year: "numeric", timeZone: "UTC" });
}

/** Without the year, which is this one. */
export function shortDay(text) {
  if (!text) return "?";
  if (Math.abs(new Date(`${text}T12:00:00Z`) - Date.now()) > 180 * 86_400_000) return day(text);
  return new Date(`${text}T12:00:00Z`).toLocaleDateString("en-US", { month: "short", day: "numeric", timeZone: "UTC" });
}

export function moment(text) {
  if (!text) return "";
  return new Date(text).toLocaleString("en-US", { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
}

/** "3 items", "1 item". */
export function count(number, word) {
  return `${number.toLocaleString("en-US")} ${word}${number === 1 ? "" : "s"}`;
}

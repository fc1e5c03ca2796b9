// Every way in which an item can end, its key, and what it still needs.

/** `act` as the server has it; `needs`: the field that is asked first; `sure`: what Enter would do, as a sentence. */
export const outcomes = [
  { act: "return", key: "r", label: "Return", sure: "Return it to the sender, before it is deposited." },
  { act: "refund", key: "f", label: "Pay back", sure: "It was deposited: pay its money back." },
  { act: "not_payment", key: "n", label: "No payment", sure: "This page is no check and no money order." },
  { act: "file", key: "f", label: "File", sure: "Seen; nothing to do. File it." },
  { act: "hold", key: "h", label: "Hold", needs: "until" },
  { act: "refer", key: "t", label: "Refer to", needs: "note" },
];

export function outcomesOf(item) {
  return outcomes.filter((one) => item.rules.acts.includes(one.act));
}

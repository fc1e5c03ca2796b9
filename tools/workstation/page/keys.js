// Keys: which view is shown decides what they do. Every key has a line in the help, and a button on the page that does
// the same, so that nothing depends on them. They can be turned off (WCAG 2.1.4), and then work with Alt.

let view = [];      // of the page shown: [{keys, label, group, run}]
let everywhere = [];
let overlay = null; // a dialog's own table, which hides the others
let prefix = "";
let prefixTimer = 0;

const kOff = "lockbox.single-keys";
export const singleKeys = {
  get on() { return localStorage.getItem(kOff) !== "off"; },
  set on(on) { localStorage.setItem(kOff, on ? "on" : "off"); },
};

/** `bindings`: {keys: ["Enter"] or ["g q"], label, group, run(event)}. A binding without a label is not in the help. */
export function setViewKeys(bindings) { view = bindings; }
export function setGlobalKeys(bindings) { everywhere = bindings; }
export function helpTable() { return [...view, ...everywhere].filter((binding) => binding.label); }

/** While a panel is open its keys come first; the returned function closes it. */
export function openPanelKeys(bindings) {
  overlay = bindings;
  return () => { if (overlay === bindings) overlay = null; };
}

function typesText(target) {
  return target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select") !== null;
}

/** Enter and Space belong to the control that has the focus. */
function belongsToControl(event) {
  const control = event.target.closest?.("button, a[href], summary, select");
  return control !== null && control !== undefined && (event.key === "Enter" || event.key === " ");
}

/** Arrows move within a list of choices and scroll what scrolls. */
function arrowsBelongTo(event) {
  return event.key.startsWith("Arrow") && (event.target.matches?.("input[type=radio], .scrolls, .table") ?? false);
}

function find(name) {
  for (const table of [overlay, overlay ? null : view, overlay ? null : everywhere]) {
    const found = table?.find((binding) => binding.keys.includes(name) && (binding.when?.() ?? true));
    if (found) return found;
  }
  return null;
}

function isPrefix(name) {
  return !overlay && [...view, ...everywhere].some((binding) => binding.keys.some((one) => one.startsWith(name + " ")));
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (document.querySelector("dialog[open]:not([data-keys])")) return;
  const single = event.key.length === 1;
  if (single && (typesText(event.target) || (!singleKeys.on && !event.altKey))) return;
  if (!single && event.key !== "Escape" && typesText(event.target)) return;
  if (belongsToControl(event) || arrowsBelongTo(event)) return;
  const name = prefix ? `${prefix} ${event.key}` : event.key;
  clearTimeout(prefixTimer);
  prefix = "";
  if (single && isPrefix(name)) {
    prefix = name;
    prefixTimer = setTimeout(() => { prefix = ""; }, 1500);
    event.preventDefault();
    return;
  }
  const found = find(name);
  if (!found || (event.repeat && !found.repeats)) {
    if (found) event.preventDefault();
    return;
  }
  event.preventDefault();
  found.run(event);
});

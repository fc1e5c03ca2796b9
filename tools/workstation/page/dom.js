// Builds elements. Text only ever becomes text nodes, so that what was read off paper can never run.

/** el("a", {class: "x", href: "/queue", on: {click: f}, data: {id: 3}}, "text", child, [more], null) */
export function el(tag, options = {}, ...children) {
  const element = document.createElement(tag);
  apply(element, options);
  append(element, children);
  return element;
}

const svgSpace = "http://www.w3.org/2000/svg";
export function svg(tag, options = {}, ...children) {
  const element = document.createElementNS(svgSpace, tag);
  apply(element, options);
  append(element, children);
  return element;
}

function apply(element, options) {
  for (const [name, value] of Object.entries(options)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    } else if (name === "data") {
      for (const [key, word] of Object.entries(value)) element.dataset[key] = word;
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

export function replace(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
  return parent;
}

/** As replace(), and who was at a link, a field or a table of it is there again afterwards. */
export function refresh(parent, ...children) {
  const before = parent.contains(document.activeElement) ? document.activeElement : parent;
  const name = ["id", "href", "aria-label"].find((one) => before !== parent && before.hasAttribute(one));
  replace(parent, ...children);
  const same = name && [...parent.querySelectorAll(`[${name}]`)].find((one) => one.getAttribute(name) === before.getAttribute(name));
  if (same) same.focus({ preventScroll: true });
  return parent;
}

/** A key as it is drawn beside what it does. */
export function key(label) {
  return el("kbd", {}, label);
}

/** A table with its heads; `rows` are arrays of cells, each text or an element. Numeric columns are named by index. */
export function table({ caption, heads, rows, numeric = [], rowOptions = () => ({}), empty = "Nothing here." }) {
  const align = (index) => (numeric.includes(index) ? { class: "number" } : {});
  const body = rows.length
    ? rows.map((cells, at) => el("tr", rowOptions(at), cells.map((cell, i) => el("td", align(i), cell))))
    : [el("tr", {}, el("td", { colspan: heads.length, class: "quiet" }, empty))];
  return el("div", { class: "table", tabindex: 0, role: "region", "aria-label": caption },
    el("table", {},
      el("caption", { class: "hidden" }, caption),
      el("thead", {}, el("tr", {}, heads.map((head, i) => el("th", { scope: "col", ...align(i) }, head)))),
      el("tbody", {}, body)));
}

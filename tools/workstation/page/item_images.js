// The images of an item: what is in question enlarged, one side large, all sides small.

import { el, key, replace } from "./dom.js";
import { readingText } from "./readings.js";
import { titled } from "./words.js";
import { enlarged, Viewer } from "./viewer.js";

/** All sides of all pages of the envelope; the page in question first. */
function sidesOf(item) {
  const pages = [...item.pages].sort((a, b) => Number(b.current) - Number(a.current));
  return pages.flatMap((page) => ["front", "back"].filter((side) => page.sides[side])
    .map((side) => ({ page, side, file: page.sides[side], name: `${titled(page.kind)} ${side}, page ${page.sequence}` })));
}

const sameBox = (a, b) => Array.isArray(a) && Array.isArray(b) && a.every((value, i) => value === b[i]);

export class ItemImages {
  constructor(item) {
    this.item = item;
    this.sides = sidesOf(item);
    this.viewer = new Viewer("Image of the page");
    this.thumbs = el("div", { class: "thumbs", role: "group", "aria-label": "Pages of the envelope" });
    this.strips = el("div", { class: "strips" });
    this.element = el("section", { class: "images", "aria-label": "Images" },
      this.strips, this.viewer.element, this.tools(), this.thumbs);
    this.evidence = [];
    this.drawStrips();
    this.drawThumbs();
    const question = item.questions[0];
    const start = question ? this.sides.findIndex((one) => this.isOn(one, question)) : 0;
    this.show(Math.max(0, start));
  }

  isOn(side, place) { return side.page.sequence === place.sequence && side.side === place.side; }

  drawStrips() {
    const parts = this.item.questions.slice(0, 2).map((question) => {
      const side = this.sides.find((one) => this.isOn(one, question));
      const reading = this.item.readings.find((one) => one.sequence === question.sequence && sameBox(one.box_px, question.box_px));
      if (!side?.file.width_px) return null;
      return enlarged(side.file, question.box_px, titled(question.label), reading ? readingText(reading) : "");
    }).filter(Boolean);
    this.strips.classList.toggle("none", parts.length === 0);
    replace(this.strips, parts);
  }

  drawThumbs() {
    replace(this.thumbs, this.sides.map((side, i) =>
      el("button", { type: "button", class: "thumb", on: { click: () => this.show(i) } },
        el("img", { src: side.file.url, alt: "", loading: "eager", decoding: "async" }),
        el("span", {}, `${side.page.sequence} ${side.side}`, el("span", { class: "hidden" }, `, ${titled(side.page.kind)}`)))));
  }

  tools() {
    const button = (label, shown, run) => el("button", { type: "button", class: "tool", on: { click: run } }, label, " ", key(shown));
    return el("div", { class: "tools", role: "group", "aria-label": "Image" }, [
      button("Larger", "+", () => this.viewer.zoomBy(1.5)), button("Smaller", "-", () => this.viewer.zoomBy(1 / 1.5)),
      button("Question", "z", () => this.zoomToQuestion()), button("Turn", "]", () => this.viewer.turn(1)),
      button("Invert", "i", () => this.viewer.invert()), button("Contrast", "c", () => this.viewer.moreContrast()),
      button("Other side", "x", () => this.flip()), button("Next page", ".", () => this.step(1))]);
  }

  show(index) {
    this.at = index;
    const side = this.sides[index];
    if (!side) {
      this.viewer.show(null, {});
      return;
    }
    const questions = this.item.questions.filter((one) => this.isOn(side, one))
      .map((one) => ({ box: one.box_px, kind: "question" }));
    const evidence = this.evidence.filter((one) => one.box_px && this.isOn(side, one))
      .map((one) => ({ box: one.box_px, kind: "evidence" }));
    this.viewer.show(side.file, { alt: side.name, caption: side.name, boxes: [...questions, ...evidence] });
    [...this.thumbs.children].forEach((thumb, i) => thumb.setAttribute("aria-pressed", String(i === index)));
  }

  /** Where the evidence of the chosen candidate was seen. */
  frameEvidence(terms) {
    this.evidence = terms;
    const side = this.sides[this.at];
    if (!side) return;
    this.viewer.setBoxes([
      ...this.item.questions.filter((one) => this.isOn(side, one)).map((one) => ({ box: one.box_px, kind: "question" })),
      ...terms.filter((one) => one.box_px && this.isOn(side, one)).map((one) => ({ box: one.box_px, kind: "evidence" }))]);
  }

  step(by) { if (this.sides.length) this.show((this.at + by + this.sides.length) % this.sides.length); }

  flip() {
    const now = this.sides[this.at];
    const other = this.sides.findIndex((one) => one.page === now?.page && one.side !== now.side);
    if (other >= 0) this.show(other);
  }

  zoomToQuestion() {
    const side = this.sides[this.at];
    const question = this.item.questions.find((one) => side && this.isOn(side, one)) ?? this.item.questions[0];
    if (!question) return;
    if (!this.isOn(side, question)) this.show(this.sides.findIndex((one) => this.isOn(one, question)));
    if (this.viewer.zoom > 1) this.viewer.fit();
    else this.viewer.zoomTo(question.box_px);
  }

  /** Their lines for the help, and what they do. */
  keys() {
    const viewer = this.viewer;
    const one = (names, label, run, repeats = false, shown = undefined) => ({ keys: names, label, group: "Image", run, repeats, shown });
    return [
      one(["+", "="], "Larger", () => viewer.zoomBy(1.5), true, ["+"]), one(["-"], "Smaller", () => viewer.zoomBy(1 / 1.5), true),
      one(["0"], "Whole page", () => viewer.fit()), one(["z"], "The part in question", () => this.zoomToQuestion()),
      one(["ArrowLeft"], "Move", () => viewer.pan(-1, 0), true, ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]),
      { keys: ["ArrowRight"], repeats: true, run: () => viewer.pan(1, 0) },
      { keys: ["ArrowUp"], repeats: true, run: () => viewer.pan(0, -1) },
      { keys: ["ArrowDown"], repeats: true, run: () => viewer.pan(0, 1) },
      one(["["], "Turn left", () => viewer.turn(-1)), one(["]"], "Turn right", () => viewer.turn(1)),
      one(["i"], "Invert", () => viewer.invert()), one(["c"], "More contrast", () => viewer.moreContrast()),
      one(["x"], "Front or back", () => this.flip()),
      one([".", ","], "Next or previous page", (event) => this.step(event.key === "." ? 1 : -1)),
    ];
  }
}

/** Images of an item in the browser's cache, decoded, before anybody asks for them. */
export async function loadImages(item) {
  const urls = item.pages.flatMap((page) => Object.values(page.sides).filter(Boolean).map((side) => ({ url: side.url, current: page.current })));
  const load = async ({ url }) => {
    const image = new Image();
    image.src = url;
    await image.decode().catch(() => {});
    return image;
  };
  const kept = await Promise.all(urls.filter((one) => one.current).map(load));
  return [...kept, ...await Promise.all(urls.filter((one) => !one.current).map(load))];
}

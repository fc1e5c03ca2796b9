// One image of a page: zoom, pan, rotate, invert, contrast, and the part in question framed.

import { el, replace } from "./dom.js";

const kZoomMax = 8;
const kContrasts = [1, 1.6, 2.4];

export class Viewer {
  constructor(label) {
    this.image = el("img", { alt: "", draggable: "false", decoding: "sync" });
    this.frames = el("div", { class: "frames", "aria-hidden": "true" });
    this.sheet = el("div", { class: "sheet" }, this.image, this.frames);
    this.caption = el("p", { class: "viewer-caption", "aria-live": "polite" });
    this.window = el("div", { class: "viewer-window", tabindex: 0, role: "group", "aria-label": label }, this.sheet);
    this.element = el("figure", { class: "viewer" }, this.window, this.caption);
    this.size = { width: 1, height: 1 };
    this.reset();
    new ResizeObserver(() => this.draw()).observe(this.window);
    this.image.addEventListener("load", () => {
      this.setSize(this.image.naturalWidth, this.image.naturalHeight);
      this.draw();
    });
    this.dragByMouse();
  }

  reset() {
    this.zoom = 1; this.turns = 0; this.x = 0; this.y = 0; this.inverted = false; this.contrast = 0;
  }

  /** `side`: {url, width_px, height_px}; `boxes`: [{box: [left, top, width, height], kind}] in its pixels. */
  show(side, { alt, caption, boxes = [] }) {
    this.reset();
    this.side = side;
    this.image.alt = side ? alt : "";
    this.element.classList.toggle("empty", !side);
    this.caption.textContent = side ? caption : "No image of this side";
    if (side) {
      this.setSize(side.width_px, side.height_px);
      if (this.image.getAttribute("src") !== side.url) this.image.src = side.url;
    } else {
      this.image.removeAttribute("src");
    }
    this.setBoxes(boxes);
  }

  /** Sizes that the server does not know come with the image. */
  setSize(width, height) {
    this.size = { width: width ?? 1700, height: height ?? 770 };
    this.image.width = this.size.width;
    this.image.height = this.size.height;
  }

  setBoxes(boxes) {
    this.boxes = boxes;
    replace(this.frames, boxes.map(({ kind }) => el("span", { class: kind })));
    this.draw();
  }

  /** Pixels of the screen for one of the image when the whole of it is to be seen. */
  fitScale() {
    const turned = this.turns % 2 === 1;
    const width = turned ? this.size.height : this.size.width;
    const height = turned ? this.size.width : this.size.height;
    return Math.min(this.window.clientWidth / width, this.window.clientHeight / height) || 1;
  }

  zoomBy(factor) { this.zoom = Math.min(kZoomMax, Math.max(1, this.zoom * factor)); this.draw(); }
  fit() { this.zoom = 1; this.x = 0; this.y = 0; this.draw(); }
  turn(quarter) { this.turns = (this.turns + quarter + 4) % 4; this.fit(); }
  invert() { this.inverted = !this.inverted; this.draw(); }
  moreContrast() { this.contrast = (this.contrast + 1) % kContrasts.length; this.draw(); }
  pan(right, down) {
    this.x -= right * this.window.clientWidth * 0.25;
    this.y -= down * this.window.clientHeight * 0.25;
    this.draw();
  }

  /** Fills the window with one part of the image. */
  zoomTo([left, top, width, height]) {
    const margin = 40;
    this.turns = 0;
    const scale = Math.min(this.window.clientWidth / (width + 2 * margin), this.window.clientHeight / (height + 2 * margin));
    this.zoom = Math.min(kZoomMax, Math.max(1, scale / this.fitScale()));
    const pixels = this.fitScale() * this.zoom;
    this.x = (this.size.width / 2 - (left + width / 2)) * pixels;
    this.y = (this.size.height / 2 - (top + height / 2)) * pixels;
    this.draw();
  }

  draw() {
    const scale = this.fitScale() * this.zoom;
    const turned = this.turns % 2 === 1;
    const [width, height] = turned ? [this.size.height, this.size.width] : [this.size.width, this.size.height];
    const slack = (extent, room) => Math.max(0, (extent * scale - room) / 2);
    const limit = (value, most) => Math.max(-most, Math.min(most, value));
    this.x = limit(this.x, slack(width, this.window.clientWidth));
    this.y = limit(this.y, slack(height, this.window.clientHeight));
    const style = this.sheet.style;
    style.width = `${this.size.width}px`;
    style.height = `${this.size.height}px`;
    style.transform = `translate(-50%, -50%) translate(${this.x}px, ${this.y}px) rotate(${this.turns * 90}deg) scale(${scale})`;
    this.image.style.filter = this.filter();
    (this.boxes ?? []).forEach(({ box }, i) => place(this.frames.children[i], box, scale));
  }

  filter() {
    return `${this.inverted ? "invert(1)" : ""} ${this.contrast ? `contrast(${kContrasts[this.contrast]})` : ""}`.trim();
  }

  dragByMouse() {
    let from = null;
    this.window.addEventListener("pointerdown", (event) => {
      from = { x: event.clientX - this.x, y: event.clientY - this.y };
      this.window.setPointerCapture(event.pointerId);
    });
    this.window.addEventListener("pointermove", (event) => {
      if (!from) return;
      this.x = event.clientX - from.x;
      this.y = event.clientY - from.y;
      this.draw();
    });
    this.window.addEventListener("pointerup", () => { from = null; });
    this.window.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.zoomBy(event.deltaY < 0 ? 1.2 : 1 / 1.2);
    }, { passive: false });
  }
}

function place(frame, [left, top, width, height], scale) {
  const margin = 8;
  Object.assign(frame.style, {
    left: `${left - margin}px`, top: `${top - margin}px`,
    width: `${width + 2 * margin}px`, height: `${height + 2 * margin}px`,
    outlineWidth: `${2.5 / scale}px`,
  });
}

/** A part of an image, enlarged to fill a strip of the page: the region in question. */
export function enlarged(side, [left, top, width, height], label, reading) {
  const margin = { x: 24, y: 14 };
  const box = {
    left: Math.max(0, left - margin.x), top: Math.max(0, top - margin.y),
    right: Math.min(side.width_px, left + width + margin.x), bottom: Math.min(side.height_px, top + height + margin.y),
  };
  const image = el("img", { src: side.url, alt: `${label}, enlarged`, width: side.width_px, height: side.height_px });
  const window_ = el("div", { class: "strip-window" }, image);
  const fill = () => {
    const across = box.right - box.left, down = box.bottom - box.top;
    const scale = Math.min(window_.clientWidth / across, window_.clientHeight / down, 4);
    const x = (window_.clientWidth - across * scale) / 2 - box.left * scale;
    const y = (window_.clientHeight - down * scale) / 2 - box.top * scale;
    image.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    const edge = (at) => `${Math.max(0, at)}px`;
    image.style.clipPath = `inset(${edge(box.top)} ${edge(side.width_px - box.right)} ${edge(side.height_px - box.bottom)} ${edge(box.left)})`;
  };
  new ResizeObserver(fill).observe(window_);
  return el("figure", { class: "strip" },
    el("figcaption", {}, el("b", {}, label), reading ? ` ${reading}` : ""), window_);
}

// A person before a browser, who has nothing but a keyboard.

import { chromium } from "playwright-core";

import { password } from "./house.mjs";

const kFlags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
export const kPatienceMs = 60_000;

export const openBrowser = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: kFlags });

/** Messages go after a few seconds; what was said is kept for whoever comes late. */
function keepMessages() {
  window.said = [];
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node.classList?.contains("message")) window.said.push(node.textContent);
    }
  }).observe(document, { childList: true, subtree: true });
}

export class Desk {
  static async open(browser, house, user, { scheme = "light", viewport = { width: 1366, height: 768 } } = {}) {
    const desk = new Desk();
    desk.house = house;
    desk.user = user;
    desk.context = await browser.newContext({ viewport, colorScheme: scheme });
    desk.page = await desk.context.newPage();
    desk.page.setDefaultTimeout(kPatienceMs);
    await desk.page.addInitScript(keepMessages);
    desk.faults = [];
    desk.outside = [];
    desk.page.on("pageerror", (error) => desk.faults.push(String(error.stack)));
    desk.page.on("console", (message) => { if (/Content Security Policy/.test(message.text())) desk.faults.push(message.text()); });
    desk.page.on("request", (request) => { if (!request.url().startsWith(house.url) && !/^(data|blob):/.test(request.url())) desk.outside.push(request.url()); });
    await desk.page.goto(house.url);
    await desk.signIn();
    return desk;
  }

  strokes = 0;

  async signIn() {
    await this.page.waitForSelector("dialog.sign-in-dialog[open]");
    if (await this.page.inputValue("#user") !== this.user) await this.page.fill("#user", this.user);
    await this.page.fill("#password", password);
    await this.page.press("#password", "Enter");
    await this.page.waitForSelector("dialog.sign-in-dialog", { state: "detached" });
    await this.page.waitForSelector("#top:not([hidden])");
  }

  /** As by a link of the page, without loading it anew. */
  async go(path) {
    await this.page.evaluate((where) => {
      const link = document.createElement("a");
      link.href = where;
      document.body.append(link);
      link.click();
      link.remove();
    }, path);
    await this.page.waitForFunction(() => document.querySelector("main").dataset.shows === location.pathname + location.search);
  }

  /** Waits until every picture and letter is there and drawn. */
  async settled() {
    await this.page.waitForFunction(() => document.fonts.status === "loaded" && [...document.images].every((image) => image.complete));
    await this.drawn();
  }

  /** Waits until what stands in the document stands on the screen. */
  async drawn() {
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));
  }

  /** One key; counted. */
  async press(...keys) {
    for (const name of keys) {
      this.strokes += 1;
      await this.page.keyboard.press(name);
    }
  }

  /** Letters and digits, one stroke each. */
  async type(text) {
    for (const letter of text) await this.press(letter === " " ? "Space" : letter);
  }

  /** Strokes since the last call. */
  counted() {
    const { strokes } = this;
    this.strokes = 0;
    return strokes;
  }

  /** The item that is shown; null on an empty desk. */
  async item() {
    await this.page.waitForSelector("article.item[data-item], .empty-desk");
    return this.page.evaluate(() => Number(document.querySelector("article.item")?.dataset.item ?? 0) || null);
  }

  /** Waits until another item than `id` is shown, or the desk is empty. */
  async next(id) {
    await this.page.waitForFunction((before) => {
      const shown = document.querySelector("article.item");
      return document.querySelector(".empty-desk") !== null || (shown !== null && Number(shown.dataset.item) !== before);
    }, id);
    return this.item();
  }

  async answer() { return this.page.textContent(".answer-text"); }
  async waitForMessage(part) { await this.page.waitForFunction((text) => window.said.some((one) => one.includes(text)), part); }
  async waitForAnswer(part) { await this.page.waitForFunction((text) => document.querySelector(".answer-text")?.textContent.includes(text), part); }

  /** A question to the server with this person's session. */
  async ask(path) { return this.page.evaluate(async (where) => (await fetch(where)).json(), path); }

  async close() { await this.context.close(); }
}

// The desk of a reviewer: one item after the other, decided by keys.

import { get, post, postUntilAnswered } from "./api.js";
import { accountSearch } from "./account_search.js";
import { el, key, replace } from "./dom.js";
import { entryPanel, fieldsInQuestion, marksInQuestion } from "./entry.js";
import { ItemView } from "./item_view.js";
import { openPanelKeys, setViewKeys } from "./keys.js";
import { onLive } from "./live.js";
import { outcomesOf } from "./outcomes.js";
import { clearWarnings, say, tried, warn } from "./say.js";
import { Supply } from "./supply.js";
import { actWords } from "./words.js";
import { Work } from "./work.js";

export async function show(main, { rest, query, go }) {
  const desk = new Desk(main, Object.fromEntries(query), go);
  await desk.start(/^\d+$/.test(rest) ? Number(rest) : null);
  return () => desk.leave();
}

class Desk {
  constructor(main, filter, go) {
    this.main = main;
    this.go = go;
    this.supply = new Supply(filter, (id) => this.lost(id));
    this.filtered = Object.keys(filter).length > 0;
    this.work = null;
    this.sending = null;   // the last decision, while the server has not answered
    this.busy = false;
    this.decided = false;  // the item that is shown, while no other could be had
    this.closePanelKeys = () => {};
    this.ends = [
      onLive("claim", (claim) => this.someoneClaimed(claim)),
      onLive("settled", ({ items }) => items.forEach((id) => this.someoneSettled(id))),
      onLive("hello", () => this.connectedAgain()),
    ];
  }

  async start(id) {
    this.main.classList.add("desk");
    await tried((async () => {
      if (id !== null) this.supply.putFirst(await this.supply.take(id));
      await this.advance();
    })());
  }

  async leave() {
    this.ends.forEach((end) => end());
    this.closePanel();
    if (this.sending) await this.sending;
    await this.supply.releaseAll();
  }

  // What is shown.

  async advance() {
    const loaded = await this.supply.next();
    if (loaded) this.open(loaded);
    else this.showEmpty();
  }

  open({ item, images }) {
    this.closePanel();
    this.item = item;
    this.images = images;
    this.work = new Work(item);
    this.decided = false;
    this.view = new ItemView(item, (choice) => this.choose(choice));
    this.locked = !item.open ? "It is decided already." : item.claim && !item.claim.mine
      ? `${item.claim.by} has it before them.` : item.first_is_mine ? "You have decided it; another person must too." : "";
    this.drawOutcomes();
    this.drawAnswer();
    replace(this.main, this.view.element);
    this.view.images.viewer.draw();
    this.view.element.querySelector("h1").focus({ preventScroll: true });
    setViewKeys(this.keys());
    this.supply.prefetch();
  }

  showEmpty() {
    this.item = null;
    this.view = null;
    replace(this.main, el("section", { class: "empty-desk" },
      el("h1", { tabindex: -1 }, "Nothing waits for you"),
      el("p", {}, this.filtered ? "Nothing of this filter. " : "The queue is empty, or others have what is left. "),
      el("p", {}, el("a", { href: "/queue" }, "See the queue"), " ", key("g"), key("q"), " · undo the last decision ", key("u"), " · look again ", key("Enter"))));
    this.main.querySelector("h1").focus();
    setViewKeys([
      { keys: ["u"], label: "Undo the last decision", group: "Decide", run: () => this.undo() },
      { keys: ["Enter"], label: "Look again", group: "Decide", run: () => { this.supply.passed.clear(); tried(this.advance()); } }]);
  }

  drawOutcomes() {
    const button = (label, shown, run) => el("button", { type: "button", on: { click: run } }, label, " ", key(shown));
    const item = this.item;
    const checks = item.check ? [
      button("Amount", "a", () => this.enter("amount")), button("Date", "d", () => this.enter("date")),
      button("Numbers", "m", () => this.enter("routing")), button("In order", "o", () => this.markNext()),
      button("Search", "/", () => this.search())] : [];
    replace(this.view.outcomes,
      el("button", { type: "button", class: "strong", on: { click: () => this.accept() } }, "Accept ", key("Enter")),
      ...checks, ...outcomesOf(item).map((one) => button(one.label, one.key, () => this.pick(one))),
      button("Skip", "s", () => this.skip()), button("Undo", "u", () => this.undo()));
  }

  /** What Enter would do now, in words. */
  drawAnswer() {
    this.view.say(...(this.locked ? [this.locked] : this.work.sentence()));
  }

  // What the person does.

  choose(choice) {
    if (!choice || this.locked) return;
    this.work.choice = choice;
    this.work.outcome = null;
    this.view.mark(choice);
    this.drawAnswer();
  }

  pick(outcome) {
    if (this.locked) return;
    this.work.outcome = outcome;
    this.work.choice = null;
    this.view.mark(null);
    if (outcome.needs) this.enter(outcome.needs, outcome);
    this.drawAnswer();
  }

  search() {
    if (this.locked || !this.item.check) return;
    const { panel, focus } = accountSearch({
      item: this.item, amount: this.item.known?.amount ?? null,
      onChoose: (choice) => { this.closePanel(); this.view.add(choice); this.choose(choice); },
      onClose: () => this.closePanel() });
    this.openPanel(panel, focus);
  }

  /** The form of what a person reads, with the field `first` in front of the cursor. */
  enter(first, outcome = null, { blind = false, trouble = "" } = {}) {
    if (this.locked || (!this.item.check && !outcome)) return;
    const numbers = ["routing", "account", "number"];
    const asked = outcome || blind ? [first] : [...new Set([
      ...fieldsInQuestion(this.item), ...(numbers.includes(first) ? numbers : [first]),
      ...(this.item.rules.needs_numbers ? numbers : [])])];
    const values = blind ? {} : { ...this.work.fields };
    if (first === "until" && this.item.known?.date) values.until = this.item.known.date;
    const form = entryPanel({
      title: blind ? "Key it once more" : outcome ? outcome.label : "What I read", names: asked, values, blind, focusOn: first,
      marks: outcome || blind ? [] : marksInQuestion(this.item), checked: this.work.marks,
      onDone: (read) => this.keyed(read, { blind, outcome }), onClose: () => { this.closePanel(); this.drawAnswer(); } });
    this.form = form;
    if (trouble) form.complain(trouble);
    this.openPanel(form.panel, form.focus, [{ keys: ["o"], run: form.nextMark }]);
  }

  markNext() {
    const [first] = marksInQuestion(this.item).filter((mark) => !this.work.marks.includes(mark));
    if (this.locked) return;
    if (!first) {
      this.view.say("Nothing is in question that a look could settle.");
      return;
    }
    const form = entryPanel({
      title: "What I see", names: [], marks: marksInQuestion(this.item), checked: [...this.work.marks, first], focusOn: first,
      onDone: (read) => this.keyed(read, {}), onClose: () => this.closePanel() });
    this.openPanel(form.panel, form.focus, [{ keys: ["o"], run: form.nextMark }]);
  }

  /** Enter after the last field: taken, and decided where nothing is missing. */
  keyed({ fields, marks }, { blind, outcome }) {
    if (blind && fields.amount !== this.work.fields.amount) {
      this.work.forgetAmount();
      this.closePanel();
      this.enter("amount", null, { trouble: "The two amounts differ; begin again." });
      return;
    }
    if (blind) this.work.again = fields.amount;
    else if (fields.amount !== this.work.fields.amount) this.work.again = null;
    this.work.fields = { ...this.work.fields, ...fields };
    if (!blind) this.work.marks = marks;
    if (fields.until || fields.note) this.work.outcome = outcome;
    this.closePanel();
    this.drawAnswer();
    this.accept();
  }

  async accept() {
    if (!this.item || this.busy || this.locked) return;
    const missing = this.work.missing();
    if (missing) {
      this.enter(missing, this.work.outcome);
    } else {
      const body = this.work.body();
      if (body) await this.decide(body);
      else this.view.say("Choose who is paid by a digit, or one of the outcomes.");
    }
  }

  /** Nothing that was read says this amount: it is keyed once more, without seeing the first entry. */
  keyAgain() {
    this.work.again = "keying";
    this.drawAnswer();
    this.enter("amount", null, { blind: true, trouble: "Nothing that was read says this amount." });
  }

  // What becomes of it.

  async decide(body) {
    this.busy = true;
    try {
      if (this.sending) {
        this.view.say("Waits until your last decision has been sent …");
        await this.sending;
      }
      const { item } = this;
      this.supply.forget(item.item);
      const answer = postUntilAnswered(`/api/items/${item.item}/resolve`, body);
      // The rules, and amounts that are compared, answer before the next item comes; other decisions need no waiting.
      if (body.act === "correct" || body.amount) {
        this.view.say("Asking the rules …");
        await this.afterAnswer(item, body, answer);
      } else {
        this.sending = this.report(item, body, answer);
        await this.advanceFromDecided();
      }
    } catch (error) {
      if (!error.sentence) throw error;
      warn(error.sentence);
    } finally {
      this.busy = false;
    }
  }

  async report(item, body, answer) {
    try {
      this.tell(item, body, await answer);
    } catch (error) {
      if (!error.sentence) throw error;
      warn(`Item ${item.item} was not decided: ${error.sentence}`);
      const back = await this.supply.take(item.item).catch(() => null);
      if (back?.item.claim?.mine) this.supply.putFirst(back);
    } finally {
      this.sending = null;
    }
  }

  async afterAnswer(item, body, answer) {
    let done;
    try {
      done = await answer;
    } catch (error) {
      if (!error.sentence) throw error;
      this.supply.renewLater(item);
      if (error.code === "amount_again") {
        this.keyAgain();
      } else {
        warn(error.sentence);
        this.drawAnswer();
        if (["settled", "claimed"].includes(error.code)) await this.advance();
      }
      return;
    }
    if (done.opened) {
      this.supply.pass(done.opened);
      this.supply.putFirst(await this.supply.take(done.opened));
    }
    this.tell(item, body, done);
    await this.advanceFromDecided();
  }

  /** What is decided is not decided again, even when the next item cannot be had yet. */
  async advanceFromDecided() {
    this.decided = true;
    this.locked = "Decided. The next item comes when the server answers.";
    this.drawAnswer();
    await this.advance();
  }

  /** Events may have been missed: is the item still ours? */
  async connectedAgain() {
    if (this.decided) await tried(this.advance());
    if (!this.item || this.busy || this.locked) return;
    const { item } = this.item;
    const answer = await get(`/api/items/${item}`, {}, { background: true }).catch(() => null);
    if (!answer || this.item?.item !== item) return;
    if (!answer.item.open) this.someoneSettled(item);
    else if (answer.item.claim && !answer.item.claim.mine) this.lost(item, answer.item.claim.by);
  }

  /** Another person has it, or will have. */
  lost(id, by = "another person") {
    this.supply.drop(id);
    if (this.item?.item !== id || this.busy) return;
    this.locked = `Your claim ran out, and ${by} has it now. Skip to the next: s`;
    this.drawAnswer();
  }

  tell(item, body, done) {
    const name = `Item ${item.item}`;
    if (done.differs) warn(`${name}: this differs from what another person entered. Neither counts; a third must decide.`);
    else if (done.needs_second) say(`${name}: recorded. It takes effect when a second person decides the same.`);
    else if (done.opened) say(`${name}: the rules still object. It is before you again as item ${done.opened}.`);
    else if (done.outcome === "posted") say(`${name}: posted.`);
    else say(`${name}: ${(actWords[body.act] ?? body.act).toLowerCase()}. Undo: u`);
  }

  async skip() {
    if (!this.item || this.busy) return;
    this.busy = true;
    await this.supply.release(this.item.item);
    await tried(this.advance());
    this.busy = false;
  }

  /** The last decision that still stands; what is before the person now comes after it. */
  async undo() {
    if (this.busy) return;
    this.busy = true;
    await tried((async () => {
      if (this.sending) await this.sending;
      const { decisions } = await get("/api/mine", { limit: 20 });
      const last = decisions.find((one) => !one.undone && !one.first && one.act !== "undo");
      if (!last) return say("There is nothing of yours to undo.");
      const { opened } = await post(`/api/items/${last.item}/undo`, { why: "undone at the desk" });
      if (this.item) this.supply.putFirst({ item: this.item, images: this.images });
      this.supply.putFirst(await this.supply.take(opened ?? last.item));
      say(`Undone: item ${last.item}, ${(actWords[last.act] ?? last.act).toLowerCase()}.`);
      return this.advance();
    })());
    this.busy = false;
  }

  async reveal() {
    const answer = await tried(post("/api/reveal", { item: this.item.item }));
    if (answer) this.view?.reveal(answer);
  }

  someoneClaimed({ item, by }) {
    const ours = this.item?.item === item ? this.item : this.supply.waiting.find((one) => one.item.item === item)?.item;
    if (ours?.claim && ours.claim.by !== by) this.lost(item, by);
  }

  someoneSettled(id) {
    this.supply.drop(id);
    if (this.item?.item !== id || this.busy) return;
    this.locked = "It is decided. Skip to the next: s";
    this.drawAnswer();
  }

  // Panels and keys.

  openPanel(panel, focus, bindings = []) {
    this.closePanelKeys();
    this.view.openPanel(panel);
    this.closePanelKeys = openPanelKeys([{ keys: ["Escape"], run: () => this.closePanel() }, ...bindings]);
    focus();
  }

  closePanel() {
    this.closePanelKeys();
    this.view?.closePanel();
  }

  escape() {
    if (clearWarnings()) return;
    this.work.clear();
    this.view.mark(null);
    this.drawAnswer();
  }

  keys() {
    const decide = (names, label, run, shown = undefined) => ({ keys: names, label, group: "Decide", run, shown });
    const digitKeys = this.view.choices.length || this.item.check ? ["1", "2", "3", "4", "5", "6", "7", "8", "9"] : [];
    const checks = this.item.check ? [
      decide(digitKeys, "Choose who is paid", (event) => this.choose(this.view.choices[Number(event.key) - 1]), ["1–9"]),
      decide(["/"], "Search another account", () => this.search()),
      decide(["a"], "Key the amount", () => this.enter("amount")),
      decide(["d"], "Key the date", () => this.enter("date")),
      decide(["m"], "Key the numbers of the MICR line", () => this.enter("routing")),
      decide(["o"], "I have looked: it is in order", () => this.markNext()),
      decide(["k"], "Show masked numbers", () => this.reveal()),
    ] : [];
    return [
      decide(["Enter"], "Accept, and show the next", () => this.accept()), ...checks,
      ...outcomesOf(this.item).map((one) => decide([one.key], `${actWords[one.act]}`, () => this.pick(one))),
      decide(["s"], "Skip: somebody else may have it", () => this.skip()),
      decide(["u"], "Undo my last decision", () => this.undo()),
      decide(["Escape"], "Clear what I chose", () => this.escape()),
      ...this.view.images.keys(),
    ];
  }
}


// Items for one reviewer: the next one is claimed, with its images loaded, before the present one is decided.

import { post, get } from "./api.js";
import { loadImages } from "./item_images.js";

const kRenewMsMin = 10_000, kRenewMsMax = 240_000;
const kNotMax = 200; // what the server takes; whoever passes by more is offered the first ones again

export class Supply {
  /** `onLost(id)`: a claim could not be renewed. */
  constructor(filter, onLost) {
    this.filter = filter;
    this.onLost = onLost;
    this.waiting = [];       // {item, images}: claimed, first come first; images: a promise that keeps them in memory
    this.passed = new Set(); // seen, skipped or being decided: not offered again
    this.coming = null;
    this.renewals = new Map();
  }

  /** One more item beyond those that wait. */
  prefetch() {
    if (this.waiting.length > 0 || this.coming) return;
    this.coming = this.fetchNext({ background: true }).catch(() => null).then((loaded) => {
      this.coming = null;
      if (loaded) this.waiting.push(loaded);
    });
  }

  /** Or null when nothing waits for this person. */
  async next() {
    if (this.waiting.length === 0 && this.coming) await this.coming;
    if (this.waiting.length > 0) return this.waiting.shift();
    return this.fetchNext({});
  }

  async fetchNext(how) {
    const not = [...this.passed, ...this.waiting.map(({ item }) => item.item)];
    const { item } = await post("/api/next", { filter: this.filter, not: not.slice(-kNotMax) }, how);
    return item ? this.loaded(item) : null;
  }

  loaded(item) {
    this.pass(item.item);
    this.renewLater(item);
    return { item, images: loadImages(item) };
  }

  /** A certain item, for instance one that was undone. Read-only where it is decided or somebody else has it. */
  async take(id) {
    const { item } = await get(`/api/items/${id}`);
    if (!item.open || (item.claim && !item.claim.mine)) return { item, images: loadImages(item) };
    item.claim = (await post(`/api/items/${id}/claim`)).claim;
    return this.loaded(item);
  }

  /** It comes before all others. */
  putFirst(loaded) { this.waiting.unshift(loaded); }
  pass(id) { this.passed.add(id); }

  /** Somebody else has settled or taken it. */
  drop(id) {
    this.waiting = this.waiting.filter(({ item }) => item.item !== id);
    this.forget(id);
  }

  renewLater(item) {
    this.forget(item.item);
    const left = new Date(item.claim?.expires_at ?? 0) - Date.now();
    const wait = Math.min(kRenewMsMax, Math.max(kRenewMsMin, left / 2));
    this.renewals.set(item.item, setTimeout(async () => {
      const answer = await post(`/api/items/${item.item}/claim`, {}, { background: true }).catch((error) => error);
      if (!this.renewals.has(item.item)) return;
      if (answer.status === 409) {
        this.forget(item.item);
        this.onLost(item.item);
        return;
      }
      if (answer.claim) item.claim = answer.claim;
      this.renewLater(item);
    }, wait));
  }

  /** No renewal any more: decided, released or lost. */
  forget(id) {
    clearTimeout(this.renewals.get(id));
    this.renewals.delete(id);
  }

  release(id) {
    this.forget(id);
    return post(`/api/items/${id}/release`, {}, { background: true, keepalive: true }).catch(() => {});
  }

  async releaseAll() {
    if (this.coming) await Promise.race([this.coming, new Promise((go) => setTimeout(go, 300))]);
    const held = [...this.renewals.keys()];
    this.waiting = [];
    await Promise.all(held.map((id) => this.release(id)));
  }
}

// What happens elsewhere, as it happens (server-sent events). The whole state comes first after every connection.

import { setOnline } from "./api.js";

const kKinds = ["hello", "claim", "release", "settled", "opened", "standing", "job", "signed_out"];
const listeners = new Map(kKinds.map((kind) => [kind, new Set()]));
const claims = new Map();  // item -> {by, expires_at}
let source = null;
let again = 0;

/** The returned function ends it. */
export function onLive(kind, listener) {
  listeners.get(kind).add(listener);
  return () => listeners.get(kind).delete(listener);
}

export function claimOf(item) { return claims.get(item) ?? null; }

function remember(kind, body) {
  if (kind === "hello") {
    claims.clear();
    for (const claim of body.claims) claims.set(claim.item, claim);
  } else if (kind === "claim") {
    claims.set(body.item, body);
  } else if (kind === "release") {
    claims.delete(body.item);
  } else if (kind === "settled") {
    for (const item of body.items) claims.delete(item);
  }
}

export function listen() {
  close();
  source = new EventSource("/api/events");
  source.addEventListener("open", () => setOnline(true));
  source.addEventListener("error", () => {
    // A browser gives up after an answer that is no stream, for instance when the server has started anew.
    if (source?.readyState === EventSource.CLOSED) again = setTimeout(listen, 1500);
    setOnline(false);
  });
  for (const kind of kKinds) {
    source.addEventListener(kind, (event) => {
      const body = JSON.parse(event.data);
      remember(kind, body);
      for (const listener of listeners.get(kind)) listener(body);
    });
  }
}

export function close() {
  clearTimeout(again);
  source?.close();
  source = null;
}

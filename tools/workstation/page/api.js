// Talks to the server. A request that changes something carries a number of its own: sent again after a lost connection
// it is answered as the first time, and nothing is decided twice.

export class Refused extends Error {
  constructor(status, { code = "", what, where = "", remedy = "" }) {
    super(what);
    Object.assign(this, { status, code, where, remedy });
  }

  get sentence() { return this.remedy ? `${this.message}: ${this.remedy}` : this.message; }
}

/** The server did not answer at all. */
export class Unreachable extends Error {
  get sentence() { return "the server does not answer"; }
}

const state = { csrf: "", online: true, watchers: new Set(), signInAgain: null };
export function setCsrf(token) { state.csrf = token; }
/** `handler` returns a promise that is kept when the person has signed in again. */
export function whenSignedOut(handler) { state.signInAgain = handler; }
export function watchConnection(watcher) { state.watchers.add(watcher); }

export function setOnline(online) {
  if (state.online === online) return;
  state.online = online;
  for (const watcher of state.watchers) watcher(online);
}

async function answerOf(path, options) {
  let response;
  try {
    response = await fetch(path, { credentials: "same-origin", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    setOnline(false);
    throw new Unreachable();
  }
  setOnline(true);
  const json = (response.headers.get("content-type") ?? "").includes("json");
  return { response, body: json ? await response.json().catch(() => ({})) : {} };
}

async function request(path, options, { signIn = true, background = false } = {}) {
  for (;;) {
    const headers = { ...options.headers };
    if (background) headers["X-Background"] = "1";
    if (options.method) headers["X-CSRF-Token"] = state.csrf;
    const { response, body } = await answerOf(path, { ...options, headers });
    if (response.ok) return body;
    const mustSignIn = response.status === 401 || body.error?.code === "csrf";
    if (!mustSignIn || !signIn || background) {
      throw new Refused(response.status, body.error ?? { what: `the server refused (${response.status})` });
    }
    await state.signInAgain();
  }
}

export function get(path, query = {}, how = {}) {
  const known = Object.entries(query).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  const text = new URLSearchParams(known).toString();
  return request(text ? `${path}?${text}` : path, { signal: how.signal }, how);
}

export function post(path, body = {}, how = {}) { return send(path, body, crypto.randomUUID(), how); }

/** Keeps trying while the server does not answer, always under the same number. */
export async function postUntilAnswered(path, body) {
  const id = crypto.randomUUID();
  for (let wait = 200; ; wait = Math.min(wait * 2, 3000)) {
    try {
      return await send(path, body, id, {});
    } catch (error) {
      const passes = error instanceof Unreachable || error.status === 503;
      if (!passes) throw error;
      await new Promise((resume) => setTimeout(resume, wait));
    }
  }
}

function send(path, body, id, how) {
  return request(path, {
    method: "POST", keepalive: how.keepalive ?? false,
    headers: { "Content-Type": "application/json", "X-Request-Id": id }, body: JSON.stringify(body),
  }, how);
}

/** A file of a batch, as it is. */
export function putFile(path, file) {
  return request(path, { method: "PUT", headers: { "Content-Type": "application/octet-stream" }, body: file });
}

export function signIn(user, password) {
  return request("/api/sign-in", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ user, password }),
  }, { signIn: false });
}

// Who is there. Also over a page whose session has ended: what is on it stays, and goes on afterwards.

import { signIn } from "./api.js";
import { el, replace } from "./dom.js";

/** The answer of the server once somebody has signed in. */
export function askToSignIn(lastUser) {
  return new Promise((resolve) => {
    const user = el("input", { id: "user", name: "user", autocomplete: "username", required: true, spellcheck: "false",
      autocapitalize: "none", value: lastUser });
    const password = el("input", { id: "password", name: "password", type: "password", autocomplete: "current-password",
      required: true });
    const trouble = el("p", { class: "trouble", role: "alert" });
    const button = el("button", { type: "submit", class: "strong" }, "Sign in");
    const form = el("form", { class: "sign-in" },
      el("h1", {}, "Lockbox"),
      el("p", { class: "quiet" }, lastUser ? "Your session has ended. Sign in to go on where you were." : "Review workstation"),
      el("label", { for: "user" }, "User"), user,
      el("label", { for: "password" }, "Password"), password,
      trouble, button);
    const dialog = el("dialog", { class: "sign-in-dialog", "aria-label": "Sign in" }, form);
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      try {
        const me = await signIn(user.value.trim(), password.value);
        dialog.close();
        dialog.remove();
        resolve(me);
      } catch (error) {
        replace(trouble, error.sentence ?? String(error));
        password.value = "";
        password.focus();
      } finally {
        button.disabled = false;
      }
    });
    document.body.append(dialog);
    dialog.showModal();
    (lastUser ? password : user).focus();
  });
}

// Saving without a button: what a person types is sent when they pause, and never lost on the way.
//
//   <form method="post" action="/lembar/…/14.7/" data-autosave data-draft="12/14.7">
//     {% csrf_token %} <input type="hidden" name="version" id="v-14-7" value="7"> … fields …
//     {% include "components/saved.html" %}            where save-state.js says how it stands
//     <div id="konflik-14-7"></div>                    where a 409 puts both values
//     <button class="ly-nojs" …>Simpan</button>        for those without JavaScript
//   </form>
//
// The form is posted urlencoded with `HX-Request: true`. Answers:
//   200  fragments with hx-swap-oob="true" and an id each (the version field, points, totals); nothing
//        else on the page is touched, so nobody loses their place.
//   409  somebody else saved first: fragments, one of them with [data-conflict]. Sending stops until
//        a button in it is pressed: data-keep="mine" data-version="9" sends what is on the screen on top of
//        that version, data-keep="theirs" forgets it and loads the page again.
//   422  fragments with the errors; sent again after the next change.
//   401, 403, a redirect to the log-in: the words stay on the screen and on this device.
//   no answer, 5xx: tried again after 10, 20, 40, then every 60 seconds, and when the network is back.
// A retry repeats a request that may have arrived: answer 200 when what is stored equals what was sent,
// even if the version is older. One request at a time for each form. Until it is acknowledged the form lives in localStorage, under
// the person and data-draft, with the version it was typed on; after a reload it is put back and sent.
const WAITS = [10, 20, 40, 60];
const person = document.body.dataset.me || "";
const savers = new Map();

// Storage may be full or switched off; the words are on the screen all the same.
const attempt = (deed) => {
  try {
    return deed();
  } catch {
    return null;
  }
};
const store = {
  get: (key) => attempt(() => JSON.parse(localStorage.getItem(key))),
  set: (key, value) => attempt(() => localStorage.setItem(key, JSON.stringify(value))),
  drop: (key) => attempt(() => localStorage.removeItem(key)),
};

class Saver {
  constructor(form) {
    this.form = form;
    this.key = `layak:draf:${person}:${form.dataset.draft}`;
    this.tries = 0;
    this.unsent = this.sending = this.stopped = false;
    form.addEventListener("input", (event) => this.changed(event.target.matches("select, [type=radio], [type=checkbox]") ? 0 : 800));
    form.addEventListener("change", () => this.unsent && this.changed(0));
    form.addEventListener("click", (event) => this.decide(event.target.closest("[data-keep]")));
    form.addEventListener("layak:save-now", () => this.later(0));
    form.addEventListener("submit", (event) => this.submitted(event));
    this.restore();
  }

  entries() {
    return [...new FormData(this.form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  }

  // The cookie's token, because logging in again in another tab changes it.
  get token() {
    return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] || this.form.elements.csrfmiddlewaretoken?.value || "";
  }

  get version() {
    return this.form.elements.version;
  }

  changed(wait) {
    this.unsent = true;
    this.tries = 0;
    this.draft();
    this.later(wait);
  }

  draft() {
    store.set(this.key, { entries: this.entries() });
  }

  later(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), milliseconds);
  }

  submitted(event) {
    if (!event.submitter?.name && !event.submitter?.hasAttribute("formaction")) {
      event.preventDefault();
      this.changed(0);
      return;
    }
    clearTimeout(this.timer); // another errand, which takes the fields along: nothing left to warn of
    this.stopped = true;
    this.unsent = this.pending = false;
  }

  async send() {
    if (this.sending || this.stopped) return;
    this.sending = true;
    this.unsent = false;
    this.say("saving");
    try {
      await this.answered(await this.post());
    } catch {
      this.retry();
    }
    this.sending = false;
    if (this.unsent && !this.tries && !this.stopped) this.send();
  }

  post() {
    const body = new URLSearchParams(this.entries());
    const headers = { "HX-Request": "true", "X-Requested-With": "autosave", "X-CSRFToken": this.token };
    return fetch(this.form.action, { method: "POST", body, headers, redirect: "manual", signal: AbortSignal.timeout(30_000) });
  }

  async answered(answer) {
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    if (answer.type === "opaqueredirect" || answer.status === 401) return this.keep("signedOut");
    if (answer.status === 403) return this.keep("refused", refusal(await answer.text()));
    swap(await answer.text());
    if (answer.status === 409) return this.conflict();
    if (!answer.ok) return this.keep(answer.status === 422 ? "unfit" : "refused");
    this.tries = 0;
    if (this.unsent) return this.draft(); // more was typed meanwhile, now on top of the new version
    store.drop(this.key);
    return this.say("saved");
  }

  keep(word, sentence) {
    this.tries = 0;
    this.pending = true;
    this.say(word, { sentence });
  }

  conflict() {
    this.stopped = true;
    this.keep("conflict");
    this.form.querySelector("[data-conflict]")?.scrollIntoView({ block: "nearest" });
  }

  decide(button) {
    if (!button) return;
    this.stopped = false;
    if (button.dataset.keep === "theirs") {
      store.drop(this.key);
      this.unsent = this.pending = false;
      location.reload();
      return;
    }
    this.version.value = button.dataset.version;
    button.closest("[data-conflict]").replaceChildren();
    this.changed(0);
  }

  retry() {
    this.unsent = true;
    const seconds = WAITS[Math.min(this.tries, WAITS.length - 1)];
    this.tries += 1;
    this.say("unsent", { seconds });
    this.later(seconds * 1000);
  }

  say(word, detail = {}) {
    if (!["unfit", "signedOut", "refused", "conflict"].includes(word)) this.pending = false;
    this.form.dispatchEvent(new CustomEvent("layak:save-state", { detail: { word, ...detail }, bubbles: true }));
  }

  restore() {
    const draft = store.get(this.key);
    if (!draft) return;
    if (JSON.stringify(draft.entries.filter(isAnswer)) === JSON.stringify(this.entries().filter(isAnswer))) return store.drop(this.key);
    put(this.form, draft.entries);
    this.say("restored");
    this.unsent = true;
    this.later(1500);
  }

  get atRisk() {
    return this.unsent || this.sending || this.pending;
  }
}

const isAnswer = ([name]) => name !== "version";

function put(form, entries) {
  const given = new Map();
  for (const [name, value] of entries) given.set(name, [...(given.get(name) || []), value]);
  for (const name of given.keys()) {
    if (!form.elements[name]) form.dispatchEvent(new CustomEvent("layak:need-field", { detail: name, bubbles: true }));
  }
  for (const field of form.elements) {
    if (!field.name || field.name === "csrfmiddlewaretoken" || field.type === "file") continue;
    const values = given.get(field.name) || [];
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else if (values.length) field.value = values.shift();
  }
}

function swap(html) {
  const parsed = new DOMParser().parseFromString(`<template>${html}</template>`, "text/html"); // rows need no table there
  for (const fresh of parsed.querySelector("template").content.querySelectorAll("[hx-swap-oob][id]")) {
    const old = document.getElementById(fresh.id);
    if (!old) continue;
    fresh.removeAttribute("hx-swap-oob");
    const node = document.importNode(fresh, true);
    old.replaceWith(node);
    window.htmx?.process(node);
  }
}

function refusal(html) {
  return new DOMParser().parseFromString(html, "text/html").querySelector("[data-refusal]")?.textContent.trim() || undefined;
}

function watch(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) {
    if (!savers.has(form)) savers.set(form, new Saver(form));
  }
}

addEventListener("online", () => savers.forEach((saver) => saver.tries && saver.send()));
addEventListener("beforeunload", (event) => {
  if ([...savers].some(([form, saver]) => form.isConnected && saver.atRisk)) event.preventDefault();
});
document.addEventListener("htmx:load", (event) => watch(event.target.parentNode || document));
watch(document);

// The frame of every page: theme, drawers, toasts, show password, search key, switch for shortcuts.
//
//   data-theme                 a button that changes between light and dark
//   data-open="ID"             opens <dialog id="ID">; data-close inside it closes it
//   a[data-drawer][href]       fetches href as a fragment (HX-Request) into the shared drawer; its
//                              title is the fragment's [data-drawer-title] or the link's own text
//   data-peek="ID"             shows or hides a password; data-show, data-hide are its two words
//   data-dismiss               removes the toast around it
//   data-search                the field that "/" jumps to
//   data-keys                  a button that switches single-key shortcuts off and on
//   data-confirm="sentence"    a submit button that asks once before it acts
//   event layak:toast          detail {text, action?, onAction?, tone?, stay?} shows a toast
const $ = (selector, within = document) => within.querySelector(selector);

function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // storage is switched off: the choice lasts for this page
  }
}

function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function changeTheme() {
  const root = document.documentElement;
  root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
  remember("layak:tema", root.dataset.bsTheme);
}

function peek(button) {
  const field = document.getElementById(button.dataset.peek);
  const hidden = field.type === "password";
  field.type = hidden ? "text" : "password";
  button.setAttribute("aria-pressed", String(hidden));
  const word = $("[data-word]", button);
  if (word) word.textContent = hidden ? button.dataset.hide : button.dataset.show;
}

function showKeys(button) {
  const on = recall("layak:pintasan") !== "mati";
  button.setAttribute("aria-pressed", String(on));
  const word = $("[data-on]", button);
  if (word) word.textContent = on ? word.dataset.on : word.dataset.off;
}

function changeKeys(button) {
  remember("layak:pintasan", recall("layak:pintasan") === "mati" ? "hidup" : "mati");
  showKeys(button);
}

async function fill(link) {
  const drawer = document.getElementById("laci");
  const body = document.getElementById("laci-isi");
  const title = document.getElementById("laci-judul");
  body.setAttribute("aria-busy", "true");
  body.replaceChildren();
  title.textContent = link.dataset.drawerTitle || link.textContent.trim();
  drawer.showModal();
  try {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" }, redirect: "manual" });
    if (!answer.ok) throw new Error(answer.status);
    body.innerHTML = await answer.text();
    const named = $("[data-drawer-title]", body);
    if (named) title.textContent = named.dataset.drawerTitle;
    window.htmx?.process(body);
  } catch {
    body.textContent = drawer.dataset.failed;
  }
  body.removeAttribute("aria-busy");
}

function toast({ text, action, onAction, tone = "good", stay = false }) {
  const region = $("[data-toasts]");
  if (!region) return;
  const box = document.createElement("div");
  box.className = `ly-toast ly-toast-${tone}`;
  const words = document.createElement("p");
  words.textContent = text;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-quiet btn-sm";
  button.textContent = action || region.dataset.dismissLabel;
  button.addEventListener("click", () => {
    box.remove();
    onAction?.();
  });
  box.append(words, button);
  region.append(box);
  if (!stay) setTimeout(() => box.remove(), 12_000);
}

const deeds = {
  theme: changeTheme,
  peek,
  keys: changeKeys,
  open: (button) => document.getElementById(button.dataset.open)?.showModal(),
  close: (button) => button.closest("dialog")?.close(),
  dismiss: (button) => button.closest(".ly-toast")?.remove(),
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-drawer]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    fill(link);
    return;
  }
  if (event.target instanceof HTMLDialogElement && event.target.classList.contains("ly-drawer")) event.target.close();
  for (const [name, deed] of Object.entries(deeds)) {
    const button = event.target.closest(`[data-${name}]`);
    if (button) deed(button);
  }
});

document.addEventListener("submit", (event) => {
  const sentence = event.submitter?.dataset.confirm;
  if (sentence && !window.confirm(sentence)) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (recall("layak:pintasan") === "mati") return;
  const field = [...document.querySelectorAll("[data-search]")].find((one) => one.checkVisibility());
  if (!field) return;
  event.preventDefault();
  field.focus();
});

// A drawer left open while the window grows would float above its own place.
for (const width of ["(min-width: 62.01rem)", "(min-width: 75.01rem)"]) {
  matchMedia(width).addEventListener("change", () => {
    document.querySelectorAll(".ly-pane:popover-open").forEach((pane) => pane.hidePopover());
  });
}

// At the door nobody is in: field pages kept for one person (field_worker.js) do not wait for the next.
if ($(".ly-door") && window.caches) {
  caches.keys().then((names) => names.filter((name) => name.startsWith("layak-lapangan:")).forEach((name) => caches.delete(name)));
}

// Nor do drafts of the desk (desk-drafts.js); a door that leads back stands before someone who was logged out meanwhile.
const door = $(".ly-door [name=login]")?.form;
if (door && !door.elements.next) {
  try {
    Object.keys(sessionStorage).filter((key) => key.startsWith("layak:meja:")).forEach((key) => sessionStorage.removeItem(key));
  } catch {
    // storage is switched off: nothing was kept
  }
}

document.addEventListener("layak:toast", (event) => toast(event.detail));
document.querySelectorAll("[data-keys]").forEach(showKeys);

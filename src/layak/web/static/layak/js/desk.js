// The verifier's desk with the keyboard; sheet-keys.js does digits and letters (1-9, a, s, u, p, n, e, b).
//
//   [ ] - + d                      the page before and after, smaller, larger, the next document
//   [data-go="j"], [data-go="k"]   links to the next and the previous row, pressed by that letter
//   a[data-row="6.3"]              a row in the list; the one on the screen is marked
//   [data-mark][data-document]     adds this page to the verdict; of another document it starts anew, and says so
// Rows change by htmx in #ruang, pages and documents in #dokumen, beside what is being typed; without
// scripts every link opens its page.
const $ = (selector) => document.querySelector(selector);

const off = () => {
  try {
    return localStorage.getItem("layak:pintasan") === "mati";
  } catch {
    return false;
  }
};

const typing = (target) =>
  target.matches?.("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button], [type=submit])");

function nextDocument() {
  const all = [...document.querySelectorAll("#dokumen .ly-filter a")];
  const at = all.findIndex((link) => link.hasAttribute("aria-current"));
  return all.length > 1 ? all[(at + 1) % all.length] : null;
}

const LINKS = {
  j: () => $('[data-go="j"]'),
  k: () => $('[data-go="k"]'),
  "[": () => $("#hal-sebelum"),
  "]": () => $("#hal-sesudah"),
  "-": () => $("#hal-kecil"),
  "+": () => $("#hal-besar"),
  "=": () => $("#hal-besar"), // + without Shift
  d: nextDocument,
};

function move(event) {
  const link = LINKS[event.key.toLowerCase()];
  if (!link || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || off()) return;
  if (document.querySelector("dialog[open]")) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  link()?.click();
}

function mark(button) {
  const [pages, named] = [$("#id_pages"), $("#id_document")];
  const other = named.value && named.value !== button.dataset.document;
  const seen = other ? [] : pages.value.split(",").map((page) => page.trim()).filter(Boolean);
  if (other && pages.value) say(button.dataset.other);
  if (!seen.includes(button.dataset.mark)) seen.push(button.dataset.mark);
  pages.value = seen.join(", ");
  named.value = button.dataset.document;
  pages.dispatchEvent(new Event("input", { bubbles: true }));
}

const say = (text) => document.dispatchEvent(new CustomEvent("layak:toast", { detail: { text, tone: "warn" } }));

// Whoever was logged out meanwhile is led to the door, and from there to what they asked for.
function failed({ xhr, pathInfo }) {
  if (xhr.status === 401) location.assign(pathInfo.finalRequestPath);
  else say($("#ruang").dataset.failed);
}

function settled() {
  const code = $(".ly-desk-verdict .ly-q-code")?.textContent.trim();
  for (const link of document.querySelectorAll("a[data-row]")) {
    if (link.dataset.row === code) {
      link.setAttribute("aria-current", "true");
      link.scrollIntoView({ block: "nearest" });
    } else link.removeAttribute("aria-current");
  }
  document.getElementById("daftar")?.hidePopover?.();
  $(".ly-desk-verdict")?.focus({ preventScroll: true });
}

document.addEventListener("keydown", move, true);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-mark]");
  if (button) mark(button);
});
// typing points means that they are meant, not the step that was chosen before
document.addEventListener("input", (event) => {
  if (event.target.id === "id_points") $('input[name="step"][value="langsung"]').checked = true;
});
let reading = false; // whether the focus was in the pane that is about to change
document.addEventListener("htmx:beforeSwap", (event) => {
  reading = Boolean($("#dokumen")?.contains(document.activeElement));
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "ruang") settled();
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "dokumen" && reading && document.activeElement === document.body) event.target.focus();
});
document.addEventListener("htmx:historyRestore", settled);
document.addEventListener("htmx:historyCacheMissLoadError", () => location.reload());
document.addEventListener("htmx:responseError", (event) => failed(event.detail));
document.addEventListener("htmx:sendError", (event) => failed(event.detail));
document.querySelector("a[data-row][aria-current]")?.scrollIntoView({ block: "nearest" });

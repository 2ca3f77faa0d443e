// The verifier's desk with the keyboard; sheet-keys.js does digits and letters (1-9, a, s, u, p, n).
//
//   [data-go="j"], [data-go="k"]   links to the next and the previous row, pressed by that letter
//   a[data-row="6.3"]              a row in the list; the one on the screen is marked
//   [data-mark][data-document]     writes this page and document into the verdict
// Rows change by htmx in #ruang; without scripts every link opens its page.
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

function move(event) {
  const key = event.key.toLowerCase();
  if ((key !== "j" && key !== "k") || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || off()) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  $(`[data-go="${key}"]`)?.click();
}

function mark(button) {
  const pages = $("#id_pages");
  const seen = pages.value.split(",").map((page) => page.trim()).filter(Boolean);
  if (!seen.includes(button.dataset.mark)) seen.push(button.dataset.mark);
  pages.value = seen.join(", ");
  $("#id_document").value = button.dataset.document;
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
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "ruang") settled();
});
document.querySelector("a[data-row][aria-current]")?.scrollIntoView({ block: "nearest" });

// What the sheet needs beside saving: the proof pane, fields marked as wrong, uploads that become proof.
//
//   a[hx-get][data-pane="ID"]     after its answer arrived, the pane ID is opened where it is a drawer
//   a[data-problem="FIELD ID"]    inside a card: its field is marked invalid until the sentence is gone
//   form[data-upload][data-cite]  each finished upload is posted to data-cite as `document`; then the
//                                 panel is fetched from data-cite-show into #bukti, or the page reloaded
const shows = new WeakSet();

document.addEventListener("htmx:afterRequest", (event) => {
  const pane = document.getElementById(event.detail.requestConfig?.elt.dataset.pane);
  if (!pane || !event.detail.successful || !pane.showPopover || pane.checkVisibility()) return;
  pane.showPopover();
});

function mark(card) {
  const wrong = new Set([...card.querySelectorAll("[data-problem]")].map((link) => link.dataset.problem));
  for (const field of card.querySelectorAll("input[id], select[id], textarea[id]")) {
    if (wrong.has(field.id)) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

document.addEventListener("layak:save-state", (event) => {
  const card = event.target.closest("[data-card]");
  if (card && event.detail.word !== "saving") mark(card);
});

async function cite(form, number) {
  const body = new URLSearchParams({ document: number, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  const answer = await fetch(form.dataset.cite, { method: "POST", body, headers: { "HX-Request": "true" } });
  if (!answer.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const text = page.querySelector("[data-refusal]")?.textContent.trim();
    if (text) document.dispatchEvent(new CustomEvent("layak:toast", { detail: { text, tone: "warn", stay: true } }));
  }
}

// The panel is drawn again, with what just came, when the last of the chosen files has arrived, so that no bar vanishes, nor the
// sentence about a refused file; what else on the sheet follows the proof is up to date after each.
function refresh(form, number) {
  if (!form.isConnected) return;
  const open = [...form.querySelectorAll("[data-cancel]:not([hidden])")].some((button) => button.checkVisibility());
  const swap = open ? "none" : "innerHTML";
  const shown = `${form.dataset.citeShow}&dokumen=${number}`;
  if (window.htmx && document.getElementById("bukti")) window.htmx.ajax("GET", shown, { target: "#bukti", swap });
  else if (!open) location.reload();
}

document.addEventListener("layak:uploaded", async (event) => {
  const form = event.target.closest("form[data-cite]");
  if (!form || shows.has(event.detail.document)) return;
  shows.add(event.detail.document);
  await cite(form, event.detail.document.id);
  refresh(form, event.detail.document.id);
});

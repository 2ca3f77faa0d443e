// What a verifier typed and has not saved waits in this tab, for this person alone, until the row is shown again.
//
//   [data-draft-row="3/province/14.1"]   around the forms of one row
//   form[data-desk-draft="nilai"]        a form to keep; data-version: what is stored, another once it was saved;
//                                        data-typed: it came back unsaved, so that what stands in it is the draft
//   [data-draft-told]                    shown when a draft was put back; [data-draft-drop] in it discards it
//   [data-draft-locked]                  shown instead where nothing can be typed any more, with [data-draft-words]
//   #ruang[data-drafted], a[data-row]    the word that the list then says at the row
// A draft typed on an older version is sent with that version, so that the desk shows both values (409).
// A draft that was sent stays until the row is seen at another version: then it was stored.
const KEPT = "layak:meja:";
const mine = `${KEPT}${document.body.dataset.me}:`;
const $ = (selector) => document.querySelector(selector);

// Storage may be full or switched off; the words are on the screen all the same.
const attempt = (deed) => {
  try {
    return deed();
  } catch {
    return null;
  }
};
const store = {
  keys: () => attempt(() => Object.keys(sessionStorage).filter((key) => key.startsWith(KEPT))) || [],
  get: (key) => attempt(() => JSON.parse(sessionStorage.getItem(key))),
  set: (key, value) => attempt(() => sessionStorage.setItem(key, JSON.stringify(value))),
  drop: (key) => attempt(() => sessionStorage.removeItem(key)),
};

const here = () => $("[data-draft-row]")?.dataset.draftRow;
const keyOf = (form) => `${mine}${here()}/${form.dataset.deskDraft}`;
const forms = () => [...document.querySelectorAll("form[data-desk-draft]")];
const isTick = (field) => field.type === "radio";
const fields = (form) => [...form.elements].filter((one) => one.name && one.type !== "hidden" && !one.matches("button, :disabled"));
const writable = (form) => fields(form).length > 0;

function stored(field) {
  if (!field.matches("select")) return field.defaultValue;
  return ([...field.options].find((one) => one.defaultSelected) || field.options[0])?.value;
}

function changed(form) {
  if ("typed" in form.dataset) return true;
  return fields(form).some((one) => (isTick(one) ? one.checked !== one.defaultChecked : one.value !== stored(one)));
}

function entries(form) {
  return fields(form).filter((one) => !isTick(one) || one.checked).map((one) => [one.name, one.value]);
}

function version(form) {
  return form.elements.version?.value ?? form.dataset.version;
}

function keep(form, sent = false) {
  if (changed(form)) store.set(keyOf(form), { version: version(form), entries: entries(form), sent });
  else store.drop(keyOf(form));
  list();
}

function put(form, draft) {
  const given = new Map(draft.entries);
  for (const field of fields(form)) {
    if (!given.has(field.name)) continue;
    if (isTick(field)) field.checked = field.value === given.get(field.name);
    else field.value = given.get(field.name);
  }
  if (form.elements.version) form.elements.version.value = draft.version;
}

function restore(form) {
  if ("typed" in form.dataset) return keep(form);
  const draft = store.get(keyOf(form));
  if (!draft) return;
  const saved = draft.sent && draft.version !== form.dataset.version;
  if (!saved) put(form, draft);
  if (saved || !changed(form)) return store.drop(keyOf(form));
  const folded = form.closest("details");
  if (folded) folded.open = true;
  $("[data-draft-told]").hidden = false;
}

// The window has closed, or the sheet went on: what was typed is shown, to be copied.
function told() {
  const words = store.keys().filter((key) => key.startsWith(`${mine}${here()}/`)).flatMap((key) => {
    const typed = new Map(store.get(key)?.entries);
    return ["points", "note", "text"].map((name) => typed.get(name)).filter(Boolean);
  });
  $("[data-draft-words]").textContent = words.join(". ");
  $("[data-draft-locked]").hidden = !words.length;
}

function list() {
  const word = $("#ruang").dataset.drafted;
  const [sheet, stage] = (here() || "").split("/");
  const drafted = new Set(store.keys().filter((key) => !store.get(key)?.sent).map((key) => key.slice(0, key.lastIndexOf("/"))));
  for (const link of document.querySelectorAll("a[data-row]")) {
    if (drafted.has(`${mine}${sheet}/${stage}/${link.dataset.row}`)) link.dataset.drafted = word;
    else delete link.dataset.drafted;
  }
}

function show() {
  if (!here()) return;
  forms().filter(writable).forEach(restore);
  if ($("form[data-desk-draft=nilai]:not([data-typed])") && !$("#id_points")) told();
  list();
}

function discard() {
  store.keys().filter((key) => key.startsWith(`${mine}${here()}/`)).forEach(store.drop);
  for (const form of forms().filter((one) => !("typed" in one.dataset))) {
    form.reset();
    if (form.elements.version) form.elements.version.value = form.dataset.version;
  }
  for (const strip of document.querySelectorAll("[data-draft-told], [data-draft-locked]")) strip.hidden = true;
  list();
  $(".ly-desk-verdict").focus({ preventScroll: true });
}

const drafted = (target) => target.closest?.("form[data-desk-draft]");

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => drafted(event.target) && keep(drafted(event.target)));
}
document.addEventListener("submit", (event) => {
  const form = drafted(event.target);
  if (form && writable(form) && !event.defaultPrevented) keep(form, version(form) === form.dataset.version);
});
document.addEventListener("click", (event) => event.target.closest("[data-draft-drop]") && discard());
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "ruang") return;
  show();
  $("[data-draft-told]:not([hidden])")?.scrollIntoView({ block: "nearest" }); // a phone stays where the other row ended
});
document.addEventListener("htmx:historyRestore", show);
store.keys().filter((key) => !key.startsWith(mine)).forEach(store.drop); // of whoever used this tab before
show();

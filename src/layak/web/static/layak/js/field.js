// The field without a signal: every tap is an operation, kept on this phone until the server says it has it.
//
//   <form data-field="7" data-operations="URL" data-photo-start="URL" data-most="8000000">  one unit's checklist
//     <section data-item="KEY"> radios answer-KEY, textarea note-KEY, [data-conflict-place], input[data-photo]
//   [data-field-status], [data-field-refused], #field-words, #field-state; a[data-keep-page] pages kept for later
// An operation is {id, item, value, base, done_at, photo}: `base` is the last operation known here for the item.
// POST operations with a list -> {kept: [id], refused: {id: sentence}, count, closed, items: {KEY: {base, value,
// conflict}}}. `count` only grows, so of two states the larger one is newer. Nothing here is deleted before the
// server keeps it; what it refuses stays until the person sends it again or deletes it.
const words = JSON.parse(document.getElementById("field-words")?.textContent || "{}");
const me = document.body.dataset.me || "";
const form = document.querySelector("form[data-field]");
const unit = form?.dataset.field;
const RETRY = 20_000;
const SHRINK_ABOVE = 1_500_000;
const LONGEST_SIDE = 2000;
const closed = Boolean(form?.dataset.closed);

// --- What is kept on this phone: operations in the order they were made, and the last state of each unit ---

const opened = new Promise((resolve, reject) => {
  const request = indexedDB.open("layak-lapangan", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("ops", { keyPath: "n", autoIncrement: true });
    request.result.createObjectStore("states");
  };
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function kept(store, mode, deed) {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const work = database.transaction(store, mode, { durability: "strict" });
    const request = deed(work.objectStore(store));
    work.oncomplete = () => resolve(request.result);
    work.onerror = work.onabort = () => reject(work.error);
  });
}

const mine = async () => (await kept("ops", "readonly", (s) => s.getAll())).filter((op) => op.me === me);
const store = (op) => kept("ops", "readwrite", (s) => s.put(op));
const forget = (op) => kept("ops", "readwrite", (s) => s.delete(op.n));
const stateKey = (which) => `${me}:${which}`;

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // plain http on a local network
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

// --- One unit on the screen ---

const sections = new Map([...(form?.querySelectorAll("[data-item]") || [])].map((s) => [s.dataset.item, s]));
let state = form ? JSON.parse(document.getElementById("field-state").textContent) : null;
let pending = [];
let chain = Promise.resolve();

function typed(item) {
  const note = form.elements[`note-${item}`].value.trim();
  if (item !== "finding") return { note, answer: form.elements[`answer-${item}`].value };
  return { note, codes: form.elements.codes.value.split(",").map((code) => code.trim()).filter(Boolean) };
}

const isHere = (op) => op.unit === unit;
const plain = ({ settles, ...value }) => value;
const lastOf = (item) => pending.filter((op) => isHere(op) && op.item === item && !op.refused).at(-1);

function known(item) {
  const last = lastOf(item);
  if (last) return { bases: [last.id], value: plain(last.value) };
  const there = state.items[item];
  return { bases: (there?.base || "").split(",").filter(Boolean), value: there?.value };
}

// One after another, so that a second tap is made on the first.
function noted(item, value, more = {}) {
  chain = chain.then(() => note(item, value, more)).catch(() => say(words.unstored));
  return chain;
}

async function note(item, value, { bases, ...more }) {
  await refresh(); // another tab may have gone on
  const [base = null, ...settles] = bases || known(item).bases;
  const op = { id: newId(), me, unit, url: form.dataset.operations, item, base, done_at: new Date().toISOString(), ...more };
  op.value = settles.length ? { ...value, settles } : value;
  op.n = await store(op);
  pending.push(op);
  navigator.storage?.persist?.(); // so that a full phone does not throw it away
  show();
  sync();
}

async function refresh() {
  pending = await mine();
  const later = form && (await kept("states", "readonly", (s) => s.get(stateKey(unit))));
  if (later && later.count > state.count) state = later;
}

function changed(item) {
  const value = typed(item);
  const before = known(item).value;
  if (before ? JSON.stringify(sorted(value)) !== JSON.stringify(sorted(before)) : value.note || value.answer) noted(item, value);
}

const sorted = (value) => Object.entries(value).sort();

function put(item, value) {
  if (!value || sections.get(item)?.contains(document.activeElement)) return;
  const note = form.elements[`note-${item}`];
  if (note.value.trim() !== value.note) note.value = value.note;
  if (item === "finding") form.elements.codes.value = value.codes.join(", ");
  else for (const radio of form.querySelectorAll(`[name="answer-${item}"]`)) radio.checked = radio.value === value.answer;
}

function show() {
  const unsent = pending.filter((op) => !op.refused);
  tell(unsent.length);
  showRefused(pending.filter((op) => op.refused));
  for (const [item, section] of sections) {
    put(item, known(item).value);
    const place = section.querySelector("[data-conflict-place]");
    const settled = lastOf(item)?.value.settles;
    const html = settled ? "" : state.items[item]?.conflict || "";
    if (place.dataset.shown !== html) {
      place.dataset.shown = html;
      place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    }
    const by = section.querySelector("[data-by]");
    write(by, lastOf(item) ? "" : state.items[item]?.by || "");
    const photos = unsent.filter((op) => isHere(op) && op.item === "photo" && op.value.of === item).length;
    const count = section.querySelector("[data-photo-count]");
    if (count) count.textContent = photos ? words.unsent.replace("{n}", words.photos.replace("{n}", photos)) : "";
  }
}

const bar = document.querySelector("[data-field-status]");
let said = "";

function tell(count) {
  if (!bar) return;
  bar.classList.toggle("ly-note-warn", count > 0);
  const use = bar.querySelector("use");
  use.setAttribute("href", `${words.icons}#i-${count ? (navigator.onLine ? "cloud-upload" : "wifi-off") : "cloud-check"}`);
  write(bar.querySelector("[data-count]"), count ? words.unsent.replace("{n}", count) : words.sent);
  write(bar.querySelector("[data-says]"), count && !navigator.onLine ? words.offline : said);
}

function write(place, sentence) {
  if (place.textContent !== sentence) place.textContent = sentence;
}

function say(sentence) {
  said = sentence;
  tell(pending.filter((op) => !op.refused).length);
}

function showRefused(ops) {
  const list = document.querySelector("[data-field-refused]");
  const template = document.querySelector("template[data-field-refusal]");
  if (!list || !template) return;
  const shown = ops.map((op) => op.id + op.refused).join();
  if (list.dataset.shown === shown) return;
  list.dataset.shown = shown;
  list.replaceChildren(
    ...ops.map((op) => {
      const row = template.content.cloneNode(true);
      row.querySelector("[data-sentence]").textContent = [op.refused, op.value.note].filter(Boolean).join(" ");
      row.querySelector("[data-again]").addEventListener("click", again);
      row.querySelector("[data-drop]").addEventListener("click", () => drop(op));
      return row;
    }),
  );
}

// All of them in their order, because one may be made on another.
async function again() {
  for (const op of pending.filter((each) => each.refused)) {
    delete op.refused;
    await store(op);
  }
  show();
  sync();
}

async function drop(op) {
  await forget(op);
  pending = pending.filter((each) => each !== op);
  show();
}

// --- Sending ---

const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] || document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";

class Stop extends Error {}

async function call(url, options = {}) {
  const headers = { "X-CSRFToken": token(), "X-Requested-With": "field", Accept: "application/json", ...options.headers };
  const signal = AbortSignal.timeout(60_000);
  const answer = await fetch(url, { method: "POST", redirect: "manual", ...options, headers, signal });
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new Stop(words.signedOut);
  if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
  const body = await answer.json().catch(() => ({}));
  return { status: answer.status, ...body };
}

let running = null;
let wanted = false;

// One sync at a time, in this page and in others of the same browser.
function sync() {
  wanted = true;
  running ||= (navigator.locks ? navigator.locks.request("layak-lapangan", cycle) : cycle()).finally(() => (running = null));
  return running;
}

async function cycle() {
  while (wanted) {
    wanted = false;
    try {
      await send();
    } catch (error) {
      const waiting = pending.some((op) => !op.refused);
      say(error instanceof Stop ? error.message : waiting ? words.waiting : "");
    }
  }
}

async function send() {
  pending = await mine();
  const ready = pending.filter((op) => !op.refused);
  const here = form && !closed ? [form.dataset.operations] : [];
  if (ready.length) say(words.sending);
  const [photos, notes] = [ready.filter((op) => op.start), ready.filter((op) => !op.start)];
  for (const url of new Set([...notes.map((op) => op.url), ...here])) await deliver(url, notes.filter((op) => op.url === url));
  for (const op of photos) await deliverPhoto(op); // the small things first: the signal may not last
  said = said === words.sending || said === words.waiting || said === words.signedOut || said === words.gone ? "" : said;
  show();
}

async function deliver(url, ops) {
  for (let from = 0; from === 0 || from < ops.length; from += 50) {
    const part = ops.slice(from, from + 50);
    const list = part.map(({ id, item, value, base, done_at, photo }) => ({ id, item, value, base, done_at, photo }));
    const answer = await call(url, { body: JSON.stringify(list), headers: { "Content-Type": "application/json" } });
    if (answer.status === 404) throw new Stop(words.gone);
    if (answer.status !== 200) throw new Error(String(answer.status));
    await settle(part, answer);
  }
}

async function settle(part, { kept: there, refused, status, ...fresh }) {
  for (const op of part) {
    if (there.includes(op.id)) await forget(op);
    else if (refused[op.id]) await store(Object.assign(op, { refused: refused[op.id] }));
  }
  pending = (await mine()).map((op) => part.find((each) => each.id === op.id) || op);
  if (!part.length || isHere(part[0])) await learn(fresh);
}

async function learn(fresh) {
  if (fresh.count < state?.count) return;
  state = fresh;
  if (form) await kept("states", "readwrite", (s) => s.put(fresh, stateKey(unit)));
}

async function deliverPhoto(op) {
  if (!op.blob) return deliver(op.url, [op]);
  let at = op.upload && (await call(op.upload, { method: "GET" }));
  if (!at || at.status === 404 || at.status === 410) at = await announce(op);
  while (at.status < 300 && !at.document) at = await piece(op, at);
  if (at.status >= 400 && !at.sentence) throw new Error(String(at.status));
  if (at.status >= 400) return store(Object.assign(op, { refused: at.sentence }));
  await store(Object.assign(op, { photo: op.upload.match(/[0-9a-f-]{36}/)[0], blob: null }));
  return deliver(op.url, [op]);
}

async function announce(op) {
  const body = new FormData();
  body.append("name", op.name);
  body.append("size", String(op.blob.size));
  if (op.personal) body.append("personal", "1");
  const at = await call(op.start, { body });
  if (at.url) await store(Object.assign(op, { upload: at.url }));
  return at;
}

async function piece(op, { offset, chunk_size: size = 100_000 }) {
  const headers = { "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
  const at = await call(op.upload, { method: "PATCH", body: op.blob.slice(offset, offset + size), headers });
  return { chunk_size: size, ...at, status: at.status === 409 ? 200 : at.status };
}

// --- Photos and the place ---

async function smaller(file) {
  if (file.size <= SHRINK_ABOVE) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return (await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85))) || file;
  } catch {
    return file; // not a picture this browser can draw; the server will say
  }
}

async function photographed(field) {
  const [file] = field.files;
  if (!file) return;
  const blob = await smaller(file);
  const name = blob === file ? file.name : file.name.replace(/\.\w+$/, "") + ".jpg";
  field.value = "";
  if (blob.size > Number(form.dataset.most)) return say(words.tooBig);
  const personal = Boolean(form.querySelector("[data-personal]")?.checked);
  const bytes = new Blob([await blob.arrayBuffer()], { type: blob.type }); // the camera's file may vanish
  noted("photo", { of: field.dataset.photo }, { bases: [], blob: bytes, name, personal, start: form.dataset.photoStart });
}

function place() {
  const says = form.querySelector("[data-place-says]");
  navigator.geolocation.getCurrentPosition(
    async ({ coords: { latitude: lat, longitude: lon, accuracy } }) => {
      await noted("place", { lat, lon, accuracy: Math.min(accuracy, 1e6) }, { bases: [] });
      says.textContent = words.placed.replace("{place}", `${lat.toFixed(5)}; ${lon.toFixed(5)}`);
    },
    () => (says.textContent = words.unplaced),
    { enableHighAccuracy: true, timeout: 20_000 },
  );
}

function choose(button) {
  const [item, chosen, others] = button.value.split("|");
  const ends = others.split(",").filter(Boolean);
  noted(item, state.items[item].ends[chosen], { bases: [chosen, ...ends] });
}

// --- Pages for later ---

async function keepPages() {
  if (!navigator.serviceWorker || !me) return words.unkept && say(words.unkept);
  const worker = new URL("/lapangan/sw.js", location.href);
  const registered = await navigator.serviceWorker.register(worker);
  await navigator.serviceWorker.ready;
  const links = [...document.querySelectorAll("a[data-keep-page]")].map((a) => a.href);
  const pages = [location.href.split(/[?#]/)[0], ...links];
  const isOpen = Boolean(bar) && !closed;
  const parts = performance.getEntriesByType("resource").map((e) => e.name.split("#")[0]);
  const sources = [...document.querySelectorAll("script[src], link[href]")].map((e) => e.src || e.href);
  const own = [...new Set([...parts, ...sources])].filter((url) => new URL(url).pathname.includes("/static/"));
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => {
    document.documentElement.dataset.fieldKept = String(data.kept);
    if (isOpen && data.kept && !said) say(words.kept);
  };
  const lasting = /\/lapangan\/(sesi|unit)\//.test(location.pathname);
  const message = { me, parts: isOpen ? own : [], keep: isOpen ? pages : [], forget: isOpen || !lasting ? [] : pages };
  registered.active?.postMessage(message, [channel.port2]);
}

async function begin() {
  await refresh();
  if (form) {
    form.addEventListener("change", (event) => {
      const item = event.target.closest("[data-item]")?.dataset.item;
      if (event.target.matches("[data-photo]")) photographed(event.target);
      else if (item && event.target.type !== "file") changed(item);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (event.submitter?.name === "choose") choose(event.submitter);
    });
    form.querySelector("[data-place]")?.addEventListener("click", place);
  }
  if (bar) show();
  if (bar) sync();
}

addEventListener("online", sync);
addEventListener("offline", () => say(said));
setInterval(() => pending.some((op) => !op.refused) && sync(), RETRY);
begin().catch(() => say(words.unstored));
if (document.readyState === "complete") keepPages().catch(() => say(words.unkept));
else addEventListener("load", () => keepPages().catch(() => say(words.unkept)));

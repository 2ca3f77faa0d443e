// Many files, a weak signal: each is sent in pieces, continues where it stopped, and shows true figures.
//
//   <form data-upload data-upload-start="URL" action="URL without JavaScript"> with a file input; components/uploader.html
//   {% include "components/upload_words.html" %}   once a page: sentences and the row's template; without it
//   the form stays a plain form. [data-drop], [data-uploads], [data-upload-count] inside it are optional.
// Protocol (in the manner of tus 1.0): POST start {name, size, the form's hidden fields} -> 201 {id, offset,
// chunk_size, url}; GET url -> {offset}; PATCH url with a piece and Upload-Offset -> 200 {offset}, 409 {offset}
// when the server has another one, 201 {document: {id, title, url, state}} after the last, 422 {sentence}
// when it is refused, 507 {sentence} when the disk is full; DELETE url forgets it. A file's address is kept under its name, size and date, so
// that choosing the same file again after a reload continues it. The form fires `layak:uploaded`
// with the document, on which htmx may refresh a list (hx-trigger="layak:uploaded from:body").
const AT_ONCE = 2;
const WAITS = [2, 5, 10, 20, 60];
const words = JSON.parse(document.getElementById("upload-words")?.textContent || "{}");
const language = document.documentElement.lang === "en" ? "en" : "id";
const person = document.body.dataset.me || "";
const all = new Set();

const attempt = (deed) => {
  try {
    return deed();
  } catch {
    return null;
  }
};

const keyOf = (file) => `layak:unggah:${person}:${file.name}|${file.size}|${file.lastModified}`;

function figures(done, total) {
  const [unit, name] = total < 1e6 ? [1e3, "kB"] : [1e6, "MB"];
  const places = unit === 1e6 ? 1 : 0;
  const write = (n) => (n / unit).toLocaleString(language, { minimumFractionDigits: places, maximumFractionDigits: places });
  return words.figures.replace("{done}", write(done)).replace("{total}", `${write(total)} ${name}`);
}

const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] || document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";

// XMLHttpRequest, because fetch cannot tell how much of a piece has left the device.
function call(method, url, { body, headers = {}, progress, started } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    const standard = { "X-CSRFToken": token(), "X-Requested-With": "upload", Accept: "application/json" };
    for (const [name, value] of Object.entries({ ...standard, ...headers })) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => progress?.(event.loaded);
    request.onload = () => resolve({ status: request.status, ...(attempt(() => JSON.parse(request.responseText)) || {}) });
    request.onerror = request.onabort = request.ontimeout = () => reject(new Error("network"));
    request.timeout = 120_000;
    started?.(request);
    request.send(body);
  });
}

class Upload {
  constructor(file, form) {
    Object.assign(this, { file, form, offset: 0, tries: 0, state: "waiting", url: null, piece: 1_000_000 });
    const list = listOf(form);
    list.append(document.querySelector("template[data-upload-item]").content.cloneNode(true));
    this.item = list.lastElementChild;
    this.part("name").textContent = file.name;
    this.part("pause").addEventListener("click", () => this.pause());
    this.part("resume").addEventListener("click", () => this.resume());
    this.part("cancel").addEventListener("click", () => this.cancel());
    this.show();
  }

  part(name) {
    return this.item.querySelector(`[data-${name}]`);
  }

  show(sent = 0, sentence = "") {
    const done = Math.min(this.offset + sent, this.file.size);
    const share = this.file.size ? (done * 100) / this.file.size : 0;
    this.part("bar").setAttribute("width", `${share.toFixed(2)}%`);
    this.part("bar").setAttribute("class", this.state === "paused" ? "paused" : "fill");
    this.part("figures").textContent = figures(done, this.file.size);
    if (this.part("says").textContent !== sentence) this.part("says").textContent = sentence;
    this.part("pause").hidden = this.state !== "sending";
    this.part("resume").hidden = this.state !== "paused";
    this.part("cancel").hidden = this.state === "done";
  }

  async begin() {
    this.state = "sending";
    this.show();
    try {
      await this.find();
      while (this.state === "sending") await this.next();
    } catch (error) {
      this.wait(error.sentence);
    }
    pump(this.form);
  }

  async find() {
    const kept = this.url || attempt(() => localStorage.getItem(keyOf(this.file)));
    const answer = kept && (await call("GET", kept));
    if (answer?.document) return this.finish(answer.document);
    if (answer && answer.status === 200) {
      return Object.assign(this, { url: kept, offset: answer.offset, piece: answer.chunk_size || this.piece });
    }
    if (answer && (answer.status >= 500 || answer.status === 401)) return this.refuse(answer);
    return this.announce();
  }

  async announce() {
    const body = new FormData();
    for (const field of this.form.querySelectorAll("input[type=hidden]")) body.append(field.name, field.value);
    body.append("name", this.file.name);
    body.append("size", String(this.file.size));
    const answer = await call("POST", this.form.dataset.uploadStart || this.form.action, { body });
    if (answer.status !== 201 && answer.status !== 200) return this.refuse(answer);
    if (answer.document) return this.finish(answer.document);
    attempt(() => localStorage.setItem(keyOf(this.file), answer.url));
    return Object.assign(this, { url: answer.url, offset: answer.offset || 0, piece: answer.chunk_size || this.piece });
  }

  async next() {
    const from = this.offset;
    const answer = await call("PATCH", this.url, {
      body: this.file.slice(from, from + this.piece),
      headers: { "Upload-Offset": String(from), "Content-Type": "application/offset+octet-stream" },
      progress: (sent) => this.state === "sending" && this.show(sent),
      started: (request) => (this.request = request),
    });
    this.tries = 0;
    if (answer.document) return this.finish(answer.document);
    if ((answer.status === 200 || answer.status === 409) && Number.isInteger(answer.offset)) this.offset = answer.offset;
    else return this.refuse(answer);
    return this.show();
  }

  refuse(answer) {
    const gone = answer.status === 404 || answer.status === 410;
    if (gone) this.forget();
    if (gone || answer.status >= 500 || answer.status === 429) throw Object.assign(new Error(), answer);
    this.state = "refused";
    if (answer.status !== 401) this.forget();
    const usual = { 401: words.signedOut, 413: words.tooBig }[answer.status] || words.refused;
    this.show(0, answer.sentence || usual);
    this.item.classList.add("ly-upload-refused");
  }

  wait(sentence) {
    if (this.state !== "sending") return;
    const seconds = WAITS[Math.min(this.tries, WAITS.length - 1)];
    this.tries += 1;
    this.state = "broken";
    this.show(0, sentence || words.broken.replace("{seconds}", seconds));
    this.timer = setTimeout(() => this.begin(), seconds * 1000);
  }

  pause() {
    this.state = "paused";
    this.request?.abort();
    this.show(0, words.paused);
  }

  resume() {
    clearTimeout(this.timer);
    this.state = "waiting";
    pump(this.form);
  }

  async cancel() {
    clearTimeout(this.timer);
    this.state = "cancelled";
    this.request?.abort();
    const { url } = this;
    this.forget();
    this.item.remove();
    all.delete(this);
    count(this.form);
    if (url) await call("DELETE", url).catch(() => null);
    pump(this.form);
  }

  forget() {
    this.url = null;
    this.offset = 0;
    attempt(() => localStorage.removeItem(keyOf(this.file)));
  }

  finish(stored) {
    this.forget();
    this.offset = this.file.size;
    this.state = "done";
    this.show();
    const link = document.createElement("a");
    link.href = stored.url;
    link.textContent = stored.title || this.file.name;
    this.part("name").replaceChildren(link);
    this.part("meter").hidden = true;
    const mark = document.querySelector(`template[data-state="${CSS.escape(stored.state)}"]`);
    if (mark) this.part("buttons").append(mark.content.cloneNode(true));
    this.form.dispatchEvent(new CustomEvent("layak:uploaded", { detail: { document: stored }, bubbles: true }));
  }
}

function listOf(form) {
  const list = form.querySelector("[data-uploads]") || document.createElement("ul");
  if (!list.isConnected) {
    list.className = "ly-uploads";
    list.dataset.uploads = "";
    form.append(list);
  }
  return list;
}

function pump(form) {
  const mine = [...all].filter((one) => one.form === form);
  let free = AT_ONCE - mine.filter((one) => one.state === "sending").length;
  for (const one of mine) if (one.state === "waiting" && free-- > 0) one.begin();
  count(form);
}

function count(form) {
  const mine = [...all].filter((one) => one.form === form);
  const done = mine.filter((one) => one.state === "done").length;
  const sentence = mine.length ? words.count.replace("{done}", done).replace("{all}", mine.length) : "";
  const place = form.querySelector("[data-upload-count]");
  if (place && place.textContent !== sentence) place.textContent = sentence;
}

function take(form, files) {
  for (const file of files) {
    const twin = [...all].find((one) => one.form === form && keyOf(one.file) === keyOf(file) && one.state !== "refused");
    if (!twin) all.add(new Upload(file, form));
    else if (twin.state === "paused" || twin.state === "broken") twin.resume();
  }
  pump(form);
}

const known = new WeakSet();
function watch(form) {
  if (!words.figures || known.has(form)) return;
  known.add(form);
  const zone = form.querySelector("[data-drop]") || form;
  const picked = (input) => {
    take(form, input.files);
    input.value = "";
  };
  form.addEventListener("change", (event) => event.target.type === "file" && picked(event.target));
  for (const input of form.querySelectorAll("input[type=file]")) if (input.files.length) picked(input); // before this script came
  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.toggle("ly-drop-over", name === "dragenter" || name === "dragover");
      if (name === "drop") take(form, event.dataTransfer.files);
    });
  }
}

document.querySelectorAll("form[data-upload]").forEach(watch);
document.addEventListener("htmx:load", (event) => event.target.parentNode?.querySelectorAll("form[data-upload]").forEach(watch));
addEventListener("online", () => all.forEach((one) => one.state === "broken" && one.resume()));
addEventListener("beforeunload", (event) => {
  if ([...all].some((one) => ["sending", "waiting", "broken"].includes(one.state))) event.preventDefault();
});

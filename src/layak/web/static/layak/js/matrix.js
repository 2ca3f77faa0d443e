// A table people own in Excel: paste a range into it, add and remove rows, move with the arrows.
//
//   <div data-matrix data-max-rows="200" data-label="Baris"
//        data-unknown="{value} tidak ada dalam pilihan kolom {column}. Pilih salah satu dari daftarnya."
//        data-full="Tabel ini sampai {rows} baris. {count} baris terakhir tidak ditempel."
//        data-pasted="{count} baris ditempel.">
//     <table class="ly-matrix"> … <tbody> rows: <tr><th scope="row" data-label="Baris">1</th><td data-label="Jenis">
//        <input name="row-0-kind"> … <td><button type="button" data-remove-row> </tr> </tbody></table>
//     <template data-row> one <tr> with __prefix__ where the row's index belongs </template>
//     <input type="hidden" name="rows" value="3" data-row-count>   (optional)
//     <button type="button" data-add-row>Tambah baris</button>
//     <button type="button" data-paste>Tempel dari Excel</button>
//     <p role="status" data-matrix-says></p>
//   </div>
// A change made here fires `input` like one made by hand, so autosave.js sends it.
const cellsOf = (row) => [...row.querySelectorAll("input:not([type=hidden]), select, textarea")];

class Matrix {
  constructor(box) {
    this.box = box;
    this.body = box.querySelector("tbody");
    this.limit = Number(box.dataset.maxRows || 500);
    box.addEventListener("paste", (event) => this.pasted(event));
    box.addEventListener("keydown", (event) => this.arrow(event));
    box.addEventListener("click", (event) => this.clicked(event));
    box.closest("form")?.addEventListener("layak:need-field", (event) => this.need(event.detail));
  }

  get rows() {
    return [...this.body.rows];
  }

  clicked(event) {
    if (event.target.closest("[data-add-row]")) cellsOf(this.add())[0]?.focus();
    else if (event.target.closest("[data-remove-row]")) this.remove(event.target.closest("tr"));
    else if (event.target.closest("[data-paste]")) this.fromClipboard();
  }

  add() {
    if (this.rows.length >= this.limit) return this.rows.at(-1);
    const text = this.box.querySelector("template[data-row]").innerHTML.replaceAll("__prefix__", String(this.rows.length));
    this.body.insertAdjacentHTML("beforeend", text);
    this.renumber();
    return this.rows.at(-1);
  }

  remove(row) {
    const at = this.rows.indexOf(row);
    row.remove();
    this.renumber();
    this.tell();
    (cellsOf(this.rows[Math.min(at, this.rows.length - 1)] || this.box)[0] || this.box).focus();
  }

  // Names, ids and labels follow the row's place, as the server counts them.
  renumber() {
    this.rows.forEach((row, index) => {
      const head = row.querySelector("th[scope=row]");
      if (head) head.textContent = String(index + 1);
      for (const field of row.querySelectorAll("[name]")) {
        field.name = field.name.replace(/-\d+-/, `-${index}-`);
        if (field.id) field.id = field.id.replace(/-\d+-/, `-${index}-`);
        const label = field.getAttribute("aria-label");
        if (label) field.setAttribute("aria-label", label.replace(/\d+$/, String(index + 1)));
      }
    });
    const count = this.box.querySelector("[data-row-count]");
    if (count) count.value = String(this.rows.length);
  }

  need(name) {
    const index = Number(/-(\d+)-/.exec(name)?.[1] ?? -1);
    while (index >= this.rows.length && this.rows.length < this.limit) this.add();
  }

  tell() {
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  say(sentence) {
    const place = this.box.querySelector("[data-matrix-says]");
    if (place) place.textContent = sentence;
  }

  async fromClipboard() {
    const start = cellsOf(this.rows.find((row) => cellsOf(row).every((cell) => !cell.value)) || this.add())[0];
    start.focus();
    try {
      this.lay(await navigator.clipboard.readText(), start);
    } catch {
      this.say(this.box.dataset.pasteHint || "");
    }
  }

  pasted(event) {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text.trim()) || !event.target.matches("input, select, textarea")) return;
    event.preventDefault();
    this.lay(text, event.target);
  }

  lay(text, start) {
    const table = grid(text);
    const first = start.closest("tr");
    const column = cellsOf(first).indexOf(start);
    let at = this.rows.indexOf(first);
    const wrong = [];
    let laid = 0;
    for (const line of table) {
      if (at >= this.limit) break;
      const row = this.rows[at] || this.add();
      const cells = cellsOf(row);
      line.forEach((value, index) => cells[column + index] && this.put(cells[column + index], value, wrong));
      at += 1;
      laid += 1;
    }
    this.report(laid, table.length, wrong);
    this.tell();
  }

  put(cell, value, wrong) {
    if (cell.tagName !== "SELECT") {
      cell.value = cell.tagName === "TEXTAREA" ? value : value.replace(/\s*\n\s*/g, " ");
      return;
    }
    const wanted = value.trim().toLowerCase();
    const option = [...cell.options].find((one) => [one.text, one.value].some((text) => text.trim().toLowerCase() === wanted));
    if (option) cell.value = option.value;
    else if (wanted) wrong.push({ value, column: cell.closest("td")?.dataset.label || "" });
  }

  report(laid, wanted, wrong) {
    const { pasted, full, unknown } = this.box.dataset;
    const sentences = [pasted?.replace("{count}", laid)];
    if (laid < wanted) sentences.push(full?.replace("{rows}", this.limit).replace("{count}", wanted - laid));
    for (const { value, column } of wrong.slice(0, 3)) sentences.push(unknown?.replace("{value}", value).replace("{column}", column));
    this.say(sentences.filter(Boolean).join(" "));
  }

  arrow(event) {
    const cell = event.target;
    const step = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
    if (!step || event.shiftKey || event.altKey || !cell.matches("input:not([type=radio])")) return;
    const row = cell.closest("tr");
    const next = this.rows[this.rows.indexOf(row) + step];
    if (event.key === "Enter") event.preventDefault();
    if (!next) return;
    event.preventDefault();
    cellsOf(next)[cellsOf(row).indexOf(cell)]?.focus();
  }
}

// A spreadsheet's clipboard: tabs between cells, quotes around cells that hold a line break.
function grid(text) {
  const rows = [[""]];
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let i = 0; i < source.length; i += 1) {
    const sign = source[i];
    const row = rows.at(-1);
    if (sign === '"' && quoted && source[i + 1] === '"') row[row.length - 1] += source[(i += 1)];
    else if (sign === '"' && (quoted || row.at(-1) === "")) quoted = !quoted;
    else if (sign === "\t" && !quoted) row.push("");
    else if (sign === "\n" && !quoted) rows.push([""]);
    else row[row.length - 1] += sign;
  }
  return rows.map((row) => row.map((cell) => cell.trim()));
}

const known = new WeakSet();
function watch(root) {
  for (const box of root.querySelectorAll("[data-matrix]")) {
    if (known.has(box)) continue;
    known.add(box);
    new Matrix(box);
  }
}
document.addEventListener("htmx:load", (event) => watch(event.target.parentNode || document));
watch(document);

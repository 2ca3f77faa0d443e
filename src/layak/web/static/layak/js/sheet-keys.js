// Answering with the keyboard alone, on pages with question cards.
//
//   <article class="ly-q" data-card tabindex="-1"> one question; [data-key="u"] inside it is what "u" presses
//   j, k        next and previous card
//   1 … 9       the nth choice of the current card's radio list
//   any letter  the element with data-key="letter" in the current card, else on the page (u, c, p …); one that lies in
//               closed <details> is opened, and [data-aim] only takes the focus: Enter presses it
// Off while one types, with a modifier held, while a dialog is open, and when switched off in the
// account menu (localStorage layak:pintasan = "mati").
const cards = () => [...document.querySelectorAll("[data-card]")].filter((card) => card.checkVisibility());

function current() {
  const focused = document.activeElement?.closest("[data-card]");
  return focused || document.querySelector("[data-card].ly-q-current");
}

function mark(card) {
  document.querySelectorAll(".ly-q-current").forEach((one) => one.classList.remove("ly-q-current"));
  card?.classList.add("ly-q-current");
}

function go(step) {
  const all = cards();
  const at = all.indexOf(current());
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
  if (!next) return;
  mark(next);
  next.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  next.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}

function choose(nth) {
  const choice = current()?.querySelectorAll("input[type=radio]:not(:disabled)")[nth - 1];
  if (!choice) return false;
  choice.focus();
  choice.click();
  return true;
}

function press(letter) {
  const name = `[data-key="${CSS.escape(letter)}"]`;
  const target = current()?.querySelector(name) || document.querySelector(name);
  if (!target || target.disabled) return false;
  const closed = target.closest("details:not([open])");
  if (closed && !target.matches("summary")) closed.open = true;
  target.focus();
  if (!("aim" in target.dataset) && !target.matches("textarea, select, input:not([type=file], [type=radio], [type=checkbox])")) target.click();
  return true;
}

function act(key) {
  if (key === "j") return go(1), true;
  if (key === "k") return go(-1), true;
  if (/^[1-9]$/.test(key)) return choose(Number(key));
  return /^[a-z]$/.test(key) && press(key);
}

const off = () => {
  try {
    return localStorage.getItem("layak:pintasan") === "mati";
  } catch {
    return false;
  }
};

const typing = (target) =>
  target.matches?.("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button], [type=submit])");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (document.querySelector("dialog[open]") || off()) return;
  if (act(event.key.toLowerCase())) event.preventDefault();
});
document.addEventListener("focusin", (event) => {
  const card = event.target.closest("[data-card]");
  if (card) mark(card);
});

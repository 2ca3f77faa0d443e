// Says how saving stands: "Menyimpan…", "Tersimpan 10.42", "Belum terkirim …" with a countdown.
//
//   {% include "components/autosave_words.html" %}   once a page: the sentences in the reader's language
//   <span data-save-state role="status">             inside the form, or anywhere with data-save-state="FORM ID"
// Listens to `layak:save-state` {word, sentence?, seconds?} from autosave.js; "Coba sekarang" answers
// with `layak:save-now` on the form.
const SIGNS = {
  saving: "cloud-upload",
  saved: "cloud-check",
  unsent: "wifi-off",
  unfit: "octagon-alert",
  conflict: "triangle-alert",
  signedOut: "log-in",
  refused: "lock",
  restored: "history",
};
const words = JSON.parse(document.getElementById("autosave-words")?.textContent || "{}");
const counters = new WeakMap();

function clock() {
  const language = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", timeZone: words.zone }).format(new Date());
}

function sign(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "ly-i");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${words.icons}#i-${name}`);
  svg.append(use);
  return svg;
}

function spoken(sentence, hidden = false) {
  const text = document.createElement("span");
  text.textContent = sentence;
  if (hidden) text.className = "visually-hidden";
  return text;
}

function again(form) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-quiet btn-sm";
  button.textContent = words.again;
  button.addEventListener("click", () => form.dispatchEvent(new CustomEvent("layak:save-now")));
  return button;
}

// The whole sentence is announced once; the countdown that follows is for eyes only.
function countDown(place, form, seconds) {
  const until = Date.now() + seconds * 1000;
  const seen = spoken(words.unsent.replace("{seconds}", seconds));
  seen.setAttribute("aria-hidden", "true");
  place.append(spoken(words.unsent.replace("{seconds}", seconds), true), seen, again(form));
  const tick = () => {
    seen.textContent = words.unsent.replace("{seconds}", Math.max(0, Math.round((until - Date.now()) / 1000)));
  };
  counters.set(place, setInterval(tick, 1000));
}

function say(form, { word, sentence, seconds }) {
  const place = form.querySelector("[data-save-state]") || document.querySelector(`[data-save-state="${form.id}"]`);
  if (!place) return;
  clearInterval(counters.get(place));
  place.dataset.state = word;
  place.replaceChildren(sign(SIGNS[word]));
  if (word === "unsent") countDown(place, form, seconds);
  else place.append(spoken((sentence || words[word] || "").replace("{time}", clock())));
}

document.addEventListener("layak:save-state", (event) => say(event.target, event.detail));

// Runs before the page is drawn, so that nobody sees the wrong theme flash: theme, and "scripts work here".
const root = document.documentElement;
root.classList.add("js");
let chosen = null;
try {
  chosen = localStorage.getItem("layak:tema");
} catch {
  // storage is switched off: the device decides
}
root.dataset.bsTheme = chosen || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

// Copy buttons: button[data-copy="ID"] copies the value of that field; data-copied is the word afterwards.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // no clipboard API on plain http
    }
    button.querySelector("[data-word]").textContent = button.dataset.copied;
  });
}

// Passkeys: makes one, logs in with one, confirms with one; then posts the form that asked for it.
//
//   form[data-passkey="create|get"]  its submit runs the ceremony and fills the field "credential"
//   data-options="ID"                the JSON options stand in <script type="application/json" id="ID">
//   data-options-url="URL"           or are fetched from there at the moment they are needed
//   data-failed="sentence"           what [data-passkey-error] says when the person or device declines
// Needs vendor allauth's mfa/js/webauthn-json.js, which turns the browser's buffers into JSON.
async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  return answer.json();
}

function create(options, form) {
  const wanted = structuredClone(options.creation_options);
  const alone = Boolean(form.elements.passwordless?.checked);
  const choice = wanted.publicKey.authenticatorSelection;
  choice.residentKey = alone ? "required" : "discouraged";
  choice.requireResidentKey = alone;
  if (alone) choice.userVerification = "required";
  return window.webauthnJSON.create(wanted);
}

async function run(event) {
  event.preventDefault();
  const form = event.target;
  const error = form.querySelector("[data-passkey-error]");
  error.hidden = true;
  try {
    const options = await optionsOf(form);
    const made = form.dataset.passkey === "create"
      ? await create(options, form)
      : await window.webauthnJSON.get(options.request_options);
    form.elements.credential.value = JSON.stringify(made);
    form.submit();
  } catch {
    error.textContent = form.dataset.failed;
    error.hidden = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) form.addEventListener("submit", run);

// A passkey needs a script: only the browser can ask the key. The page says what to do instead, and this file changes that
// where the browser can. Options come from the form’s data-options; what the key answers goes back in the form itself.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const known = (keys = []) => keys.map((key) => ({ ...key, id: bytes(key.id) }));

const ask = {
  get: (options) => ({
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: known(options.allowCredentials),
  }),
  create: (options) => ({
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: known(options.excludeCredentials),
  }),
};

const answer = (credential) => {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
};

const use = async (form) => {
  const options = await fetch(form.dataset.options, { method: "POST", body: new FormData(form) });
  const { publicKey } = await options.json();
  const does = form.dataset.passkey;
  const credential = await navigator.credentials[does]({ publicKey: ask[does](publicKey) });
  form.elements.credential.value = answer(credential);
  form.submit();
};

for (const form of window.PublicKeyCredential ? document.querySelectorAll("form[data-passkey]") : []) {
  form.querySelector("[data-without-script]").hidden = true;
  form.querySelector("[data-with-script]").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const refused = form.querySelector("[data-refused]");
    const button = form.querySelector("button");
    refused.hidden = true;
    button.disabled = true;
    try {
      await use(form);
    } catch {
      refused.hidden = false;
      button.disabled = false;
    }
  });
}

// WebAuthn in a form: the ceremony fills the hidden field "credential", then the form goes its usual way.
const toBytes = (text) => {
  const base = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base.padEnd(Math.ceil(base.length / 4) * 4, "=")), (letter) => letter.charCodeAt(0));
};
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (list) => (list ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));

function creationOptions({ publicKey }, alone) {
  const selection = { ...publicKey.authenticatorSelection };
  if (alone !== null) {
    selection.residentKey = alone ? "required" : "discouraged";
    selection.requireResidentKey = alone;
    if (alone) selection.userVerification = "required";
  }
  return {
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
      authenticatorSelection: selection,
    },
  };
}

function requestOptions({ publicKey }) {
  return {
    publicKey: { ...publicKey, challenge: toBytes(publicKey.challenge), allowCredentials: known(publicKey.allowCredentials) },
  };
}

function asJson(credential) {
  const { response } = credential;
  const parts = { clientDataJSON: toText(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = toText(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    response: parts,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function ceremony(form) {
  if (form.dataset.passkey === "login") {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    const { request_options: options } = await answer.json();
    return navigator.credentials.get(requestOptions(options));
  }
  const data = JSON.parse(document.getElementById("passkey-options").textContent);
  if (form.dataset.passkey === "get") return navigator.credentials.get(requestOptions(data.request_options));
  const alone = form.querySelector('[name="passwordless"]');
  return navigator.credentials.create(creationOptions(data.creation_options, alone ? alone.checked : null));
}

function complain(form, error) {
  const place = form.querySelector("[data-passkey-error]");
  const isNumber = /^[\d.]+$|^\[/.test(location.hostname);
  const reason = error?.name === "SecurityError" && isNumber ? "address" : window.PublicKeyCredential ? "cancelled" : "unsupported";
  place.hidden = false;
  place.querySelector("[data-text]").textContent = place.dataset[reason];
}

export function startPasskeys(root) {
  for (const form of root.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        form.querySelector('[name="credential"]').value = asJson(await ceremony(form));
        form.submit();
      } catch (error) {
        complain(form, error);
      }
    });
  }
}

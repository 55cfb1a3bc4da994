// How a ticket's code is written, as workshops/admission/codes.py reads it. No page, no network here.

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LONGEST = 64;
const LENGTHS = [16, 8];

function western(text) {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

// The canonical texts that a code may stand for, the long form first; none for what is no code.
export function readings(text) {
  if (text.length > LONGEST) return [];
  const plain = western(text).replace(/[\s\-–—_.:·]+/g, "").toUpperCase()
    .replace(/O/g, "0").replace(/[IL]/g, "1").replace(/^S0UK/, "");
  if (!plain || [...plain].some((letter) => !ALPHABET.includes(letter))) return [];
  return LENGTHS.filter((length) => plain.length > length && !plain.startsWith("0"))
    .map((length) => `${plain.slice(0, -length)}-${plain.slice(-length)}`);
}

export async function fingerprint(canonical) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonical));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

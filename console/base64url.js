// Base64 (RFC 4648, section 4) over bytes; base64url without padding (section 5) over bytes and UTF-8 text.

const CHUNK = 0x8000; // more arguments to fromCharCode than this overflow the stack

export function toBase64(bytes) {
  let binary = '';
  for (let i = 0; i < bytes.length; i += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  }
  return btoa(binary);
}

export function toBase64url(bytes) {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

export function fromBase64url(text) {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

export const textToBase64url = (text) => toBase64url(new TextEncoder().encode(text));

export const base64urlToText = (text) => new TextDecoder().decode(fromBase64url(text));

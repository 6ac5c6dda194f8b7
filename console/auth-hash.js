import { textToBase64url } from './base64url.js';

/** What level 1 sends as `hash`: base64url of {"password":…,"<key>":…}, password first. It hides nothing. */
export function authHash(key, value, password) {
  return textToBase64url(JSON.stringify({ password, [key]: value }));
}

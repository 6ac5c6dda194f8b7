import { textToBase64url } from './base64url.js';

const PASSWORD = /^@password:(.*)$/s;

/** What level 1 sends as `hash`: base64url of {"password":…,"<key>":…}, password first. It hides nothing. */
export function authHash(key, value, password) {
  return textToBase64url(JSON.stringify({ password, [key]: value }));
}

/** What stands in a doc for the hash of a password until the call is sent. */
export const passwordPlaceholder = (password) => `@password:${password}`;

/** The doc with hashes for its passwords: `"email_hash": "@password:…"` is hashed with the `email` beside it. */
export function fillHashes(doc) {
  const filled = Object.entries(doc).map(([name, value]) => {
    const [, password] = (name.endsWith('_hash') && typeof value === 'string' && PASSWORD.exec(value)) || [];
    if (password === undefined) return [name, value];
    const key = name.slice(0, -'_hash'.length);
    if (typeof doc[key] !== 'string') throw new MissingName(`${name} is made with ${key}: write ${key} into the doc, too.`);
    return [name, authHash(key, doc[key], password)];
  });
  return Object.fromEntries(filled);
}

export class MissingName extends Error {}

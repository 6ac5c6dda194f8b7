// JSON Web Tokens as LIMP signs calls: HS256, the key being the utf-8 bytes of the session's token.

import { base64urlToText, textToBase64url, toBase64url } from './base64url.js';
import { hmacSha256 } from './hmac.js';

const DAY = 86_400; // seconds
const HEADER = textToBase64url(JSON.stringify({ alg: 'HS256', typ: 'JWT' }));

/** The call with iat and exp in seconds: what is signed, valid for a day. */
export function withTimes(call, now = Date.now()) {
  const iat = Math.floor(now / 1000);
  return { ...call, iat, exp: iat + DAY };
}

/** The token of a payload. */
export async function sign(payload, key) {
  const signed = `${HEADER}.${textToBase64url(JSON.stringify(payload))}`;
  const encoder = new TextEncoder();
  return `${signed}.${toBase64url(await hmacSha256(encoder.encode(key), encoder.encode(signed)))}`;
}

/** The payload of a token, unverified, for display; null when it is no JWT. */
export function readPayload(token) {
  try {
    const [, payload, signature] = token.split('.');
    return signature === undefined ? null : JSON.parse(base64urlToText(payload));
  } catch {
    return null;
  }
}

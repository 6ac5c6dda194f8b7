import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { authHash, fillHashes, MissingName } from '../auth-hash.js';
import { base64urlToText, fromBase64url, toBase64url } from '../base64url.js';
import { readPayload, sign, withTimes } from '../jwt.js';

// As recorded from the original's client against the original server.
const RECORDED =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzaWQiOiI2YjAzNjdjY2M2OWEyZWQwNmI3YTZiNTgiLCJ0b2tlbiI6ImFjNDY2RGYyIiwi' +
  'cXVlcnkiOnt9LCJkb2MiOnt9LCJlbmRwb2ludCI6InVzZXIvcmVhZCIsImNhbGxfaWQiOiJBMTAiLCJpYXQiOjE3OTUzODUyOTIsImV4cCI6' +
  'MTc5NTQ3MTY5Mn0.-W4D3IO0hhCV21Wly3uKdJb4juLTNKkQsr1loR5JslQ';
const CALL = {
  sid: '6b0367ccc69a2ed06b7a6b58',
  token: 'ac466Df2',
  query: {},
  doc: {},
  endpoint: 'user/read',
  call_id: 'A10',
};

test('a signed call is byte for byte what the original client sent', async () => {
  assert.equal(await sign(withTimes(CALL, 1_795_385_292_400), 'ac466Df2'), RECORDED);
});

test('the signature covers UTF-8 keys and payloads', async () => {
  const token = await sign({ ...CALL, doc: { title: 'مرحبا ✓' } }, 'clé');
  const [header, payload, signature] = token.split('.');
  assert.equal(signature, createHmac('sha256', 'clé').update(`${header}.${payload}`).digest('base64url'));
  assert.equal(readPayload(token).doc.title, 'مرحبا ✓');
});

test('a payload is read for display, and anything else is null', () => {
  assert.equal(readPayload(RECORDED).endpoint, 'user/read');
  assert.equal(readPayload(RECORDED).exp - readPayload(RECORDED).iat, 86_400);
  for (const other of ['', 'a.b', 'a.b.c', '...', '__ANON']) assert.equal(readPayload(other), null, other);
});

test('the auth hash is the recorded one of the first administrator', () => {
  assert.equal(
    authHash('email', 'ADMIN@LIMP.MASAAR.COM', '__ADMIN'),
    'eyJwYXNzd29yZCI6Il9fQURNSU4iLCJlbWFpbCI6IkFETUlOQExJTVAuTUFTQUFSLkNPTSJ9',
  );
});

test('the auth hash keeps what is beyond ASCII', () => {
  const hash = authHash('username', 'زيد', 'pässwörd/+');
  assert.match(hash, /^[\w-]+$/);
  assert.deepEqual(JSON.parse(base64urlToText(hash)), { password: 'pässwörd/+', username: 'زيد' });
});

test('a password in a doc becomes the hash over the name beside it, and nothing else changes', () => {
  const doc = { email: 'a@b.cc', email_hash: '@password:pä ss', username_hash: 'made elsewhere', bio: '@password:x' };
  assert.deepEqual(fillHashes(doc), { ...doc, email_hash: authHash('email', 'a@b.cc', 'pä ss') });
  assert.throws(() => fillHashes({ phone_hash: '@password:x' }), MissingName);
});

test('base64url survives every byte and a long message', () => {
  const bytes = Uint8Array.from({ length: 100_003 }, (_, i) => i & 0xff);
  assert.deepEqual(fromBase64url(toBase64url(bytes)), bytes);
});

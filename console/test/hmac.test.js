import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import { hmacSha256, hmacSha256Pure, sha256 } from '../hmac.js';

const bytes = (length) => Uint8Array.from({ length }, (_, i) => (i * 31 + 7) & 0xff);
const hex = (array) => Buffer.from(array).toString('hex');

test('sha256 agrees with node at every length around the block borders', () => {
  for (let length = 0; length < 200; length++) {
    assert.equal(hex(sha256(bytes(length))), createHash('sha256').update(bytes(length)).digest('hex'), `${length}`);
  }
});

test('hmac agrees with node and with WebCrypto for short, block-long and longer keys', async () => {
  for (const keyLength of [0, 1, 8, 43, 63, 64, 65, 200]) {
    for (const length of [0, 1, 55, 56, 64, 1000, 70_000]) {
      const [key, message] = [bytes(keyLength), bytes(length)];
      const expected = createHmac('sha256', key).update(message).digest('hex');
      assert.equal(hex(hmacSha256Pure(key, message)), expected, `pure, key ${keyLength}, message ${length}`);
      assert.equal(hex(await hmacSha256(key, message)), expected, `subtle, key ${keyLength}, message ${length}`);
    }
  }
});

test('hmac works where the browser hides crypto.subtle', async () => {
  const subtle = Object.getOwnPropertyDescriptor(globalThis, 'crypto');
  Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true });
  try {
    const expected = createHmac('sha256', bytes(8)).update(bytes(99)).digest('hex');
    assert.equal(hex(await hmacSha256(bytes(8), bytes(99))), expected);
  } finally {
    Object.defineProperty(globalThis, 'crypto', subtle);
  }
});

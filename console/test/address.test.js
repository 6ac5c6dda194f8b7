import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completeAddress, isOwnServer, ownAddress } from '../address.js';

const plain = { protocol: 'http:', host: 'localhost:8081' };
const secure = { protocol: 'https:', host: 'api.example.com' };

test('the address is that of the server which gave out the page', () => {
  assert.equal(ownAddress(plain), 'ws://localhost:8081/ws');
  assert.equal(ownAddress(secure), 'wss://api.example.com/ws');
});

test('what people type becomes a whole address', () => {
  for (const [typed, whole] of [
    ['localhost:9000', 'ws://localhost:9000/ws'],
    ['http://localhost:9000/', 'ws://localhost:9000/ws'],
    ['https://x.example', 'wss://x.example/ws'],
    [' ws://x.example/ws/tenant ', 'ws://x.example/ws/tenant'],
  ]) {
    assert.equal(completeAddress(typed, plain), whole);
  }
  assert.equal(completeAddress('x.example', secure), 'wss://x.example/ws');
});

test('files and modules are asked of the own server only', () => {
  assert.ok(isOwnServer('ws://localhost:8081/ws', plain));
  assert.ok(!isOwnServer('ws://localhost:8082/ws', plain));
  assert.ok(!isOwnServer('no address', plain));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Attachments, bytesText, FileContent, MissingFile, sizeOnTheWire, withoutBytes } from '../attachments.js';
import { CallHistory } from '../call-history.js';
import { FrameLog, passes } from '../frame-log.js';
import { inPlainWords } from '../plain-words.js';

const FILE = {
  name: 'p.png',
  size: 4,
  type: 'image/png',
  lastModified: 1_548_547_200_000,
  arrayBuffer: async () => Uint8Array.from([137, 80, 78, 71]).buffer,
};

function memory() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), kept };
}

test('a file is a placeholder in the editor and base64 on the wire', async () => {
  const attachments = new Attachments();
  const written = await attachments.add(FILE);
  assert.match(written.content, /^@bytes:1 4 B$/);
  const doc = JSON.parse(JSON.stringify({ name: { en_AE: 'N' }, photo: [written] }));
  assert.equal(
    JSON.stringify(attachments.fill(doc).photo),
    '[{"name":"p.png","size":4,"type":"image/png","lastModified":1548547200000,"content":"iVBORw=="}]',
  );
});

test('a placeholder whose bytes are gone is refused by name, other contents are left alone', () => {
  assert.throws(
    () => new Attachments().fill({ photo: [{ name: 'old.png', content: '@bytes:9 1 KB' }] }),
    (error) => error instanceof MissingFile && error.message.includes('old.png'),
  );
  assert.deepEqual(new Attachments().fill({ content: { en_AE: 'text' } }), { content: { en_AE: 'text' } });
});

test('the size on the wire is close to what a signed frame really weighs', () => {
  const bytes = Uint8Array.from({ length: 50_000 }, (_, i) => (i * 7919) & 0xff);
  const real = (JSON.stringify(new FileContent(bytes)).length * 4) / 3;
  assert.ok(Math.abs(sizeOnTheWire(bytes.length) / real - 1) < 0.01);
});

test('bytes never reach the display', () => {
  assert.deepEqual(withoutBytes({ content: new FileContent(new Uint8Array(2048)) }), { content: '(2.0 KB)' });
  assert.deepEqual(withoutBytes({ status: 291, msg: [1, 2], args: {} }), { status: 291, msg: '(2 B)', args: {} });
  assert.equal(bytesText(5 * 1024 * 1024), '5.0 MB');
});

test('the history keeps calls without secrets and never a login', () => {
  const storage = memory();
  const history = new CallHistory(storage);
  history.add({ endpoint: 'Session/Auth', query: {}, doc: { email: 'a@b.cc', hash: 'S3CRET' } });
  history.add({
    endpoint: 'user/create',
    query: {},
    doc: { email: 'a@b.cc', email_hash: 'S3CRET', attrs: [{ apiKey: 'S3CRET' }] },
  });
  history.add({ endpoint: 'user/update', query: { token: { val: 'S3CRET' } }, doc: { Password: 'S3CRET' } });
  history.add({ endpoint: 'setting/create', query: {}, doc: { var: 'smtp_password', val: 'S3CRET' } });
  assert.ok(![...storage.kept.values()].join().includes('S3CRET'));
  assert.deepEqual(
    history.list().map(({ endpoint }) => endpoint),
    ['setting/create', 'user/update', 'user/create'],
  );
});

test('the history is bounded, has no doubles and survives broken storage', () => {
  const history = new CallHistory(memory());
  for (let i = 0; i < 70; i++) history.add({ endpoint: 'blog/read', query: { $skip: i }, doc: {} });
  history.add({ endpoint: 'blog/read', query: { $skip: 60 }, doc: {} });
  assert.equal(history.list().length, 50);
  assert.equal(history.list()[0].query.$skip, 60);
  assert.deepEqual(new CallHistory({ getItem: () => '{nonsense' }).list(), []);
  new CallHistory({
    getItem: () => null,
    setItem: () => {
      throw new Error('full');
    },
  }).add({ endpoint: 'a/b', query: {}, doc: {} });
});

test('the log is bounded in number and in memory, and tells what it dropped', () => {
  const log = new FrameLog(3);
  const frame = { status: 200, msg: 'x', args: {} };
  for (let i = 0; i < 3; i++)
    assert.equal(log.add({ direction: 'in', raw: '{}', frame, call: null }).dropped.length, 0);
  assert.equal(log.add({ direction: 'in', raw: '{}', frame, call: null }).dropped[0].seq, 1);
  const { entry } = log.add({ direction: 'in', raw: 'x'.repeat(3_000_000), frame, call: null });
  assert.ok(entry.raw.length < 3_000);
  assert.equal(entry.size, 3_000_000);
  assert.equal(log.length, 3);
});

test('a second answer to a call is still shown under its endpoint', () => {
  const log = new FrameLog();
  const call = { id: 'abc', endpoint: 'blog/read', signed: false };
  log.add({ direction: 'out', raw: '{}', frame: { call_id: 'abc' }, call });
  const { entry } = log.add({
    direction: 'in',
    raw: '{}',
    frame: { status: 200, args: { call_id: 'abc' } },
    call: null,
  });
  assert.equal(entry.endpoint, 'blog/read');
});

test('the log is filtered by direction, by error and by any text in the frame', () => {
  const log = new FrameLog();
  const { entry } = log.add({
    direction: 'in',
    raw: '{}',
    frame: { status: 403, msg: 'no', args: { code: 'FORBIDDEN', deep: ['needle'] } },
    call: null,
  });
  for (const filter of [
    {},
    { show: 'in' },
    { show: 'errors' },
    { text: 'NEEDLE' },
    { text: 'forbidden' },
    { text: '403' },
  ]) {
    assert.ok(passes(entry, filter), JSON.stringify(filter));
  }
  for (const filter of [{ show: 'out' }, { text: 'other' }]) assert.ok(!passes(entry, filter), JSON.stringify(filter));
});

test('errors are explained in plain words that fit who called', () => {
  const forbidden = { status: 403, code: 'CORE_SESSION_FORBIDDEN', endpoint: 'user/read' };
  assert.match(inPlainWords({ ...forbidden, anonymous: true }), /Sign in/);
  assert.match(inPlainWords({ ...forbidden, anonymous: false }), /privilege/);
  assert.match(
    inPlainWords({ status: 400, code: 'CORE_REQ_INVALID_METHOD', endpoint: 'blog/raed' }),
    /“blog” has no method “raed”/,
  );
  assert.match(inPlainWords({ status: 400, code: 'SAMPLE_APP_BLOG_MISSING_ATTR' }), /missing/);
  assert.match(inPlainWords({ status: 500, code: 'X' }), /server failed/);
  assert.equal(inPlainWords({ status: 400, code: 'toString' }), '');
  assert.equal(inPlainWords({ status: 200 }), '');
});

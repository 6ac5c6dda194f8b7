import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { Connection, ConnectionLost } from '../connection.js';
import { readPayload } from '../jwt.js';
import { PendingCalls } from '../pending-calls.js';

class FakeSocket extends EventTarget {
  sent = [];
  closed = false;
  send(raw) {
    this.sent.push(JSON.parse(raw));
    this.dispatchEvent(new Event('sent'));
  }
  close() {
    this.closed = true;
  }
  says(frame) {
    const data = typeof frame === 'string' ? frame : JSON.stringify(frame);
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }
  drops(code = 1006, reason = '') {
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason }));
  }
  async frame(index) {
    while (this.sent.length <= index)
      await new Promise((resolve) => this.addEventListener('sent', resolve, { once: true }));
    return this.sent[index];
  }
}

const SESSION = { _id: '6b0367ccc69a2ed06b7a6b58', token: 'ac466Df2', user: { _id: 'f00000000000000000000010' } };

function connected() {
  const socket = new FakeSocket();
  const connection = new Connection({ openSocket: () => socket });
  connection.connect('ws://here/ws');
  socket.says({ status: 200, msg: 'Connection ready', args: { code: 'CORE_CONN_READY' } });
  return { connection, socket };
}

async function signedIn() {
  const { connection, socket } = connected();
  const auth = connection.call('session/auth', {}, { email: 'a@b.cc', hash: 'abc' });
  const { call_id } = await socket.frame(0);
  socket.says({ status: 200, msg: 'ok', args: { docs: [SESSION], call_id } });
  await auth;
  return { connection, socket };
}

test('it is open with the greeting and not before', () => {
  const socket = new FakeSocket();
  const connection = new Connection({ openSocket: () => socket });
  connection.connect('ws://here/ws');
  assert.equal(connection.state, 'connecting');
  socket.says({ status: 200, msg: 'Connection establised' });
  assert.equal(connection.state, 'open');
});

test('an anonymous call is a plain frame with all six fields', async () => {
  const { connection, socket } = connected();
  const answer = connection.call('blog/read', { $limit: 1 });
  const frame = await socket.frame(0);
  const { call_id, ...rest } = frame;
  assert.deepEqual(rest, {
    sid: 'f00000000000000000000012',
    token: '__ANON',
    query: { $limit: 1 },
    doc: {},
    endpoint: 'blog/read',
  });
  assert.ok(call_id.length >= 16);
  socket.says({ status: 200, msg: 'Found 0 docs.', args: { docs: [], call_id } });
  assert.equal((await answer).msg, 'Found 0 docs.');
});

test('after auth calls are signed with the token of the session', async () => {
  const { connection, socket } = await signedIn();
  connection.call('user/read').catch(() => {});
  const frame = await socket.frame(1);
  assert.deepEqual(Object.keys(frame), ['token']);
  const [header, payload, signature] = frame.token.split('.');
  assert.equal(signature, createHmac('sha256', 'ac466Df2').update(`${header}.${payload}`).digest('base64url'));
  const call = readPayload(frame.token);
  assert.equal(call.sid, SESSION._id);
  assert.equal(call.token, SESSION.token);
  assert.equal(call.exp, call.iat + 86_400);
});

test('auth and reauth stay plain and anonymous on a signed-in connection', async () => {
  const { connection, socket } = await signedIn();
  connection.call('Session/ReAuth', { _id: { val: 'x' } }).catch(() => {});
  const frame = await socket.frame(1);
  assert.equal(frame.sid, 'f00000000000000000000012');
  assert.equal(frame.token, '__ANON');
});

test('a call made while auth is under way waits and is signed', async () => {
  const { connection, socket } = connected();
  connection.call('session/auth', {}, {});
  connection.call('user/read').catch(() => {});
  const { call_id } = await socket.frame(0);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(socket.sent.length, 1);
  socket.says({ status: 200, msg: '', args: { docs: [SESSION], call_id } });
  assert.equal(readPayload((await socket.frame(1)).token).endpoint, 'user/read');
});

test('calls are sent in order although signing takes time', async () => {
  const { connection, socket } = await signedIn();
  for (const endpoint of ['a/1', 'a/2', 'a/3']) connection.call(endpoint, {}, {}).catch(() => {});
  await socket.frame(3);
  assert.deepEqual(
    socket.sent.slice(1).map(({ token }) => readPayload(token).endpoint),
    ['a/1', 'a/2', 'a/3'],
  );
});

test('a reauth whose answer has no token keeps the one that is known', async () => {
  const { connection, socket } = connected();
  const reauth = connection.reauth(SESSION._id, SESSION.token);
  const { call_id, query } = await socket.frame(0);
  assert.deepEqual(query, { _id: { val: SESSION._id } });
  socket.says({ status: 200, msg: '', args: { docs: [{ _id: SESSION._id, user: {} }], call_id } });
  await reauth;
  assert.equal(connection.session.token, SESSION.token);
});

test('signing out makes the connection anonymous, signing out another session does not', async () => {
  const { connection, socket } = await signedIn();
  const other = connection.call('session/signout', { _id: { val: 'another' } });
  socket.says({ status: 200, msg: '', args: { call_id: readPayload((await socket.frame(1)).token).call_id } });
  await other;
  assert.equal(connection.session._id, SESSION._id);
  const own = connection.signOut();
  socket.says({ status: 200, msg: '', args: { call_id: readPayload((await socket.frame(2)).token).call_id } });
  await own;
  assert.equal(connection.session, null);
});

test('a session that the server no longer accepts is forgotten', async () => {
  const { connection, socket } = await signedIn();
  const answer = connection.call('user/read');
  const { call_id } = readPayload((await socket.frame(1)).token);
  socket.says({ status: 403, msg: '', args: { code: 'CORE_REQ_INVALID_TOKEN', call_id } });
  assert.equal((await answer).status, 403);
  assert.equal(connection.session, null);
});

test('losing the connection rejects what waits, clears the session and says why', async () => {
  const { connection, socket } = await signedIn();
  const answer = connection.call('user/read');
  await socket.frame(1);
  socket.drops();
  await assert.rejects(answer, ConnectionLost);
  assert.equal(connection.session, null);
  assert.equal(connection.state, 'closed');
  assert.match(connection.closedBecause, /lost/);
  await assert.rejects(connection.call('user/read'), /no connection/);
});

test('what an earlier socket says late is ignored', () => {
  const sockets = [new FakeSocket(), new FakeSocket()];
  let next = 0;
  const connection = new Connection({ openSocket: () => sockets[next++] });
  connection.connect('ws://one/ws');
  connection.connect('ws://two/ws');
  assert.ok(sockets[0].closed);
  sockets[0].says({ status: 200 });
  sockets[0].drops();
  assert.equal(connection.state, 'connecting');
});

test('an address that is none is explained', () => {
  const connection = new Connection({
    openSocket: () => {
      throw new SyntaxError('no url');
    },
  });
  connection.connect('htp:/nonsense');
  assert.equal(connection.state, 'closed');
  assert.match(connection.closedBecause, /no websocket address/);
});

test('frames that are no JSON are passed on and answer nothing', async () => {
  const { connection, socket } = connected();
  const seen = [];
  connection.addEventListener('frame', ({ detail }) => seen.push(detail));
  socket.says('<html>');
  assert.equal(seen[0].frame, null);
  assert.equal(seen[0].call, null);
});

test('answers find their call by id, in any order, once', () => {
  const pending = new PendingCalls();
  for (const id of ['a', 'b', 'c']) pending.add({ id });
  assert.equal(pending.take({ status: 200, args: { call_id: 'c' } }).id, 'c');
  assert.equal(pending.take({ status: 200, args: { call_id: 'c' } }), null);
  assert.equal(pending.take({ status: 200, args: { call_id: 'nobody' } }), null);
  assert.equal(pending.size, 2);
});

test('a 291 or an error without call_id answers the oldest call; a push answers none', () => {
  const pending = new PendingCalls();
  for (const id of ['a', 'b', 'c']) pending.add({ id });
  assert.equal(pending.take({ status: 200, msg: 'news' }), null);
  assert.equal(pending.take({ status: 291, msg: [1], args: { name: 'x' } }).id, 'a');
  assert.equal(pending.take({ status: 500, args: { code: 'SERVER_ERROR', call_id: null } }).id, 'b');
  assert.equal(pending.take(null), null);
  assert.equal(pending.size, 1);
});

// A level 1 connection: greeting, plain frames while anonymous, signed ones afterwards, answers matched by call_id.

import { sign, withTimes } from './jwt.js';
import { PendingCalls } from './pending-calls.js';

export const ANONYMOUS = Object.freeze({ _id: 'f00000000000000000000012', token: '__ANON' });

export const DISCONNECTED = 'You disconnected.'; // why it is closed, when nothing went wrong

const GREETING_DEADLINE = 10_000; // milliseconds
const PLAIN = new Set(['session/auth', 'session/reauth']); // never signed with a session's token
const CHANGES_SESSION = new Set([...PLAIN, 'session/signout']);
const SESSION_IS_GONE = new Set(['CORE_REQ_INVALID_TOKEN', 'CORE_SESSION_SESSION_EXPIRED']);

/** A call that could not be sent or will not be answered; `message` is for people. */
export class ConnectionLost extends Error {}

/**
 * Events: `state` after `state` changed, `session` after `session` changed, `frame` for each frame in or out with
 * detail {direction, raw, frame, call, duration}. `call` is what the frame asks or answers, null for a frame nobody
 * asked for.
 */
export class Connection extends EventTarget {
  state = 'closed'; // closed, connecting, open
  address = '';
  session = null; // the session document, null while anonymous
  closedBecause = ''; // a sentence for people

  #openSocket;
  #socket = null;
  #pending = new PendingCalls();
  #turn = Promise.resolve();

  constructor({ openSocket = (address) => new WebSocket(address) } = {}) {
    super();
    this.#openSocket = openSocket;
  }

  connect(address) {
    this.disconnect();
    this.address = address;
    this.closedBecause = '';
    let socket;
    try {
      socket = this.#openSocket(address);
    } catch {
      this.closedBecause = `“${address}” is no websocket address. It looks like ws://localhost:8081/ws.`;
      this.#become('closed');
      return;
    }
    this.#socket = socket;
    this.#become('connecting');
    const deadline = setTimeout(() => this.#silent(socket), GREETING_DEADLINE);
    socket.addEventListener('message', (event) => {
      clearTimeout(deadline);
      if (socket === this.#socket) this.#receive(event.data);
    });
    socket.addEventListener('close', (event) => {
      clearTimeout(deadline);
      if (socket === this.#socket) this.#closed(explainClose(event, this.state, address));
    });
  }

  disconnect() {
    if (!this.#socket) return;
    const socket = this.#socket;
    this.#closed(DISCONNECTED);
    socket.close();
  }

  /** Resolves to {status, msg, args, frame, call, duration}, whatever the status; rejects with ConnectionLost. */
  async call(endpoint, query = {}, doc = {}) {
    const socket = this.#socket;
    const sent = this.#turn.then(() => this.#send(socket, endpoint, query, doc));
    // What follows an auth, reauth or signout must wait for its answer: it decides how the next frame is signed.
    const waits = CHANGES_SESSION.has(endpoint.toLowerCase());
    this.#turn = sent.then(({ answer }) => (waits ? answer : null)).catch(() => null);
    return (await sent).answer;
  }

  signOut() {
    return this.call('session/signout', { _id: { val: this.session?._id ?? ANONYMOUS._id } });
  }

  reauth(sessionId, token) {
    this.#knownToken = { _id: sessionId, token };
    return this.call('session/reauth', { _id: { val: sessionId } });
  }

  #knownToken = null; // in case a server answers a reauth without repeating the token

  async #send(socket, endpoint, query, doc) {
    if (!socket || socket !== this.#socket || this.state !== 'open') {
      throw new ConnectionLost('There is no connection. Connect first, then send the call again.');
    }
    const plain = !this.session || PLAIN.has(endpoint.toLowerCase());
    const { _id: sid, token } = plain ? ANONYMOUS : this.session;
    const id = newCallId();
    const fields = { sid, token, query, doc, endpoint, call_id: id };
    const payload = plain ? fields : withTimes(fields);
    const raw = JSON.stringify(plain ? payload : { token: await sign(payload, token) });
    if (socket !== this.#socket) throw new ConnectionLost('The connection was lost before the call was sent.');
    const call = { id, endpoint, query, doc, signed: !plain, sentAt: performance.now() };
    const answer = new Promise((resolve, reject) => Object.assign(call, { resolve, reject }));
    this.#pending.add(call);
    socket.send(raw);
    this.#tell('frame', { direction: 'out', raw, frame: payload, call, duration: null });
    return { answer }; // wrapped, so that awaiting the sending does not await the answer
  }

  #receive(raw) {
    const frame = parse(raw);
    const greeted = this.state === 'open';
    const call = greeted ? this.#pending.take(frame) : null;
    const duration = call ? performance.now() - call.sentAt : null;
    this.#tell('frame', { direction: 'in', raw, frame, call, duration });
    if (!greeted) this.#become('open');
    if (!call) return;
    const { status, msg = '', args = {} } = frame;
    this.#followSession(call, status, args ?? {});
    call.resolve({ status, msg, args: args ?? {}, frame, call, duration });
  }

  #followSession(call, status, args) {
    const endpoint = call.endpoint.toLowerCase();
    if (status === 200 && PLAIN.has(endpoint)) {
      const session = args.docs?.[0] ?? args.session;
      const token = session?.token ?? (this.#knownToken?._id === session?._id ? this.#knownToken?.token : undefined);
      if (session && token) this.#setSession({ ...session, token });
    } else if (status === 200 && endpoint === 'session/signout') {
      if (!this.session || call.query?._id?.val === this.session._id) this.#setSession(null);
    } else if (call.signed && SESSION_IS_GONE.has(args.code)) {
      this.#setSession(null);
    }
  }

  #silent(socket) {
    if (socket !== this.#socket) return;
    this.#closed(`${this.address} answers, but not as a LIMP server: there was no greeting.`);
    socket.close();
  }

  #closed(because) {
    this.#socket = null;
    this.state = 'closed'; // before the session goes, so that who listens can tell a lost session from a signed-out one
    this.closedBecause = because;
    for (const call of this.#pending.takeAll()) {
      call.reject(new ConnectionLost(`${because} The answer to ${call.endpoint} will not come.`));
    }
    this.#setSession(null);
    this.#become('closed');
  }

  #setSession(session) {
    if (this.session === session) return;
    this.session = session;
    this.#tell('session');
  }

  #become(state) {
    this.state = state;
    this.#tell('state');
  }

  #tell(type, detail = null) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** 20 characters; crypto.randomUUID would be missing on pages from plain http. */
function newCallId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function parse(raw) {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}

function explainClose({ code, reason }, state, address) {
  if (state === 'connecting') return `Could not connect to ${address}. Is limpd running there, and is the port right?`;
  if (code === 1009) return 'The server closed the connection: the last frame was larger than it accepts.';
  const said = reason ? `: ${reason.replace(/\.$/, '')}.` : '.';
  if (code === 1008) return `The server closed the connection by its rules${said}`;
  if (code === 1000 || code === 1001) return `The server closed the connection${said}`;
  return `The connection was lost (code ${code}).`;
}

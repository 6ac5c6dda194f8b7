// The frames of this page's life, newest first, within bounds of number and memory.

import { withoutBytes } from './attachments.js';
import { readPayload } from './jwt.js';

const LONGEST = 200_000; // characters kept of one frame
const BUDGET = 24_000_000; // characters kept of all

export class FrameLog {
  #entries = [];
  #size = 0;
  #seq = 0;
  #limit;

  constructor(limit = 500) {
    this.#limit = limit;
  }

  get entries() {
    return this.#entries;
  }

  get length() {
    return this.#entries.length;
  }

  /** Takes a frame as Connection tells of it; returns {entry, dropped}, the dropped ones being the oldest. */
  add({ direction, raw, frame, call, duration }, at = Date.now()) {
    const text = typeof raw === 'string' ? raw : '(binary frame)';
    const id = frame?.call_id ?? frame?.args?.call_id ?? call?.id ?? '';
    const entry = {
      seq: ++this.#seq,
      at,
      direction,
      callId: String(id),
      endpoint: call?.endpoint ?? this.#endpointOf(id) ?? (this.#seq === 1 || !id ? 'server' : ''),
      status: direction === 'in' ? (frame?.status ?? null) : null,
      code: frame?.args?.code ?? '',
      msg: direction === 'in' && typeof frame?.msg === 'string' ? frame.msg : '',
      duration,
      size: text.length,
      ...(direction === 'out' && call?.signed ? { token: shorten(JSON.parse(text).token) } : tokenOf(frame, direction)),
      payload: text.length <= LONGEST || direction === 'out' ? withoutBytes(frame) : null,
      raw: shorten(text),
    };
    entry.kept = entry.raw.length * 2 + (entry.token?.length ?? 0);
    this.#entries.unshift(entry);
    this.#size += entry.kept;
    return { entry, dropped: this.#dropOldest() };
  }

  clear() {
    this.#entries = [];
    this.#size = 0;
  }

  #endpointOf(id) {
    return id
      ? this.#entries.find((entry) => entry.direction === 'out' && entry.callId === String(id))?.endpoint
      : null;
  }

  #dropOldest() {
    const dropped = [];
    while (this.#entries.length > this.#limit || (this.#size > BUDGET && this.#entries.length > 1)) {
      const oldest = this.#entries.pop();
      this.#size -= oldest.kept;
      dropped.push(oldest);
    }
    return dropped;
  }
}

/** Whether an entry shows under a filter {text, show}; `show` is all, out, in or errors. */
export function passes(entry, { text = '', show = 'all' }) {
  if ((show === 'out' || show === 'in') && entry.direction !== show) return false;
  if (show === 'errors' && !(entry.status >= 400)) return false;
  const wanted = text.trim().toLowerCase();
  if (!wanted) return true;
  const { endpoint, status, code, msg, callId } = entry;
  if (`${endpoint} ${status} ${code} ${msg} ${callId}`.toLowerCase().includes(wanted)) return true;
  return JSON.stringify(entry.payload ?? entry.raw)
    .toLowerCase()
    .includes(wanted);
}

/** A frame from the server that is nothing but a token is signed, too. */
function tokenOf(frame, direction) {
  const token = direction === 'in' && Object.keys(frame ?? {}).join() === 'token' ? frame.token : null;
  return token && readPayload(token) ? { token: shorten(token) } : {};
}

function shorten(text) {
  if (text.length <= LONGEST) return text;
  // A slice would keep the whole text alive in memory; going through bytes makes a copy.
  const copy = new TextDecoder().decode(new TextEncoder().encode(text.slice(0, 2_000)));
  return `${copy}… (${text.length.toLocaleString('en')} characters)`;
}

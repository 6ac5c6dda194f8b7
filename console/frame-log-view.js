import { bytesText } from './attachments.js';
import { statusBadge } from './answer-view.js';
import { byId, copyButton, el, text } from './dom.js';
import { passes } from './frame-log.js';
import { jsonBlock } from './json-paint.js';

const TYPING = 120; // milliseconds of rest before the filter works

/** The list of frames, newest on top. A frame's content is built when it is opened, so that hundreds stay cheap. */
export class FrameLogView {
  #log;
  #list = byId('frame-list');
  #rows = new Map();
  #waiting = 0;

  constructor(log) {
    this.#log = log;
    byId('frames-filter').addEventListener('input', () => {
      clearTimeout(this.#waiting);
      this.#waiting = setTimeout(() => this.#applyFilter(), TYPING);
    });
    byId('frames-show').addEventListener('change', () => this.#applyFilter());
    byId('frames-larger').addEventListener('click', ({ currentTarget }) => {
      const larger = byId('results').classList.toggle('more-frames');
      currentTarget.setAttribute('aria-pressed', String(larger));
    });
    byId('frames-clear').addEventListener('click', () => {
      log.clear();
      this.#rows.clear();
      this.#list.replaceChildren();
      this.#count();
    });
  }

  add(detail) {
    const { entry, dropped } = this.#log.add(detail);
    for (const { seq } of dropped) {
      this.#rows.get(seq)?.remove();
      this.#rows.delete(seq);
    }
    const row = frameRow(entry);
    row.hidden = !passes(entry, this.#filter());
    this.#rows.set(entry.seq, row);
    this.#list.prepend(row);
    this.#count();
  }

  #filter() {
    return { text: byId('frames-filter').value, show: byId('frames-show').value };
  }

  #applyFilter() {
    const filter = this.#filter();
    for (const entry of this.#log.entries) this.#rows.get(entry.seq).hidden = !passes(entry, filter);
    this.#count();
  }

  #count() {
    const all = this.#log.length;
    const shown = [...this.#rows.values()].filter(({ hidden }) => !hidden).length;
    byId('frames-count').textContent = shown === all ? String(all) : `${shown} of ${all}`;
    const empty = byId('frames-empty');
    empty.hidden = shown > 0;
    empty.textContent =
      all > 0
        ? 'No frame passes the filter.'
        : 'Every frame that is sent and received appears here as it is on the wire.';
  }
}

function frameRow(entry) {
  const { direction, endpoint, status, duration, size, at, callId } = entry;
  const sent = direction === 'out';
  const body = el('div', { className: 'frame-body', hidden: true });
  const head = el(
    'button',
    { type: 'button', className: 'frame-head', 'aria-expanded': 'false', 'data-test': 'frame-toggle' },
    text('clock mono', clock(at)),
    el('span', {
      className: 'arrow',
      role: 'img',
      'aria-label': sent ? 'sent' : 'received',
      textContent: sent ? '↑' : '↓',
    }),
    text('frame-endpoint mono', endpoint || '—'),
    text('frame-msg muted', sent ? (entry.token ? 'signed' : 'plain') : entry.msg),
    status === null ? text('', '') : statusBadge(status),
    text('took mono', duration === null ? '' : `${duration.toFixed(duration < 10 ? 1 : 0)} ms`),
    text('weight mono', bytesText(size)),
  );
  head.addEventListener('click', () => {
    body.hidden = !body.hidden;
    head.setAttribute('aria-expanded', String(!body.hidden));
    if (!body.hasChildNodes()) body.append(...frameBody(entry));
  });
  const marks = {
    'data-test': 'frame',
    'data-direction': direction,
    'data-endpoint': endpoint,
    'data-call-id': callId,
  };
  return el('li', { ...marks, 'data-status': status ?? '', 'data-signed': String(Boolean(entry.token)) }, head, body);
}

function frameBody({ payload, token, raw }) {
  const pretty = payload === null ? raw : JSON.stringify(payload, null, 2);
  const tools = el(
    'p',
    { className: 'frame-tools' },
    copyButton('Copy JSON', () => pretty, { 'data-test': 'copy-json' }),
    copyButton(token ? 'Copy token' : 'Copy raw', () => token ?? raw, { 'data-test': 'copy-raw' }),
  );
  const json = payload === null ? el('pre', { className: 'json', textContent: raw }) : jsonBlock(payload);
  json.dataset.test = 'frame-json';
  if (!token) return [tools, json];
  return [
    tools,
    el(
      'div',
      { className: 'signed-frame' },
      el('div', {}, el('h3', { textContent: 'What it says' }), json),
      el('div', {}, el('h3', { textContent: 'What is sent' }), tokenView(token)),
    ),
  ];
}

/** A token in its three parts: what it is, what it says, what proves it. */
function tokenView(token) {
  const parts = token.split('.');
  const shown = parts.flatMap((part, index) => [index > 0 ? '.' : '', text(`token-part-${index}`, part)]);
  return el('pre', { className: 'token', 'data-test': 'frame-token' }, '{"token": "', ...shown, '"}');
}

function clock(at) {
  const date = new Date(at);
  const digits = (number, count) => String(number).padStart(count, '0');
  return (
    [date.getHours(), date.getMinutes(), date.getSeconds()].map((number) => digits(number, 2)).join(':') +
    `.${digits(date.getMilliseconds(), 3)}`
  );
}

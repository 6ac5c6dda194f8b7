import { byId, copyButton, el, text } from './dom.js';
import { docsCards, docsTable } from './docs-view.js';
import { saveBlob, showPicture } from './file-view.js';
import { jsonBlock } from './json-paint.js';
import { bytesText, withoutBytes } from './attachments.js';
import { inPlainWords } from './plain-words.js';

const SHOWN_APART = new Set(['call_id', 'code', 'docs', 'total', 'count', 'groups']);

/** The answer to the last call: its status in words, its documents as table, cards or JSON. */
export class AnswerView {
  #panel = byId('answer');
  #summary = byId('answer-summary');
  #mode = byId('answer-mode');
  #body = byId('answer-body');
  #values;
  #answer = null;

  constructor({ values }) {
    this.#values = values;
    if (matchMedia('(max-width: 820px)').matches) byId('answer-as-cards').checked = true;
    this.#mode.addEventListener('change', () => this.#showBody());
    const copy = copyButton('Copy', () => JSON.stringify(withoutBytes(this.#answer?.frame ?? null), null, 2), {
      id: 'answer-copy',
      hidden: true,
    });
    byId('answer-copy').replaceWith(copy);
  }

  welcome(...steps) {
    this.#become('idle');
    this.#body.replaceChildren(...steps);
  }

  waiting(endpoint) {
    this.#become('waiting');
    this.#summary.replaceChildren(text('spinner', ''), text('mono', endpoint), text('muted', 'waiting for the answer'));
  }

  failed(endpoint, message) {
    this.#become('failed');
    this.#summary.replaceChildren(text('badge error', 'no answer'), text('mono', endpoint));
    this.#body.replaceChildren(el('p', { className: 'explained', 'data-kind': 'error', textContent: message }));
  }

  show(answer) {
    this.#answer = answer;
    const { status, args, call, duration } = answer;
    this.#become('done');
    this.#panel.dataset.status = status;
    this.#summary.replaceChildren(
      statusBadge(status),
      text('mono', call.endpoint),
      text('muted', `${duration.toFixed(duration < 10 ? 1 : 0)} ms`),
      typeof args.total === 'number' ? text('muted', `${args.count ?? 0} of ${args.total}`) : '',
    );
    byId('answer-copy').hidden = false;
    this.#mode.hidden = !hasDocs(args);
    this.#showBody();
  }

  #become(state) {
    this.#panel.dataset.state = state;
    delete this.#panel.dataset.status;
    if (state === 'waiting') return; // what was shown stays until the answer comes
    this.#answer = state === 'done' ? this.#answer : null;
    this.#summary.replaceChildren();
    this.#mode.hidden = true;
    byId('answer-copy').hidden = true;
  }

  #showBody() {
    if (!this.#answer) return;
    const { status, args, frame } = this.#answer;
    if (status === 291) return this.#body.replaceChildren(binary(frame));
    const mode = this.#mode.querySelector(':checked').value;
    const content = hasDocs(args) && mode !== 'json' ? this.#docs(mode) : jsonBlock(frame, { id: 'answer-json' });
    return this.#body.replaceChildren(...this.#message(), content);
  }

  #message() {
    const { status, msg, args, call } = this.#answer;
    const words = inPlainWords({ status, code: args.code, endpoint: call.endpoint, anonymous: !call.signed });
    const code = args.code ? [text('code mono', args.code)] : [];
    const kind = status >= 400 ? 'error' : '';
    const line = el(
      'p',
      { id: 'answer-message', className: 'server-says', 'data-kind': kind },
      text('', String(msg)),
      ...code,
    );
    const explained = el('p', { id: 'answer-explained', className: 'explained', textContent: words });
    return [...(msg || args.code ? [line] : []), ...(words ? [explained] : [])];
  }

  #docs(mode) {
    const { args, call } = this.#answer;
    const [module] = call.endpoint.toLowerCase().split('/');
    const docs = args.docs.map((doc) => (doc !== null && typeof doc === 'object' ? doc : { _id: doc }));
    const others = Object.fromEntries(Object.entries(args).filter(([name]) => !SHOWN_APART.has(name)));
    const groups = Object.keys(args.groups ?? {}).length > 0 ? { groups: args.groups } : {};
    const rest = { ...others, ...groups };
    return el(
      'div',
      {},
      docs.length === 0
        ? el('p', { className: 'empty', textContent: 'No documents match, or you may not see them.' })
        : '',
      docs.length > 0 ? (mode === 'table' ? docsTable : docsCards)(docs, module, this.#values) : '',
      Object.keys(rest).length > 0 ? jsonBlock(rest) : '',
    );
  }
}

const hasDocs = ({ docs }) => Array.isArray(docs);

export function statusBadge(status) {
  const kind = status === 200 || status === 204 || status === 291 ? 'ok' : 'error';
  return text(`badge ${kind}`, String(status));
}

/** A 291: the bytes of a file in `msg`. */
function binary({ msg, args = {} }) {
  const { name = 'answer.bin', type = 'application/octet-stream' } = args;
  const blob = new Blob([Uint8Array.from(Array.isArray(msg) ? msg : [])], { type });
  const parts = [
    el('p', {}, text('file-name', name), ' ', text('muted', `${type}, ${bytesText(blob.size)}`)),
    el('button', {
      type: 'button',
      'data-test': 'save-file',
      textContent: 'Save',
      onclick: () => saveBlob(name, blob),
    }),
  ];
  if (/^image\//.test(type)) {
    const image = el('img', { className: 'picture', alt: name });
    showPicture(image, blob);
    parts.push(image);
  }
  return el('div', { className: 'binary', 'data-test': 'binary' }, ...parts);
}

import { byId, el, text } from './dom.js';

/** The recent calls: one click puts a call back into the composer, the arrow sends it again. */
export class HistoryView {
  #history;
  #fill;
  #resend;

  constructor({ history, fill, resend }) {
    this.#history = history;
    this.#fill = fill;
    this.#resend = resend;
    byId('history-clear').addEventListener('click', () => {
      history.clear();
      this.show();
    });
    this.show();
  }

  show() {
    const calls = this.#history.list();
    byId('history-empty').hidden = calls.length > 0;
    byId('history-clear').hidden = calls.length === 0;
    byId('history').replaceChildren(...calls.map((call) => this.#item(call)));
  }

  #item(call) {
    const summary = [call.query, call.doc]
      .map((part) => JSON.stringify(part))
      .filter((part) => part !== '{}')
      .join(' ');
    return el(
      'li',
      { 'data-test': 'history-call', 'data-endpoint': call.endpoint },
      el(
        'button',
        {
          type: 'button',
          className: 'recall',
          'data-test': 'history-fill',
          onclick: () => this.#fill(call),
          title: summary,
        },
        text('mono', call.endpoint),
        text('parts mono', summary),
      ),
      el('button', {
        type: 'button',
        className: 'quiet',
        'data-test': 'history-resend',
        textContent: '↻',
        title: 'Send again',
        'aria-label': `Send ${call.endpoint} again`,
        onclick: () => this.#resend(call),
      }),
    );
  }
}

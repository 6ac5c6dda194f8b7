import { el, text } from './dom.js';

const PAGE = 50; // documents shown at once

/** Documents as a table: a column for each attribute that any of them has, in the order of the server. */
export function docsTable(docs, module, values) {
  const columns = [...new Set(docs.flatMap((doc) => Object.keys(doc)))];
  const body = el('tbody', {});
  const row = (doc) =>
    el(
      'tr',
      { 'data-test': 'doc', 'data-id': doc._id ?? '' },
      ...columns.map((name) => el('td', { 'data-attr': name }, cell(doc, name, module, values, true))),
    );
  const table = el(
    'table',
    { 'data-test': 'docs-table' },
    el('thead', {}, el('tr', {}, ...columns.map((name) => el('th', { scope: 'col', textContent: name })))),
    body,
  );
  return el('div', { className: 'table' }, table, inPages(docs, row, body));
}

/** Documents as cards, everything written out. */
export function docsCards(docs, module, values) {
  const cards = el('div', { className: 'cards', 'data-test': 'docs-cards' });
  const card = (doc) =>
    el(
      'article',
      { className: 'card', 'data-test': 'doc', 'data-id': doc._id ?? '' },
      el(
        'dl',
        { className: 'attributes' },
        ...Object.keys(doc).flatMap((name) => [
          el('dt', { className: 'mono', textContent: name }),
          el('dd', { 'data-attr': name }, cell(doc, name, module, values, false)),
        ]),
      ),
    );
  return el('div', {}, cards, inPages(docs, card, cards));
}

const cell = (doc, name, module, values, brief) => values.show(doc[name], { module, docId: doc._id, name, brief });

/** Adds the first documents to `parent` and gives a button for the rest. */
function inPages(docs, show, parent) {
  let shown = 0;
  const more = el('button', { type: 'button', className: 'more', 'data-test': 'docs-more', onclick: next });
  function next() {
    parent.append(...docs.slice(shown, shown + PAGE).map(show));
    shown = Math.min(shown + PAGE, docs.length);
    more.hidden = shown === docs.length;
    more.replaceChildren(text('', `Show ${Math.min(PAGE, docs.length - shown)} more of ${docs.length - shown}`));
  }
  next();
  return more;
}

import { el } from './dom.js';
import { jsonTokens } from './json-tokens.js';

const LONGEST = 100_000; // characters; beyond, colours would cost more time than they are worth

/** JSON text as coloured spans. */
export function paintJson(text) {
  const fragment = document.createDocumentFragment();
  if (text.length > LONGEST) {
    fragment.append(text);
    return fragment;
  }
  for (const { type, text: token } of jsonTokens(text)) {
    fragment.append(
      type === 'space' || type === 'mark' ? token : el('span', { className: `j-${type}`, textContent: token }),
    );
  }
  return fragment;
}

export const jsonBlock = (value, properties = {}) =>
  el('pre', { className: 'json', ...properties }, paintJson(JSON.stringify(value, null, 2) ?? ''));

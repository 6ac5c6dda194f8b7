// Cuts text into JSON tokens, tolerant of text that is still being written. Together the tokens are the whole text.

const TOKEN = /"(?:[^"\\\n]|\\.)*"?|-?\d[\d.eE+-]*|[A-Za-z_$][\w$.]*|[{}[\],:]|\s+|[^]/g;
const KEY_FOLLOWS = /\s*:/y;

/**
 * Each {type, text, start, end}; type is key, string, number, word (true, false, null or a mistake), mark, space or
 * other.
 */
export function* jsonTokens(text) {
  for (const match of text.matchAll(TOKEN)) {
    const [token] = match;
    const start = match.index;
    const end = start + token.length;
    yield { type: typeOf(token, text, end), text: token, start, end };
  }
}

function typeOf(token, text, end) {
  const first = token[0];
  if (first === '"') {
    KEY_FOLLOWS.lastIndex = end;
    return KEY_FOLLOWS.test(text) ? 'key' : 'string';
  }
  if ('{}[],:'.includes(first)) return 'mark';
  if (first === '-' || (first >= '0' && first <= '9')) return 'number';
  if (/\s/.test(first)) return 'space';
  return /[A-Za-z_$]/.test(first) ? 'word' : 'other';
}

/** Whether a string token has its closing quote. */
export const isClosed = (token) => /^"(?:[^"\\]|\\.)*"$/.test(token);

// Where in a JSON text the caret stands: in a name or in a value, of what, and what is typed of it so far.

import { isClosed, jsonTokens } from './json-tokens.js';

/**
 * {role, path, key, prefix, from, to, quoted, siblings, colon}: role is name, value or none; path holds the names of
 * the containers around; from..to is what a completion replaces; colon tells that the name already has its colon.
 */
export function caretContext(text, caret) {
  const stack = [];
  let inside = null;
  for (const token of jsonTokens(text)) {
    if (token.start >= caret) break;
    if (reaches(token, caret)) {
      inside = token;
      break;
    }
    step(stack, token);
  }
  const top = stack.at(-1);
  const quoted = inside?.text[0] === '"';
  const from = inside ? inside.start : caret;
  const prefix = text.slice(quoted ? from + 1 : from, caret);
  const tail = inside ? /^[\w$.:]*"?/.exec(text.slice(caret, inside.end))[0] : '';
  const to = caret + (tail.endsWith('"') || !quoted ? tail.length : 0);
  return {
    role: roleOf(top, inside),
    path: stack.slice(0, -1).map(({ key }) => key),
    key: top?.key ?? null,
    prefix,
    from,
    to,
    quoted,
    siblings: top?.seen ?? [],
    colon: /^\s*:/.test(text.slice(to)),
  };
}

/** Whether the caret is within the token, or right behind one that typing would continue. */
function reaches({ type, text, end }, caret) {
  if (type === 'string' || type === 'key') return caret < end || (caret === end && !isClosed(text));
  return (type === 'word' || type === 'number') && caret <= end;
}

function roleOf(top, inside) {
  if (!top || inside?.type === 'number') return 'none';
  if (top.kind === '[') return 'none';
  return top.expects === 'name' ? 'name' : top.expects === 'value' ? 'value' : 'none';
}

function step(stack, { type, text }) {
  if (type === 'space' || type === 'other') return;
  const top = stack.at(-1);
  if (text === '{' || text === '[') {
    stack.push({ kind: text, key: null, expects: text === '{' ? 'name' : 'value', seen: [] });
  } else if (text === '}' || text === ']') {
    stack.pop();
    if (stack.length) stack.at(-1).expects = 'comma';
  } else if (!top) {
    return;
  } else if (text === ',') {
    top.expects = top.kind === '{' ? 'name' : 'value';
    top.key = null;
  } else if (text === ':') {
    top.expects = 'value';
  } else if (top.expects === 'name') {
    top.key = text.replace(/^"|"$/g, '');
    top.seen.push(top.key);
    top.expects = 'colon';
  } else {
    top.expects = 'comma';
  }
}

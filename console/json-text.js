// Reads JSON that people wrote and says, in words, at which line and column it stops being JSON.

import { isClosed, jsonTokens } from './json-tokens.js';

/** {value} or {error: {message, index, line, column}}; line and column count from 1. Empty text is an empty object. */
export function parseJson(text) {
  if (text.trim() === '') return { value: {} };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const { message, index } = findMistake(text) ?? { message: error.message, index: 0 };
    return { error: { message, index, ...lineAndColumn(text, index) } };
  }
}

export function lineAndColumn(text, index) {
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: before.at(-1).length + 1 };
}

function findMistake(text) {
  const tokens = [...jsonTokens(text)].filter(({ type }) => type !== 'space');
  let at = 0;
  try {
    value('a value');
    if (at < tokens.length) fail(`There is more after the end: ${shown(tokens[at])}.`);
    return null;
  } catch (mistake) {
    if (!(mistake instanceof Mistake)) throw mistake;
    return mistake;
  }

  function value(expected) {
    const token = tokens[at];
    if (!token) fail(`The text ends where ${expected} is expected.`);
    if (token.text === '{') return object();
    if (token.text === '[') return array();
    if (token.type === 'string' || token.type === 'key') return string(token);
    if (token.type === 'number') return number(token);
    if (['true', 'false', 'null'].includes(token.text)) return at++;
    if (token.text === "'") fail('Text stands in double quotes in JSON, not in single ones.');
    if (token.type === 'word') fail(`${shown(token)} is no JSON value. Text stands in double quotes.`);
    return fail(`Expected ${expected}, found ${shown(token)}.`);
  }

  function object() {
    const opened = tokens[at++];
    if (tokens[at]?.text === '}') return at++;
    for (;;) {
      const key = tokens[at];
      if (!key) fail(unclosed(opened, '}'));
      if (key.text === '}') fail('There is a comma before this } and nothing after it.', tokens[at - 1]);
      if (key.type === 'word') fail(`The name ${shown(key)} needs double quotes: "${key.text}".`);
      if (key.text === "'") fail('Names stand in double quotes in JSON, not in single ones.');
      if (key.type !== 'string' && key.type !== 'key') fail(`Expected a name in double quotes, found ${shown(key)}.`);
      string(key);
      if (tokens[at]?.text !== ':') fail(`Expected a colon after the name ${key.text}.`);
      at++;
      value(`the value of ${key.text}`);
      if (next('}', opened)) return at;
    }
  }

  function array() {
    const opened = tokens[at++];
    if (tokens[at]?.text === ']') return at++;
    for (;;) {
      if (tokens[at]?.text === ']') fail('There is a comma before this ] and nothing after it.', tokens[at - 1]);
      value('a value');
      if (next(']', opened)) return at;
    }
  }

  /** Passes a comma (false) or the end of the container (true). */
  function next(end, opened) {
    const token = tokens[at];
    if (!token) fail(unclosed(opened, end));
    if (token.text !== ',' && token.text !== end) fail(`Expected a comma or ${end}, found ${shown(token)}.`);
    at++;
    return token.text === end;
  }

  function string(token) {
    if (!isClosed(token.text)) fail('This text has no closing double quote on its line.');
    try {
      JSON.parse(token.text);
    } catch {
      fail('This text holds an escape or a character that JSON does not know.');
    }
    at++;
  }

  function number(token) {
    if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(token.text)) fail(`${shown(token)} is no JSON number.`);
    at++;
  }

  function unclosed(opened, end) {
    const { line, column } = lineAndColumn(text, opened.start);
    return `The text ends before the ${end} that closes line ${line}, column ${column}.`;
  }

  function fail(message, token = tokens[at]) {
    throw new Mistake(message, token?.start ?? text.trimEnd().length);
  }
}

class Mistake extends Error {
  constructor(message, index) {
    super(message);
    this.index = index;
  }
}

const shown = ({ text }) => (text.length > 24 ? `${text.slice(0, 24)}…` : text);

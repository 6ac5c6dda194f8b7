import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caretContext } from '../json-caret.js';
import { jsonTokens } from '../json-tokens.js';
import { parseJson } from '../json-text.js';

const at = (marked) => caretContext(marked.replace('|', ''), marked.indexOf('|'));

test('valid JSON gives its value, and nothing is an empty object', () => {
  assert.deepEqual(parseJson('{"a": [1, -2.5e3, "x\\n", true, null]}').value, { a: [1, -2500, 'x\n', true, null] });
  assert.deepEqual(parseJson(' \n ').value, {});
});

for (const [text, line, column, message] of [
  ['{"a": 1,}', 1, 8, /comma before this }/],
  ['{"a": [1, 2,]}', 1, 12, /comma before this ]/],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3, /Expected a comma or }, found "b"/],
  ['{a: 1}', 1, 2, /needs double quotes: "a"/],
  ["{'a': 1}", 1, 2, /not in single/],
  ['{"a" 1}', 1, 6, /colon after the name "a"/],
  ['{"a": }', 1, 7, /Expected the value of "a", found }/],
  ['{"a": yes}', 1, 7, /yes is no JSON value/],
  ['{"a": "open\n}', 1, 7, /no closing double quote/],
  ['{"a": 01}', 1, 7, /01 is no JSON number/],
  ['{\n  "a": {\n    "b": 1', 3, 11, /ends before the } that closes line 2, column 8/],
  ['{"a": "\\x"}', 1, 7, /escape/],
  ['{} {}', 1, 4, /more after the end/],
  ['[1 2]', 1, 4, /comma or \]/],
]) {
  test(`the mistake in ${JSON.stringify(text)} is found at ${line}:${column}`, () => {
    const { error } = parseJson(text);
    assert.deepEqual([error.line, error.column], [line, column]);
    assert.match(error.message, message);
  });
}

test('whatever the browser refuses gets a place', () => {
  for (const text of [
    '{',
    '[',
    '"',
    '{"',
    '{"a',
    '{"a"',
    '{"a":',
    ',',
    ':',
    '\u0000',
    '{"a":1',
    '[,]',
    '{,}',
    '-',
    '+1',
    '.5',
  ]) {
    assert.ok(parseJson(text).error.column >= 1, text);
  }
});

test('tokens together are the text, whatever it is', () => {
  for (const text of ['{"a": "b\\"c", "d" : [1e9, tru', '"open\n"x": ', 'é{}\u2028', '{"a":@bytes:1 x}']) {
    assert.equal([...jsonTokens(text)].map((token) => token.text).join(''), text);
  }
});

test('a name is told from a text', () => {
  const types = [...jsonTokens('{"a" : "b"}')].filter(({ text }) => text[0] === '"').map(({ type }) => type);
  assert.deepEqual(types, ['key', 'string']);
});

for (const [marked, role, path, prefix] of [
  ['{|}', 'name', [], ''],
  ['{"ti|', 'name', [], 'ti'],
  ['{"ti|"}', 'name', [], 'ti'],
  ['{ti|}', 'name', [], 'ti'],
  ['{"a": 1, "|}', 'name', [], ''],
  ['{"a": 1|}', 'none', [], '1'],
  ['{"a": "b"|}', 'none', [], ''],
  ['{"a": "b|"}', 'value', [], 'b'],
  ['{"a": |}', 'value', [], ''],
  ['{"a": {"v|"}}', 'name', ['a'], 'v'],
  ['{"a": {"val": "x|"}}', 'value', ['a'], 'x'],
  ['{"a": {"val": 1}, |}', 'name', [], ''],
  ['{"a": [|]}', 'none', ['a'], ''],
  ['|{}', 'none', [], ''],
]) {
  test(`the caret in ${marked} is at a ${role}`, () => {
    const context = at(marked);
    assert.deepEqual([context.role, context.path, context.prefix], [role, path, prefix]);
  });
}

test('a completion replaces the name with its quotes and leaves what follows', () => {
  const replaced = (marked) => {
    const { from, to } = at(marked);
    return marked.replace('|', '').slice(from, to);
  };
  assert.equal(replaced('{"ti|tle": 1}'), '"title"');
  assert.equal(replaced('{"ti|}'), '"ti');
  assert.equal(replaced('{ti|, "b": 1}'), 'ti');
  assert.equal(replaced('{|"a": 1}'), '');
  assert.equal(at('{"ti|": 1}').colon, true);
  assert.deepEqual(at('{"a": 1, "b": 2, "|').siblings, ['a', 'b']);
});

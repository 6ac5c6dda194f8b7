// What could be written where the caret stands in a query or a doc, given the module that is called.

import { exampleValue } from './skeleton.js';

const SPECIALS = {
  $limit: [10, 'at most so many'],
  $skip: [0, 'leave out the first'],
  $sort: [{ _id: -1 }, '1 up, -1 down'],
  $search: ['', 'words in the text'],
  $extn: [false, 'ids instead of docs'],
  $soft: [true, 'whole docs on create'],
  $diff: [true, 'who changed it'],
  $group: [[{ by: '', count: 5 }], 'count in groups'],
  $geo_near: [{ val: [0, 0], attr: '', dist: 1000 }, 'close to a point'],
};
const CONDITION = {
  val: ['', 'the value'],
  oper: ['$gt', 'how to compare'],
  val2: ['', 'upper end of $bet'],
  strict: [false, 'part of the text will do'],
};
const OPERATORS = ['$gt', '$lt', '$not', '$bet'];

/** Up to `limit` of {label, detail, insert}: `insert` is JSON, replacing from..to of the context. */
export function suggest(context, { side, module, catalogue }, limit = 12) {
  const found = side === 'query' ? forQuery(context, module, catalogue) : forDoc(context, module, catalogue);
  const typed = context.prefix.toLowerCase();
  const fitting = found.filter(({ label, used }) => !used && label.toLowerCase().includes(typed));
  const starts = ({ label }) => Number(!label.toLowerCase().startsWith(typed));
  return fitting.sort((a, b) => starts(a) - starts(b)).slice(0, limit);
}

function forDoc(context, module, { locales }) {
  const { role, path, key } = context;
  if (!module) return [];
  if (role === 'name' && path.length === 0) {
    return module.attrs.map((attr) => name(context, attr.name, exampleValue(attr, locales), describe(attr)));
  }
  const attr = attrNamed(module, path[0] ?? key);
  if (role === 'value') return path.length === 0 ? values(attr) : [];
  if (role === 'name' && path.length === 1 && attr?.type === 'locale') {
    return locales.map((locale) => name(context, locale, '', 'locale'));
  }
  return [];
}

function forQuery(context, module, catalogue) {
  const { role, path, key } = context;
  const [outer] = path;
  if (role === 'name' && path.length === 0) return queryNames(context, module, catalogue);
  if (role === 'name' && outer === '$sort') {
    return attrsAndId(module).map((attr) => name(context, attr.name, -1, describe(attr)));
  }
  if (role === 'name' && path.length === 1 && !outer.startsWith('$')) {
    return Object.entries(CONDITION).map(([label, [value, detail]]) => name(context, label, value, detail));
  }
  if (role === 'value' && key === 'oper') return OPERATORS.map((operator) => value(operator, 'operator'));
  if (role === 'value' && key === 'val') return values(attrNamed(module, outer?.replace(/^__OR:/, '')));
  return [];
}

function queryNames(context, module, catalogue) {
  const or = context.prefix.startsWith('__OR:') ? '__OR:' : '';
  const dot = context.prefix.indexOf('.');
  const attrs = dot < 0 ? attrsAndId(module) : behindDot(context.prefix.slice(or.length, dot), module, catalogue);
  return [
    ...attrs.map((attr) => {
      const plain = ['id', 'str', 'int', 'float', 'bool', 'literal', 'datetime'].includes(attr.type);
      return name(context, or + attr.name, { val: plain ? exampleValue(attr, []) : '' }, describe(attr));
    }),
    ...(or ? [] : Object.entries(SPECIALS).map(([label, [value, detail]]) => name(context, label, value, detail))),
  ];
}

/** `cat.title`: the attributes of the module whose documents replace the ids of `cat`. */
function behindDot(attrName, module, catalogue) {
  const expanded = catalogue.module(attrNamed(module, attrName)?.expand ?? '');
  return (expanded?.attrs ?? []).map((attr) => ({ ...attr, name: `${attrName}.${attr.name}` }));
}

function name({ colon, siblings }, label, example, detail) {
  const quoted = JSON.stringify(label);
  return { label, detail, used: siblings.includes(label), insert: colon ? quoted : `${quoted}: ${spaced(example)}` };
}

const value = (of, detail) => ({ label: String(of), detail, used: false, insert: JSON.stringify(of) });

function values(attr) {
  if (attr?.type === 'literal') return (attr.values ?? []).map((one) => value(one, attr.name));
  return attr?.type === 'bool' ? [value(true, attr.name), value(false, attr.name)] : [];
}

const attrsAndId = (module) => [{ name: '_id', type: 'id' }, ...(module?.attrs ?? [])];

const attrNamed = (module, wanted) => module?.attrs.find((attr) => attr.name === wanted);

const describe = ({ type, expand, optional }) =>
  `${type}${expand ? ` of ${expand}` : ''}${optional ? ', optional' : ''}`;

/** JSON on one line with a space after each colon and comma. */
function spaced(example) {
  if (Array.isArray(example)) return `[${example.map(spaced).join(', ')}]`;
  if (example === null || typeof example !== 'object') return JSON.stringify(example);
  const pairs = Object.entries(example).map(([key, inner]) => `${JSON.stringify(key)}: ${spaced(inner)}`);
  return `{${pairs.join(', ')}}`;
}

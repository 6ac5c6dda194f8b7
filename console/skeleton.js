// The doc or query that a method wants, filled with values of the right JSON type.

import { passwordPlaceholder } from './auth-hash.js';

/** Set by the server; a value from the client is ignored or refused. */
const SET_BY_SERVER = new Set(['_id', 'user', 'create_time', 'diff', 'host_add', 'user_agent']);

/** All that the method demands, each with a value of its type; what `present` already holds stays. */
export function docSkeleton(module, method, locales, present = {}) {
  const writes = ['create', 'update'].includes(method?.name);
  const required = writes ? module.attrs.filter(({ name, optional }) => !optional && !SET_BY_SERVER.has(name)) : [];
  const names = [...new Set([...required.map(({ name }) => name), ...(method?.doc ?? [])])];
  const filled = names.map((name) => [name, exampleValue(attrOf(module, name), locales)]);
  return { ...Object.fromEntries(filled), ...present };
}

/** The required query arguments; for a read without any, the first ten documents. */
export function querySkeleton(module, method, present = {}) {
  const filled = (method?.query ?? []).map((name) => [name, { val: exampleValue(attrOf(module, name), []) }]);
  if (filled.length === 0 && method?.name === 'read') filled.push(['$limit', 10]);
  return { ...Object.fromEntries(filled), ...present };
}

export function exampleValue(attr, locales, now = Date.now()) {
  if (attr.list) return [];
  switch (attr.type) {
    case 'any':
      return null;
    case 'int':
    case 'float':
      return 0;
    case 'bool':
      return false;
    case 'literal':
      return attr.values?.[0] ?? '';
    case 'email':
      return 'someone@example.com';
    case 'phone':
      return '+10000000000';
    case 'web':
      return 'https://example.com';
    case 'datetime':
      return Math.floor(now / 1000); // level 1 writes times as whole seconds
    case 'locale':
      return Object.fromEntries((locales.length ? locales : ['en_AE']).map((locale) => [locale, '']));
    case 'list':
    case 'file':
      return [];
    case 'dict':
    case 'privileges':
      return {};
    case 'secret':
      return attr.name.endsWith('_hash') ? passwordPlaceholder('secret') : '';
    case 'geo':
      return { type: 'Point', coordinates: [0, 0] };
    case 'access':
      return { anon: true, users: [], groups: [] };
    default:
      return ''; // id, str and what a later server may add
  }
}

function attrOf(module, name) {
  return module?.attrs.find((attr) => attr.name === name) ?? { name, type: name === '_id' ? 'id' : 'str' };
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caretContext } from '../json-caret.js';
import { Catalogue, loadCatalogue } from '../catalogue.js';
import { docSkeleton, exampleValue, querySkeleton } from '../skeleton.js';
import { suggest } from '../suggest.js';

const attr = (name, type, more = {}) => ({ name, type, optional: false, ...more });
const TOLD = {
  version: '0.1.0',
  env: 'dev',
  debug: true,
  locales: ['ar_AE', 'en_AE'],
  modules: [
    {
      name: 'blog',
      package: 'sample_app',
      doc: 'Posts.',
      attrs: [
        attr('user', 'id', { expand: 'user' }),
        attr('status', 'literal', { values: ['draft', 'published'] }),
        attr('title', 'locale'),
        attr('permalink', 'str', { optional: true }),
        attr('cat', 'id', { expand: 'blog_cat' }),
        attr('access', 'access'),
        attr('create_time', 'datetime'),
      ],
      methods: [
        { name: 'read', get: false, query: [], doc: [] },
        { name: 'create', get: false, query: [], doc: [] },
        { name: 'update', get: false, query: ['_id'], doc: [] },
      ],
    },
    { name: 'blog_cat', attrs: [attr('title', 'locale')], methods: [{ name: 'read' }] },
    { name: 'math', attrs: [], methods: [{ name: 'add', doc: ['a', 'b'] }] },
  ],
};
const catalogue = new Catalogue(TOLD);
const blog = catalogue.module('blog');

function labels(marked, side = 'doc') {
  const context = caretContext(marked.replace('|', ''), marked.indexOf('|'));
  return suggest(context, { side, module: blog, catalogue }).map(({ label }) => label);
}

test('a create skeleton holds what is required, of the right types, and not what the server sets', () => {
  const { module, method } = catalogue.find('blog/create');
  assert.deepEqual(docSkeleton(module, method, catalogue.locales), {
    status: 'draft',
    title: { ar_AE: '', en_AE: '' },
    cat: '',
    access: { anon: true, users: [], groups: [] },
  });
});

test('a skeleton keeps what is already written', () => {
  const { module, method } = catalogue.find('blog/create');
  const doc = docSkeleton(module, method, catalogue.locales, { status: 'published', extra: 1 });
  assert.equal(doc.status, 'published');
  assert.equal(doc.extra, 1);
});

test('a method without attributes gets its arguments', () => {
  const { module, method } = catalogue.find('MATH/Add');
  assert.deepEqual(Object.keys(docSkeleton(module, method, [])), ['a', 'b']);
});

test('a query skeleton demands the query arguments', () => {
  const { module, method } = catalogue.find('blog/update');
  assert.deepEqual(querySkeleton(module, method), { _id: { val: '' } });
  assert.deepEqual(querySkeleton(blog, catalogue.find('blog/read').method), { $limit: 10 });
});

test('every type of attribute has an example that JSON can hold', () => {
  const types = (
    'any,id,str,int,float,bool,literal,email,phone,web,datetime,locale,list,dict,geo,file,access,privileges,' +
    'something_new'
  ).split(',');
  for (const type of types) assert.notEqual(JSON.stringify(exampleValue(attr('x', type), [])), undefined, type);
  assert.deepEqual(exampleValue(attr('x', 'file'), []), []);
  assert.deepEqual(exampleValue(attr('x', 'id', { list: true }), []), []);
  assert.ok(Number.isInteger(exampleValue(attr('x', 'datetime'), [])));
});

test('a user skeleton has a password to change where level 1 wants hashes', () => {
  assert.equal(exampleValue(attr('email_hash', 'secret'), []), '@password:secret');
  assert.equal(exampleValue(attr('token', 'secret'), []), '');
});

test('endpoints are found by how they begin, by method, by part and by letters in order', () => {
  const names = (typed) => catalogue.matching(typed).map(({ name }) => name);
  assert.deepEqual(names('blog/'), ['blog/read', 'blog/create', 'blog/update']);
  assert.deepEqual(names('rea'), ['blog/read', 'blog_cat/read', 'blog/create']);
  assert.deepEqual(names('bgu'), ['blog/update']);
  assert.deepEqual(names('zzz'), []);
});

test('without modules everything is empty and nothing breaks', async () => {
  for (const response of [
    { ok: false, status: 403 },
    { ok: true, json: async () => JSON.parse('<') },
    { ok: true, json: async () => ({}) },
  ]) {
    const none = await loadCatalogue('/console/modules.json', async () => response);
    assert.ok(none.empty);
    assert.deepEqual(none.find('blog/read'), { module: null, method: null });
    assert.deepEqual(docSkeleton(null, null, []), {});
  }
});

test('a doc is offered its attributes, then the locales and values of one', () => {
  assert.deepEqual(labels('{"|'), ['user', 'status', 'title', 'permalink', 'cat', 'access', 'create_time']);
  assert.deepEqual(labels('{"st|'), ['status']);
  assert.deepEqual(labels('{"status": "draft", "st|'), []);
  assert.deepEqual(labels('{"title": {"|'), ['ar_AE', 'en_AE']);
  assert.deepEqual(labels('{"status": "|'), ['draft', 'published']);
});

test('a query is offered attributes, specials, conditions, operators and attributes behind a dot', () => {
  assert.deepEqual(labels('{"$li|', 'query'), ['$limit']);
  assert.deepEqual(labels('{"_i|', 'query'), ['_id']);
  assert.deepEqual(labels('{"title": {"|', 'query'), ['val', 'oper', 'val2', 'strict']);
  assert.deepEqual(labels('{"title": {"oper": "|', 'query'), ['$gt', '$lt', '$not', '$bet']);
  assert.deepEqual(labels('{"status": {"val": "p|', 'query'), ['published']);
  assert.deepEqual(labels('{"cat.|', 'query'), ['cat.title']);
  assert.deepEqual(labels('{"__OR:ti|', 'query'), ['__OR:title']);
  assert.deepEqual(labels('{"$sort": {"tit|', 'query'), ['title']);
});

test('what is inserted is a name with a value, or the name alone before a colon', () => {
  const insert = (marked, side) => {
    const context = caretContext(marked.replace('|', ''), marked.indexOf('|'));
    return suggest(context, { side, module: blog, catalogue })[0].insert;
  };
  assert.equal(insert('{"tit|', 'doc'), '"title": {"ar_AE": "", "en_AE": ""}');
  assert.equal(insert('{"tit|', 'query'), '"title": {"val": ""}');
  assert.equal(insert('{"tit|": 1}', 'doc'), '"title"');
});

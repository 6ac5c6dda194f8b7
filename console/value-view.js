import { el, text } from './dom.js';
import { fileView, isFile } from './file-view.js';
import { jsonBlock, paintJson } from './json-paint.js';

const ID = /^[0-9a-f]{24}$/i;
const MODULE_OF = { user: 'user', users: 'user', group: 'group', groups: 'group' };
const LONG = 160; // characters of a text in a table cell

/**
 * Shows values of documents. `place` says where a value stands: {module, docId, name, brief}; brief is for table cells.
 * `openId(module, id)` is called when an id is clicked; `fileAddress(module, docId, name)` is null where files cannot
 * be had.
 */
export class ValueView {
  #catalogue;
  #openId;
  #fileAddress;
  #headers;

  constructor({ catalogue, openId, fileAddress, headers }) {
    this.#catalogue = catalogue;
    this.#openId = openId;
    this.#fileAddress = fileAddress;
    this.#headers = headers;
  }

  show(value, place) {
    if (value === null || value === undefined) return text('j-word', 'null');
    if (typeof value === 'boolean') return text('j-word', String(value));
    if (this.#isTime(value, place)) return timeView(value);
    if (typeof value === 'number') return text('j-number', String(value));
    if (typeof value === 'string') return this.#text(value, place);
    if (isFile(value)) return this.#file(value, place);
    if (Array.isArray(value)) return this.#list(value, place);
    if (this.#isLocale(value)) return place.brief ? this.#briefLocale(value) : this.#locale(value);
    if (typeof value._id === 'string') return this.#expanded(value, place);
    return place.brief ? this.#briefJson(value) : jsonBlock(value);
  }

  id(id, module) {
    return el('button', {
      type: 'button',
      className: 'id mono',
      textContent: id,
      title: `Read this ${module ?? 'document'}`,
      'data-test': 'id',
      'data-id': id,
      onclick: () => this.#openId(module, id),
    });
  }

  #attr({ module, name }) {
    return (
      this.#catalogue()
        .module(module)
        ?.attrs.find((attr) => attr.name === name) ?? null
    );
  }

  #text(value, place) {
    if (ID.test(value)) return this.id(value, this.#moduleOf(place));
    if (value === '') return text('muted', '""');
    if (!place.brief || value.length <= LONG) return text('text', value);
    return el('span', { className: 'text', title: value }, `${value.slice(0, LONG)}…`);
  }

  #moduleOf(place) {
    if (place.name === '_id') return place.module;
    const { name } = place;
    return this.#attr(place)?.expand ?? MODULE_OF[name] ?? this.#catalogue().module(name)?.name ?? place.module;
  }

  #file(file, { module, docId }) {
    return fileView(file, this.#fileAddress(module, docId, file.name), this.#headers);
  }

  #list(list, place) {
    const special = list.length > 0 && list.every((item) => isFile(item) || ID.test(item) || typeof item === 'string');
    if (!special) return place.brief || list.length === 0 ? this.#briefJson(list) : jsonBlock(list);
    const [shown, more] = place.brief ? [list.slice(0, 4), list.length - 4] : [list, 0];
    const items = shown.map((item) =>
      typeof item === 'string' && !ID.test(item) ? text('tag', item) : this.show(item, place),
    );
    return el('span', { className: 'list' }, ...items, more > 0 ? text('muted', `+${more}`) : '');
  }

  #isLocale(value) {
    const keys = Object.keys(value);
    const { locales } = this.#catalogue();
    return keys.length > 0 && keys.every((key) => locales.includes(key) || /^[a-z]{2}_[A-Z]{2}$/.test(key));
  }

  #briefLocale(value) {
    const first = inReadersLanguage(value);
    const all = Object.entries(value)
      .map(([locale, inner]) => `${locale}: ${inner}`)
      .join('\n');
    const shown = String(first).length > LONG ? `${String(first).slice(0, LONG)}…` : String(first);
    return el('span', { className: 'text', title: all, dir: 'auto' }, shown || text('muted', '""'));
  }

  #locale(value) {
    const rows = Object.entries(value).flatMap(([locale, inner]) => [
      el('dt', { className: 'mono', textContent: locale }),
      el('dd', { dir: 'auto', textContent: typeof inner === 'string' ? inner : JSON.stringify(inner) }),
    ]);
    return el('dl', { className: 'locales' }, ...rows);
  }

  /** A document in place of its id. */
  #expanded(doc, place) {
    const module = this.#moduleOf(place);
    const title = [doc.name, doc.title, doc.username].find(Boolean);
    const id = this.id(doc._id, module);
    if (!title) return place.brief ? id : el('div', {}, id, jsonBlock(doc));
    if (place.brief) {
      id.textContent = String((typeof title === 'object' ? inReadersLanguage(title) : title) || doc._id);
      return id;
    }
    const rows = Object.entries(doc)
      .filter(([name]) => name !== '_id')
      .flatMap(([name, inner]) => [
        el('dt', { className: 'mono', textContent: name }),
        el('dd', {}, this.show(inner, { module, docId: doc._id, name, brief: false })),
      ]);
    return el('div', { className: 'expanded' }, id, el('dl', { className: 'attributes' }, ...rows));
  }

  #briefJson(value) {
    const json = JSON.stringify(value);
    const shown = json.length > LONG ? `${json.slice(0, LONG)}…` : json;
    return el('code', { className: 'mono', title: json.slice(0, 2000) }, paintJson(shown));
  }

  #isTime(value, place) {
    const type = this.#attr(place)?.type;
    if (typeof value === 'number') {
      return type === 'datetime' || (!type && value > 1e8 && /(_time|^expiry|^timestamp)$/.test(place.name));
    }
    return type === 'datetime' && typeof value === 'string' && !Number.isNaN(Date.parse(value));
  }
}

/** Of a text in several locales, the one in the browser's language, or the first that is not empty. */
function inReadersLanguage(locales) {
  const language = `${navigator.language.slice(0, 2)}_`;
  const [, own] = Object.entries(locales).find(([locale, inner]) => inner && locale.startsWith(language)) ?? [];
  return own ?? Object.values(locales).find(Boolean) ?? '';
}

/** Level 1 writes times as seconds since the epoch. */
function timeView(value) {
  const date = new Date(typeof value === 'number' ? value * 1000 : value);
  if (Number.isNaN(date.getTime())) return text('j-number', String(value));
  const two = (number) => String(number).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const shown = `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return el('time', { dateTime: date.toISOString(), title: `${value} on the wire`, textContent: shown });
}

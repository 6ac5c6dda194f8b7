import { PopupList } from './popup-list.js';

const SHOWN = 60;

/** The combobox in which an endpoint is typed or chosen from the loaded modules. `changed` gets its text. */
export class EndpointField {
  #field;
  #popup;
  #catalogue;
  #changed;

  constructor({ field, list, catalogue, changed }) {
    this.#field = field;
    this.#catalogue = catalogue;
    this.#changed = changed;
    this.#popup = new PopupList({ field, list, pick: ({ label }) => (this.value = label) });
    field.addEventListener('input', () => {
      this.#suggest(field.value);
      changed(field.value.trim());
    });
    field.addEventListener('click', () => this.#popup.open || this.#suggest(this.#knows() ? '' : field.value));
    field.addEventListener('keydown', (event) => this.#key(event));
  }

  get value() {
    return this.#field.value.trim();
  }

  set value(endpoint) {
    this.#popup.hide();
    this.#field.value = endpoint;
    this.#changed(endpoint);
  }

  #knows() {
    return this.#catalogue().find(this.value).method !== null;
  }

  #suggest(typed) {
    if (document.activeElement !== this.#field) return;
    const found = this.#catalogue().matching(typed).slice(0, SHOWN);
    const items = found.map(({ name, method }) => ({ label: name, detail: describe(method) }));
    const current = items.findIndex(({ label }) => label === this.value);
    if (typed && items.length === 1 && current === 0) return this.#popup.hide(); // nothing left to complete
    this.#popup.show(items, current >= 0 ? current : typed ? 0 : -1);
  }

  #key(event) {
    const { key, ctrlKey, metaKey } = event;
    if (ctrlKey || metaKey) return;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (this.#popup.open) this.#popup.move(key === 'ArrowDown' ? 1 : this.#popup.active ? -1 : 0);
      else this.#suggest(this.#knows() ? '' : this.#field.value);
    } else if (key === 'Escape' && this.#popup.open) {
      event.preventDefault();
      this.#popup.hide();
    } else if (key === 'Enter' && this.#popup.active && this.#popup.active.label !== this.value) {
      event.preventDefault(); // the first Enter chooses, the next one sends
      this.#popup.pick();
    } else if (key === 'Enter' || key === 'Tab') {
      this.#popup.hide();
    }
  }
}

function describe({ get, query, doc }) {
  if (get) return 'over HTTP GET';
  const needs = [query.length ? `query ${query.join(', ')}` : '', doc.length ? `doc ${doc.join(', ')}` : ''];
  return needs.filter(Boolean).join(' · ');
}

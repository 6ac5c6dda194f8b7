import { el } from './dom.js';

/**
 * A list of choices under a text field, as the ARIA combobox pattern has it: the focus stays in the field, which names
 * the active choice. Items are {label, detail}; `pick` gets the chosen one.
 */
export class PopupList {
  #field;
  #list;
  #pick;
  #items = [];
  #active = -1;

  constructor({ field, list, pick }) {
    this.#field = field;
    this.#list = list;
    this.#pick = pick;
    // Before the field loses the focus; a click would come too late.
    list.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      const option = event.target.closest('[role=option]');
      if (option) this.pick(Number(option.dataset.index));
    });
    field.addEventListener('blur', () => this.hide());
  }

  get open() {
    return !this.#list.hidden;
  }

  get active() {
    return this.#items[this.#active] ?? null;
  }

  show(items, active = 0) {
    if (items.length === 0) return this.hide();
    this.#items = items;
    this.#list.replaceChildren(
      ...items.map(({ label, detail }, index) =>
        el(
          'li',
          { id: `${this.#list.id}-${index}`, role: 'option', 'data-index': index, 'data-value': label },
          el('span', { className: 'label', textContent: label }),
          el('span', { className: 'detail', textContent: detail ?? '' }),
        ),
      ),
    );
    this.#list.hidden = false;
    this.#field.setAttribute('aria-expanded', 'true');
    this.#activate(active);
    return true;
  }

  hide() {
    if (!this.open) return;
    this.#list.hidden = true;
    this.#active = -1;
    this.#field.setAttribute('aria-expanded', 'false');
    this.#field.removeAttribute('aria-activedescendant');
  }

  move(by) {
    const count = this.#items.length;
    this.#activate((this.#active + by + count) % count);
  }

  pick(index = this.#active) {
    const item = this.#items[index];
    this.hide();
    if (item) this.#pick(item);
  }

  #activate(index) {
    this.#active = index;
    [...this.#list.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === index)));
    const option = this.#list.children[index];
    if (!option) return this.#field.removeAttribute('aria-activedescendant');
    this.#field.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }
}

import { paintJson } from './json-paint.js';
import { caretContext } from './json-caret.js';
import { parseJson } from './json-text.js';
import { PopupList } from './popup-list.js';
import { say } from './dom.js';

/**
 * A text area for JSON: coloured by a painted copy behind it, checked while one types, completed from
 * `suggestions(context)`. The painted copy gives the editor its height, so both always break lines alike.
 */
export class JsonEditor {
  #area;
  #paint;
  #error;
  #popup;
  #list;
  #suggestions;
  #accepts;

  /** `accepts(value)` gives a sentence when the JSON is fine but not what belongs here. */
  constructor({ area, error, list, suggestions, accepts }) {
    this.#area = area;
    this.#paint = area.previousElementSibling;
    this.#error = error;
    this.#list = list;
    this.#suggestions = suggestions;
    this.#accepts = accepts;
    this.#popup = new PopupList({ field: area, list, pick: (item) => this.#insert(item) });
    area.addEventListener('input', (event) => this.#typed(event));
    area.addEventListener('keydown', (event) => this.#key(event));
    area.addEventListener('blur', () => this.#check());
    for (const moved of ['click', 'scroll']) area.addEventListener(moved, () => this.#popup.hide());
    this.#repaint();
  }

  /** {value} or {error} with message, line and column; the error is shown as well. */
  read() {
    return this.#check();
  }

  get value() {
    const { value } = parseJson(this.#area.value);
    return value;
  }

  set value(value) {
    this.#replaceAll(JSON.stringify(value, null, 2));
  }

  format() {
    const { value, error } = this.#check();
    if (error) this.showMistake(error);
    else this.value = value;
  }

  /** Puts the caret where the text stops being JSON. */
  showMistake({ index = 0 }) {
    this.#area.focus();
    this.#area.setSelectionRange(index, index);
  }

  focus() {
    this.#area.focus();
  }

  #typed({ inputType }) {
    this.#repaint();
    // While one types, a mistake is only taken back; it is told when one leaves the field or sends.
    if (!parseJson(this.#area.value).error) this.#check();
    if (inputType?.startsWith('insert') && inputType !== 'insertFromPaste' && inputType !== 'insertLineBreak')
      this.#suggest();
    else if (this.#popup.open) this.#suggest();
  }

  #check() {
    const { value, error } = parseJson(this.#area.value);
    const refusal = error ?? this.#refusalOf(value);
    this.#area.setAttribute('aria-invalid', String(Boolean(refusal)));
    say(this.#error, refusal ? `Line ${refusal.line}, column ${refusal.column}: ${refusal.message}` : '', 'error');
    return refusal ? { error: refusal } : { value };
  }

  #refusalOf(value) {
    const message = this.#accepts(value);
    return message ? { message, index: 0, line: 1, column: 1 } : null;
  }

  #suggest(always = false) {
    const { value, selectionStart, selectionEnd } = this.#area;
    if (selectionStart !== selectionEnd || document.activeElement !== this.#area) return this.#popup.hide();
    const context = caretContext(value, selectionStart);
    const wanted = always || context.quoted || context.prefix !== '';
    if (!wanted || context.role === 'none') return this.#popup.hide();
    const items = this.#suggestions(context).map((item) => ({ ...item, context }));
    if (this.#popup.show(items)) this.#place(context.from);
  }

  /** The list opens right under what is being completed. */
  #place(index) {
    const { start, offset } = nodeAt(this.#paint, index);
    const range = document.createRange();
    range.setStart(start, offset);
    const caret = range.getBoundingClientRect();
    const field = this.#list.parentElement.getBoundingClientRect();
    const left = Math.max(0, Math.min(caret.left - field.left, field.width - this.#list.offsetWidth));
    this.#list.style.left = `${left}px`;
    this.#list.style.top = `${Math.min(caret.bottom - field.top, field.height) + 2}px`;
  }

  #insert({ insert, context }) {
    const another = context.role === 'name' && !context.colon && /^\s*"/.test(this.#area.value.slice(context.to));
    this.#area.setSelectionRange(context.from, context.to);
    this.#write(another ? `${insert},` : insert);
    const value = /""|(?<=: )(?:-?\d+|false|true|null)(?=\}?$)/.exec(insert);
    if (!value || context.role === 'value') return;
    const start = context.from + value.index;
    if (value[0] === '""') this.#area.setSelectionRange(start + 1, start + 1);
    else this.#area.setSelectionRange(start, start + value[0].length);
  }

  #key(event) {
    const { key, ctrlKey, metaKey, shiftKey } = event;
    if (ctrlKey && key === ' ') {
      event.preventDefault();
      this.#suggest(true);
    } else if (ctrlKey || metaKey) {
      this.#popup.hide();
    } else if (this.#popup.open && (key === 'ArrowDown' || key === 'ArrowUp')) {
      event.preventDefault();
      this.#popup.move(key === 'ArrowDown' ? 1 : -1);
    } else if (this.#popup.open && !shiftKey && (key === 'Tab' || key === 'Enter')) {
      event.preventDefault();
      this.#popup.pick();
    } else if (this.#popup.open && key === 'Escape') {
      event.preventDefault();
      this.#popup.hide();
    } else if (key === 'Enter' && !shiftKey) {
      event.preventDefault();
      this.#breakLine();
    }
  }

  /** A new line is indented as the last one, deeper behind an opening bracket. */
  #breakLine() {
    const { value, selectionStart, selectionEnd } = this.#area;
    const line = value.slice(value.lastIndexOf('\n', selectionStart - 1) + 1, selectionStart);
    const indent = /^ */.exec(line)[0];
    const opens = /[{[]\s*$/.test(line);
    const closes = opens && /^[}\]]/.test(value.slice(selectionEnd));
    this.#write(`\n${indent}${opens ? '  ' : ''}${closes ? `\n${indent}` : ''}`);
    if (closes) {
      const caret = this.#area.selectionStart - indent.length - 1;
      this.#area.setSelectionRange(caret, caret);
    }
  }

  #replaceAll(text) {
    this.#area.value = text;
    this.#repaint();
    this.#check();
  }

  /** Writes over the selection in a way that Ctrl+Z takes back. */
  #write(text) {
    this.#area.focus();
    if (!document.execCommand('insertText', false, text)) {
      const { selectionStart, selectionEnd } = this.#area;
      this.#area.setRangeText(text, selectionStart, selectionEnd, 'end');
    }
    this.#repaint();
    this.#popup.hide();
  }

  #repaint() {
    this.#paint.replaceChildren(paintJson(this.#area.value), '\u200b'); // the last line counts although it is empty
  }
}

function nodeAt(root, index) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let rest = index;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (rest <= node.length) return { start: node, offset: rest };
    rest -= node.length;
  }
  return { start: root, offset: 0 };
}

import { Attachments, MissingFile } from './attachments.js';
import { fillHashes, MissingName } from './auth-hash.js';
import { byId } from './dom.js';
import { EndpointField } from './endpoint-field.js';
import { showFileField } from './file-field.js';
import { JsonEditor } from './json-editor.js';
import { docSkeleton, querySkeleton } from './skeleton.js';
import { suggest } from './suggest.js';

/**
 * Where a call is written. `send({endpoint, query, doc}, filledDoc)` gets it; `filledDoc` holds the bytes of its
 * files.
 */
export class Composer {
  #catalogue;
  #endpoint;
  #query;
  #doc;
  #files;
  #attachments = new Attachments();
  #send;

  constructor({ catalogue, send }) {
    this.#catalogue = catalogue;
    this.#send = send;
    this.#query = this.#editor('query', (value) =>
      value !== null && typeof value === 'object' ? '' : 'A query is an object: {"title": {"val": "…"}}.',
    );
    this.#doc = this.#editor('doc', (value) =>
      value !== null && typeof value === 'object' && !Array.isArray(value) ? '' : 'A doc is an object: {"name": "…"}.',
    );
    this.#files = showFileField({ attachments: this.#attachments, editor: this.#doc });
    this.#endpoint = new EndpointField({
      field: byId('endpoint'),
      list: byId('endpoint-list'),
      catalogue,
      changed: () => this.refresh(),
    });
    byId('query-skeleton').addEventListener('click', () =>
      this.#fillIn(this.#query, ({ module, method }, present) => querySkeleton(module, method, present)),
    );
    byId('doc-skeleton').addEventListener('click', () =>
      this.#fillIn(this.#doc, ({ module, method }, present) =>
        docSkeleton(module, method, this.#catalogue().locales, present),
      ),
    );
    byId('call-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.send();
    });
    this.refresh();
  }

  fill({ endpoint, query, doc }) {
    this.#query.value = query;
    this.#doc.value = doc;
    this.#endpoint.value = endpoint;
  }

  /** Sends what is written, unless a part of it has a mistake; then the caret stands there. */
  send() {
    const endpoint = this.#endpoint.value;
    if (!endpoint) {
      byId('endpoint').focus();
      this.#hint('Type an endpoint first: a module and a method with a slash between, like user/read.', 'error');
      return;
    }
    const parts = { query: this.#query.read(), doc: this.#doc.read() };
    for (const [part, editor] of [
      ['query', this.#query],
      ['doc', this.#doc],
    ]) {
      if (parts[part].error) return editor.showMistake(parts[part].error);
    }
    const call = { endpoint, query: parts.query.value, doc: parts.doc.value };
    try {
      this.#send(call, this.#attachments.fill(fillHashes(call.doc)));
    } catch (error) {
      if (!(error instanceof MissingFile || error instanceof MissingName)) throw error;
      this.#hint(error.message, 'error');
    }
  }

  /** What the server says about the endpoint that is written. */
  refresh() {
    const { module, method } = this.#catalogue().find(this.#endpoint.value);
    this.#files.show(this.#endpoint.value, module, method);
    if (!module && this.#endpoint.value.includes('/') && !this.#catalogue().empty) {
      this.#hint('No module of this name is loaded.', 'warning');
    } else if (method?.get) {
      this.#hint(`Answers over HTTP only: GET /${module.name}/${method.name}/{_id}/{var}`, 'warning');
    } else if (module && !method && this.#endpoint.value.includes('/')) {
      this.#hint(`${module.name} has ${module.methods.map(({ name }) => name).join(', ')}.`, '');
    } else {
      this.#hint(module?.doc ?? '', '');
    }
    this.#toggle('query-skeleton', method && !method.get);
    this.#toggle('doc-skeleton', Object.keys(docSkeleton(module, method, [])).length > 0);
  }

  #toggle(id, on) {
    byId(id).disabled = !on;
  }

  #hint(message, kind) {
    const hint = byId('endpoint-hint');
    hint.textContent = message;
    hint.dataset.kind = kind;
  }

  #fillIn(editor, skeleton) {
    const { value, error } = editor.read();
    if (error) return editor.showMistake(error);
    editor.value = skeleton(this.#catalogue().find(this.#endpoint.value), value);
    return editor.focus();
  }

  #editor(id, accepts) {
    const editor = new JsonEditor({
      area: byId(id),
      error: byId(`${id}-error`),
      list: byId(`${id}-list`),
      accepts,
      suggestions: (context) => {
        const catalogue = this.#catalogue();
        return suggest(context, { side: id, module: catalogue.find(this.#endpoint.value).module, catalogue });
      },
    });
    byId(`${id}-format`).addEventListener('click', () => editor.format());
    return editor;
  }
}

// Files chosen for a doc. The editor shows a placeholder; the bytes take its place when the call is sent.

import { toBase64 } from './base64url.js';

const PLACEHOLDER = /^@bytes:(\d+) /;
const KEPT = 64 * 1024 * 1024; // bytes of chosen files kept in memory, the oldest leave first
export const LARGE = 8 * 1024 * 1024;

export class Attachments {
  #bytes = new Map();
  #next = 1;

  /** The file as level 1 writes it, with a placeholder as its content. */
  async add(file) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const id = this.#next++;
    this.#bytes.set(id, bytes);
    this.#dropOldest();
    const { name, size, type, lastModified } = file;
    return {
      name,
      size,
      type: type || 'application/octet-stream',
      lastModified,
      content: `@bytes:${id} ${bytesText(size)}`,
    };
  }

  /** The doc with the contents of its files. */
  fill(value) {
    if (Array.isArray(value)) return value.map((item) => this.fill(item));
    if (value === null || typeof value !== 'object') return value;
    const filled = Object.entries(value).map(([key, inner]) => [
      key,
      key === 'content' && isPlaceholder(inner) ? this.#bytesOf(inner, value.name) : this.fill(inner),
    ]);
    return Object.fromEntries(filled);
  }

  #bytesOf(placeholder, name) {
    const bytes = this.#bytes.get(Number(PLACEHOLDER.exec(placeholder)[1]));
    if (!bytes) throw new MissingFile(`The content of ${name ?? 'a file'} is no longer here. Choose the file again.`);
    return new FileContent(bytes);
  }

  #dropOldest() {
    let total = [...this.#bytes.values()].reduce((sum, bytes) => sum + bytes.length, 0);
    for (const [id, bytes] of this.#bytes) {
      if (total <= KEPT || this.#bytes.size === 1) return;
      this.#bytes.delete(id);
      total -= bytes.length;
    }
  }
}

/**
 * Bytes that JSON.stringify writes as base64. The first level 1 clients send {"0":137,"1":80,…} instead, which limpd
 * also takes, at nine times the length.
 */
export class FileContent {
  #bytes;

  constructor(bytes) {
    this.#bytes = bytes;
  }

  get length() {
    return this.#bytes.length;
  }

  toJSON() {
    return toBase64(this.#bytes);
  }
}

export class MissingFile extends Error {}

const isPlaceholder = (value) => typeof value === 'string' && PLACEHOLDER.test(value);

/** What a file of this size becomes on the wire: base64, and the whole call once more when it is signed. */
export function sizeOnTheWire(size) {
  return Math.round((size * 16) / 9);
}

/** A copy without long bytes, for display: the contents of files and the byte list of a 291 become a few words. */
export function withoutBytes(value) {
  if (value instanceof FileContent) return `(${bytesText(value.length)})`;
  if (Array.isArray(value)) return value.map(withoutBytes);
  if (value === null || typeof value !== 'object') return value;
  const isBinaryAnswer = value.status === 291 && Array.isArray(value.msg);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'msg' && isBinaryAnswer ? `(${bytesText(inner.length)})` : withoutBytes(inner),
    ]),
  );
}

export function bytesText(count) {
  if (count < 1024) return `${count} B`;
  if (count < 1024 * 1024) return `${(count / 1024).toFixed(1)} KB`;
  return `${(count / 1024 / 1024).toFixed(1)} MB`;
}

// Files chosen for a doc. The editor shows a placeholder; the bytes take its place when the call is sent.

const PLACEHOLDER = /^@bytes:(\d+) /;
const KEPT = 64 * 1024 * 1024; // bytes of chosen files kept in memory, the oldest leave first
export const LARGE = 1024 * 1024;

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

  /**
   * The doc with the bytes of its files; JSON.stringify writes a Uint8Array as level 1 wants it, {"0":137,"1":80,…}.
   */
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
    return bytes;
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

export class MissingFile extends Error {}

const isPlaceholder = (value) => typeof value === 'string' && PLACEHOLDER.test(value);

/** What a file of this size becomes on the wire: each byte is a numbered JSON entry, then base64 when signed. */
export function sizeOnTheWire(size) {
  const perByte = 6.6 + String(Math.max(size - 1, 1)).length; // quotes, colon, comma, 2.6 digits on average; the index
  return Math.round(size * perByte * (4 / 3));
}

/** A copy without long bytes, for display: Uint8Array contents and the byte list of a 291 become a few words. */
export function withoutBytes(value) {
  if (value instanceof Uint8Array) return `(${bytesText(value.length)})`;
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

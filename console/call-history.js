// The last calls, kept in the browser, without anything secret.

const LIMIT = 50;
const LONGEST = 20_000; // characters of one call
const STORED_AS = 'limp.sandbox.calls';
const SECRET = /passw|hash|token|secret|otp|api_?key|credential/i;
const NEVER = /^session\/(auth|reauth|signout)$/i; // a session's _id is as good as a login

export class CallHistory {
  #storage;

  constructor(storage) {
    this.#storage = storage;
  }

  /** The newest first, each {endpoint, query, doc, at}. */
  list() {
    try {
      const calls = JSON.parse(this.#storage.getItem(STORED_AS) ?? '[]');
      return Array.isArray(calls) ? calls.filter(({ endpoint }) => typeof endpoint === 'string') : [];
    } catch {
      return [];
    }
  }

  add({ endpoint, query, doc }, at = Date.now()) {
    if (NEVER.test(endpoint)) return;
    const call = { endpoint, query: withoutSecrets(query), doc: withoutSecrets(doc), at };
    if (JSON.stringify(call).length > LONGEST) return;
    const others = this.list().filter((other) => !same(other, call));
    this.#keep([call, ...others].slice(0, LIMIT));
  }

  clear() {
    this.#keep([]);
  }

  #keep(calls) {
    try {
      this.#storage.setItem(STORED_AS, JSON.stringify(calls));
    } catch {
      // Storage is full or switched off: the sandbox works without a history.
    }
  }
}

const same = (a, b) =>
  a.endpoint === b.endpoint && JSON.stringify([a.query, a.doc]) === JSON.stringify([b.query, b.doc]);

/** The value with an empty text wherever a name promises a secret. */
export function withoutSecrets(value) {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== 'object') return value;
  const names = [value.var, value.var?.val]; // a setting tells by `var` what its `val` is
  const secretSetting = names.some((name) => typeof name === 'string' && SECRET.test(name));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      SECRET.test(key) || (secretSetting && key === 'val') ? '' : withoutSecrets(inner),
    ]),
  );
}

// What the server tells about its loaded modules: names, attributes, methods. Outside debug use it may tell nothing.

const NONE = { version: '', env: '', debug: false, modules: [], locales: [] };

export class Catalogue {
  #modules;

  constructor(told = NONE) {
    const { version, env, debug, modules, locales } = { ...NONE, ...told };
    Object.assign(this, { version, env, debug, locales });
    this.#modules = new Map(modules.map((module) => [module.name.toLowerCase(), withDefaults(module)]));
    this.endpoints = [...this.#modules.values()].flatMap((module) =>
      module.methods.map((method) => ({ name: `${module.name}/${method.name}`, module, method })),
    );
  }

  get empty() {
    return this.#modules.size === 0;
  }

  /** The module of that name in any case, or null. */
  module(name) {
    return this.#modules.get(String(name).toLowerCase()) ?? null;
  }

  /** {module, method} of "module/method"; each null when it is unknown. */
  find(endpoint) {
    const [moduleName = '', methodName = ''] = endpoint.toLowerCase().split('/');
    const module = this.module(moduleName);
    return { module, method: module?.methods.find(({ name }) => name.toLowerCase() === methodName) ?? null };
  }

  /** Endpoints that fit what is typed, the best first. */
  matching(typed) {
    const wanted = typed.trim().toLowerCase();
    return this.endpoints
      .map((endpoint, order) => ({ endpoint, order, rank: rank(endpoint.name.toLowerCase(), wanted) }))
      .filter((found) => found.rank < Infinity)
      .sort((a, b) => a.rank - b.rank || a.order - b.order)
      .map((found) => found.endpoint);
  }
}

/** The server's catalogue; an empty one when it keeps it to itself or speaks of something else. */
export async function loadCatalogue(url, fetchIt = fetch) {
  try {
    const response = await fetchIt(url, { headers: { Accept: 'application/json' } });
    return response.ok ? new Catalogue(await response.json()) : new Catalogue();
  } catch {
    return new Catalogue();
  }
}

function withDefaults({ name, doc = '', attrs = [], methods = [], ...rest }) {
  return {
    ...rest,
    name,
    doc,
    attrs,
    methods: methods.map(({ get = false, query = [], doc: docArgs = [], ...method }) => ({
      ...method,
      get,
      query,
      doc: docArgs,
    })),
  };
}

function rank(name, wanted) {
  if (name.startsWith(wanted)) return 0;
  const [, method] = name.split('/');
  if (method.startsWith(wanted)) return 1;
  if (name.includes(wanted)) return 2;
  return !wanted.includes('/') && isSubsequence(wanted, name) ? 3 : Infinity;
}

function isSubsequence(wanted, name) {
  let at = 0;
  for (const character of name) if (character === wanted[at]) at++;
  return at === wanted.length;
}

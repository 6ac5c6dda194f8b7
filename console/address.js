// Where the websocket of a LIMP server is, seen from the page that the server gave out.

/** The address of the server that this page came from. */
export function ownAddress({ protocol, host }) {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws`;
}

/** What people type made whole: "localhost:8081" becomes "ws://localhost:8081/ws". */
export function completeAddress(typed, { protocol }) {
  const trimmed = typed.trim();
  const scheme = protocol === 'https:' ? 'wss' : 'ws';
  const withScheme = trimmed.includes('://') ? trimmed.replace(/^http/i, 'ws') : `${scheme}://${trimmed}`;
  return /^wss?:\/\/[^/]+\/?$/i.test(withScheme) ? `${withScheme.replace(/\/$/, '')}/ws` : withScheme;
}

/** Whether the page came from that server, so that its files and its list of modules are those of the connection. */
export function isOwnServer(address, { host }) {
  try {
    return new URL(address).host === host;
  } catch {
    return false;
  }
}

// The session of this tab, so that a reload or a lost connection does not mean signing in again.

const STORED_AS = 'limp.sandbox.session';

/** Only for the server that gave it: a session must never travel to another address. */
export function storedSession(address) {
  try {
    const stored = JSON.parse(sessionStorage.getItem(STORED_AS));
    return stored?.address === address ? stored : null;
  } catch {
    return null;
  }
}

export function storeSession(address, { _id, token }) {
  try {
    sessionStorage.setItem(STORED_AS, JSON.stringify({ address, _id, token }));
  } catch {
    // Without storage one signs in again after a reload.
  }
}

export function forgetSession() {
  try {
    sessionStorage.removeItem(STORED_AS);
  } catch {
    // Nothing was stored either.
  }
}

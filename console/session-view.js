import { authHash } from './auth-hash.js';
import { ConnectionLost } from './connection.js';
import { byId, say } from './dom.js';
import { inPlainWords } from './plain-words.js';
import { forgetSession, storedSession, storeSession } from './session-store.js';

const DEV_ADMIN = { key: 'email', value: 'ADMIN@LIMP.MASAAR.COM', password: '__ADMIN' };
const HINTS = {
  email: ['Email', 'Email', DEV_ADMIN.value],
  username: ['Username', 'Username', '__ADMIN'],
  phone: ['Phone', '+971500000000', '+971550000000'],
};

/** Signing in and out, and the session that survives a reload. Returns {offerDevAdmin(yes), signInAsDevAdmin()}. */
export function showSession(connection) {
  const [form, value, password, message] = [
    byId('sign-in-form'),
    byId('auth-value'),
    byId('auth-password'),
    byId('session-message'),
  ];
  let development = false;

  const key = () => form.elements['auth-key'].value;
  const hint = () => {
    const [label, placeholder, devPlaceholder] = HINTS[key()];
    byId('auth-value-label').textContent = label;
    value.placeholder = development ? devPlaceholder : placeholder;
    value.inputMode = { email: 'email', phone: 'tel', username: 'text' }[key()];
    password.placeholder = development ? '__ADMIN' : 'Password';
  };

  async function attempt(what) {
    say(message, '');
    try {
      return await what();
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      say(message, error.message, 'error');
      return null;
    }
  }

  const refused = ({ status, msg, args }, call) => {
    const words = inPlainWords({ status, code: args.code, endpoint: call, anonymous: true });
    say(message, words || msg || `The server answered ${status}.`, 'error');
  };

  async function signIn() {
    if (!value.value || !password.value) {
      say(message, `Type your ${key()} and your password first.`, 'error');
      (value.value ? password : value).focus();
      return;
    }
    const doc = { hash: authHash(key(), value.value, password.value), [key()]: value.value };
    const answer = await attempt(() => connection.call('session/auth', {}, doc));
    if (answer && answer.status !== 200) refused(answer, 'session/auth');
    if (answer?.status === 200 && !connection.session) {
      say(message, 'The server accepted the login but sent no session.', 'error');
    }
    if (answer?.status === 200) password.value = '';
  }

  async function resume() {
    const stored = storedSession(connection.address);
    if (!stored || connection.session) return;
    const answer = await attempt(() => connection.reauth(stored._id, stored.token));
    if (!answer || answer.status === 200) return;
    forgetSession();
    say(message, 'Your last session is over. Sign in again.', 'warning');
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    signIn();
  });
  form.addEventListener('change', ({ target }) => {
    if (target.name === 'auth-key') hint();
  });
  byId('sign-out').addEventListener('click', async () => {
    const answer = await attempt(() => connection.signOut());
    if (answer && answer.status !== 200) refused(answer, 'session/signout');
  });
  byId('use-dev-admin').addEventListener('click', () => signInAsDevAdmin());

  connection.addEventListener('state', () => {
    for (const control of form.querySelectorAll('input, button')) control.disabled = connection.state !== 'open';
    if (connection.state === 'open') resume();
  });
  connection.addEventListener('session', () => {
    const { session, state, address } = connection;
    if (session) storeSession(address, session);
    else if (state === 'open') forgetSession(); // signed out or refused, not merely disconnected
    byId('signed-in').hidden = !session;
    form.hidden = Boolean(session);
    if (session) say(message, '');
    byId('session-user').textContent = session ? nameOf(session.user) : '';
    byId('session-detail').textContent = session ? detailOf(session) : '';
  });

  function signInAsDevAdmin() {
    byId(`auth-by-${DEV_ADMIN.key}`).checked = true;
    hint();
    value.value = DEV_ADMIN.value;
    password.value = DEV_ADMIN.password;
    return signIn();
  }

  function offerDevAdmin(yes) {
    development = yes;
    byId('use-dev-admin').hidden = !yes;
    hint();
  }

  hint();
  return { offerDevAdmin, signInAsDevAdmin };
}

function nameOf(user) {
  if (user === null || typeof user !== 'object') return `user ${user}`;
  const name = typeof user.name === 'object' && user.name ? Object.values(user.name).find(Boolean) : user.name;
  return String(name ?? user.username ?? user.email ?? user._id);
}

function detailOf({ user, expiry }) {
  const contact = user?.email ?? user?.username ?? user?.phone ?? '';
  const until = new Date(typeof expiry === 'number' ? expiry * 1000 : expiry);
  const ends = Number.isNaN(until.getTime()) ? '' : `until ${until.toLocaleDateString()}`;
  return [contact, ends].filter(Boolean).join(' · ');
}

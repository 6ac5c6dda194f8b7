import { completeAddress, ownAddress } from './address.js';
import { DISCONNECTED } from './connection.js';
import { byId, say } from './dom.js';

const FIRST_WAIT = 1_000; // milliseconds until a lost connection is tried again; doubled each time
const LONGEST_WAIT = 16_000;
const STATES = { closed: 'Not connected', connecting: 'Connecting…', open: 'Connected' };

/**
 * The address, the state of the connection, and the banner that says why it ended. A connection that was lost comes
 * back by itself as soon as the server does: whoever edits a module restarts it all day.
 */
export function showConnection(connection) {
  const [form, address, banner] = [byId('connection'), byId('address'), byId('banner')];
  let wasOpen = false;
  let lostBecause = ''; // empty unless it shall come back
  let wait = FIRST_WAIT;
  let timer;
  address.value = ownAddress(location);

  const connect = () => {
    lostBecause = '';
    address.value = completeAddress(address.value, location);
    connection.connect(address.value);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    connect();
  });
  byId('disconnect').addEventListener('click', () => connection.disconnect());
  byId('reconnect').addEventListener('click', () => (lostBecause ? connection.connect(connection.address) : connect()));

  const comeBack = () => {
    clearTimeout(timer);
    const { state, closedBecause } = connection;
    if (state === 'open') [lostBecause, wait] = ['', FIRST_WAIT];
    if (state !== 'closed') return;
    if (wasOpen && closedBecause !== DISCONNECTED) lostBecause = closedBecause;
    if (!lostBecause) return;
    timer = setTimeout(() => connection.connect(connection.address), wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };

  connection.addEventListener('state', () => {
    comeBack();
    const { state, closedBecause } = connection;
    form.dataset.state = state;
    byId('connection-state').textContent = STATES[state];
    byId('connect').hidden = state === 'open';
    byId('connect').disabled = state === 'connecting';
    byId('disconnect').hidden = state !== 'open';
    address.readOnly = state !== 'closed';
    const trouble = lostBecause ? `${lostBecause} Trying to reconnect…` : closedBecause;
    banner.hidden = state === 'open' || (state === 'connecting' && !lostBecause);
    if (!banner.hidden && byId('banner-text').textContent !== trouble) say(byId('banner-text'), trouble);
    banner.dataset.kind = closedBecause === DISCONNECTED ? 'note' : 'error';
    wasOpen = state === 'open';
  });
  connect();
}

export function showServer({ version, env, empty, endpoints }) {
  const modules = new Set(endpoints.map(({ module }) => module.name)).size;
  const parts = [version && `limpd ${version}`, env, `${modules} modules`];
  say(byId('server-info'), empty ? '' : parts.filter(Boolean).join(' · '));
}

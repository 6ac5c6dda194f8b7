import { completeAddress, ownAddress } from './address.js';
import { byId, say } from './dom.js';

const STATES = { closed: 'Not connected', connecting: 'Connecting…', open: 'Connected' };

/** The address, the state of the connection, and the banner that says why it ended. */
export function showConnection(connection) {
  const [form, address, banner] = [byId('connection'), byId('address'), byId('banner')];
  let wasOpen = false;
  address.value = ownAddress(location);

  const connect = () => {
    address.value = completeAddress(address.value, location);
    connection.connect(address.value);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    connect();
  });
  byId('disconnect').addEventListener('click', () => connection.disconnect());
  byId('reconnect').addEventListener('click', connect);

  connection.addEventListener('state', () => {
    const { state, closedBecause } = connection;
    form.dataset.state = state;
    byId('connection-state').textContent = STATES[state];
    byId('connect').hidden = state === 'open';
    byId('connect').disabled = state === 'connecting';
    byId('disconnect').hidden = state !== 'open';
    address.readOnly = state !== 'closed';
    say(byId('banner-text'), state === 'closed' ? closedBecause : '');
    banner.hidden = state !== 'closed';
    banner.dataset.kind = wasOpen && closedBecause === 'You disconnected.' ? 'note' : 'error';
    wasOpen = state === 'open';
  });
  connect();
}

export function showServer({ version, env, empty, endpoints }) {
  const modules = new Set(endpoints.map(({ module }) => module.name)).size;
  const parts = [version && `limpd ${version}`, env, `${modules} modules`];
  say(byId('server-info'), empty ? '' : parts.filter(Boolean).join(' · '));
}

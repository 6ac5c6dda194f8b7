// The sandbox, wired by hand, top to bottom.

import { isOwnServer } from './address.js';
import { AnswerView } from './answer-view.js';
import { CallHistory } from './call-history.js';
import { Catalogue, loadCatalogue } from './catalogue.js';
import { Composer } from './composer.js';
import { Connection, ConnectionLost } from './connection.js';
import { showConnection, showServer } from './connection-view.js';
import { byId } from './dom.js';
import { FrameLog } from './frame-log.js';
import { FrameLogView } from './frame-log-view.js';
import { HistoryView } from './history-view.js';
import { showSession } from './session-view.js';
import { ValueView } from './value-view.js';
import { showViews } from './views.js';
import { welcomeSteps } from './welcome.js';

let catalogue = new Catalogue();
let callsMade = 0;

const connection = new Connection();
const frames = new FrameLogView(new FrameLog());
const history = new CallHistory({
  getItem: (key) => localStorage.getItem(key), // touched late: a browser that forbids storage throws here
  setItem: (key, value) => localStorage.setItem(key, value),
});
const views = showViews();

const values = new ValueView({
  catalogue: () => catalogue,
  openId: (module, id) => {
    composer.fill({ endpoint: `${module}/read`, query: { _id: { val: id } }, doc: {} });
    views.show('call');
    byId('send').focus();
  },
  fileAddress: (module, docId, name) => {
    const served = isOwnServer(connection.address, location) && catalogue.find(`${module}/retrieve_file`).method;
    return served && docId ? `/${[module, 'retrieve_file', docId, name].map(encodeURIComponent).join('/')}` : null;
  },
  headers: () => {
    const { session } = connection;
    return session ? { Authorization: `Bearer ${session._id}:${session.token}` } : {};
  },
});

const answer = new AnswerView({ values });
const composer = new Composer({ catalogue: () => catalogue, send });
const recent = new HistoryView({
  history,
  fill: (call) => composer.fill(call),
  resend: (call) => {
    composer.fill(call);
    composer.send();
  },
});
const session = showSession(connection);

connection.addEventListener('frame', ({ detail }) => frames.add(detail));
connection.addEventListener('state', () => connection.state === 'open' && learnModules());
connection.addEventListener('session', welcome);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !byId('sign-in-form').contains(event.target)) {
    event.preventDefault();
    composer.send();
  }
});
welcome();
showConnection(connection);

async function send(call, filledDoc) {
  const number = ++callsMade;
  history.add(call);
  recent.show();
  answer.waiting(call.endpoint);
  views.show('answer');
  try {
    const got = await connection.call(call.endpoint, call.query, filledDoc);
    if (number === callsMade) answer.show(got); // an earlier call's late answer is among the frames
  } catch (error) {
    if (!(error instanceof ConnectionLost)) throw error;
    if (number === callsMade) answer.failed(call.endpoint, error.message);
  }
}

/** Asked for at every connection: a restarted server may have other modules. */
async function learnModules() {
  catalogue = isOwnServer(connection.address, location)
    ? await loadCatalogue('/console/modules.json')
    : new Catalogue();
  showServer(catalogue);
  session.offerDevAdmin(!catalogue.empty && catalogue.env !== 'prod');
  composer.refresh();
  welcome();
}

function welcome() {
  if (callsMade > 0) return;
  const fill = (call) => {
    composer.fill(call);
    views.show('call');
    byId('send').focus();
  };
  answer.welcome(...welcomeSteps({ catalogue, signedIn: Boolean(connection.session), fill }));
}

import { el, text } from './dom.js';

const EXAMPLES = [
  { endpoint: 'blog/read', query: { $limit: 10 }, doc: {}, says: 'the posts that you may see' },
  { endpoint: 'staff/read', query: {}, doc: {}, says: 'the people of the company' },
  { endpoint: 'math/add', query: {}, doc: { a: 2, b: 3 }, says: 'a method of a service module' },
];
const ALWAYS = {
  endpoint: 'user/read',
  query: {},
  doc: {},
  says: 'everybody you may see; as a visitor that is nobody',
};

/** What stands in the answer's place before the first call: what to do, with calls one click away. */
export function welcomeSteps({ catalogue, signedIn, fill }) {
  const examples = EXAMPLES.filter(({ endpoint }) => catalogue.find(endpoint).method);
  const calls = [ALWAYS, ...examples].map((example) =>
    el(
      'li',
      {},
      el('button', {
        type: 'button',
        className: 'id mono',
        textContent: example.endpoint,
        'data-test': 'example',
        'data-endpoint': example.endpoint,
        onclick: () => fill(example),
      }),
      text('muted', example.says),
    ),
  );
  return [
    el(
      'div',
      { className: 'welcome' },
      el('p', {
        className: 'lead',
        textContent: signedIn ? 'You are signed in. Now call something.' : 'Sign in, then call user/read.',
      }),
      el(
        'p',
        {},
        'Everything a client can do with this server is a call: ',
        text('mono', 'module/method'),
        ', a query that says which documents, and a doc that says what to write.',
      ),
      el('ul', {}, ...calls),
      el(
        'p',
        { className: 'muted' },
        el('kbd', { textContent: 'Ctrl' }),
        ' + ',
        el('kbd', { textContent: 'Enter' }),
        ' sends from anywhere. ',
        el('kbd', { textContent: 'Ctrl' }),
        ' + ',
        el('kbd', { textContent: 'Space' }),
        ' offers attributes in a query or a doc.',
      ),
    ),
  ];
}

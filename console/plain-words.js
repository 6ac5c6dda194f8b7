// What an answer that is not 200 means for the person who called, and what to do next.

const BY_CODE = {
  CORE_SESSION_FORBIDDEN: (call) =>
    call.anonymous
      ? 'You are not signed in, and visitors may not call this. Sign in and try again.'
      : 'Your user has no privilege that permits this call. Sign in as somebody who has, or change its privileges.',
  CORE_SESSION_INVALID_CREDS: () => 'This name and this password do not belong together. Check both.',
  CORE_SESSION_INVALID_SESSION: () => 'The server does not know this session. It was signed out or the data is new.',
  CORE_SESSION_SESSION_EXPIRED: () => 'The session has expired. Sign in again.',
  CORE_SESSION_ANON_SIGNOUT: () => 'You are not signed in, so there is nothing to sign out of.',
  CORE_SESSION_ANON_REAUTH: () => 'The anonymous session needs no reauth.',
  CORE_REQ_INVALID_TOKEN: () =>
    'The server did not accept the signature. The session was probably signed out elsewhere. Sign in again.',
  CORE_REQ_INVALID_PATH: () => 'An endpoint is a module and a method with a slash between: blog/read.',
  CORE_REQ_INVALID_MODULE: (call) => `No module called “${call.module}” is loaded.`,
  CORE_REQ_INVALID_METHOD: (call) => `The module “${call.module}” has no method “${call.method}”.`,
  CORE_REQ_GET_METHOD: (call) =>
    `This method answers over HTTP only: GET /${call.module}/${call.method}/{_id}/{var}. It cannot be called here.`,
  CORE_REQ_SESSION_QUOTA_HIT: () => 'Too many calls within a minute. Wait a moment.',
  CORE_REQ_IP_QUOTA_HIT: () => 'Too many calls from this address within a minute. Wait a moment.',
  CORE_USER_DUPLICATE_USER: () => 'Username, email and phone must each be new, and one of them is taken.',
};

const BY_ENDING = [
  ['_MISSING_ATTR', 'An argument or attribute that this method demands is missing. “Skeleton” writes all of them.'],
  ['_INVALID_ATTR', 'A value is not of the type of its attribute.'],
  ['_INVALID_QUERY', 'The query lacks what this method demands. “Skeleton” above the query writes it.'],
  ['_INVALID_DOC', 'The doc lacks what this method demands. “Skeleton” above the doc writes it.'],
  ['_DUPLICATE_DOC', 'Another document holds a value that must be unique.'],
];

/** A sentence, or empty where the server's own message says enough. */
export function inPlainWords({ status, code = '', endpoint = '', anonymous = false }) {
  if (status === 200 || status === 291) return '';
  if (status === 204) return 'The call went through. This method has nothing to answer.';
  const [module = '', method = ''] = endpoint.split('/');
  if (Object.hasOwn(BY_CODE, code)) return BY_CODE[code]({ module, method, anonymous });
  const ending = BY_ENDING.find(([suffix]) => code.endsWith(suffix));
  if (ending) return ending[1];
  return status >= 500 ? 'The server failed while answering. Its log tells more.' : '';
}

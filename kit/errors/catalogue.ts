/** Every fault code that a client can meet: what it means and what to do. `docs/errors.md` is tested against this list. */
export const catalogue = {
  LEGACY_UNAVAILABLE: {
    meaning: 'A legacy system could not be reached, refused the connection, or is being spared because it failed.',
    action: 'Use the rest of the answer; ask again later. extensions.system names the system.',
  },
  LEGACY_TIMEOUT: {
    meaning: 'A legacy system did not answer within its statement timeout; the statement was cancelled.',
    action: 'Ask again, or ask for less (a smaller first, fewer fields).',
  },
  LEGACY_DATA_INVALID: {
    meaning: 'A legacy system answered with a value that does not fit the canonical relation.',
    action: 'Tell the integration team: `hub source check` shows relation, column and what was expected.',
  },
  LEGACY_LIMIT_EXCEEDED: {
    meaning: 'The answer of a legacy system has more rows than the limit of that source.',
    action: 'Ask for less: a smaller first, fewer customers, a filter.',
  },
  LEGACY_OVERLOADED: {
    meaning: 'So many statements wait for a legacy system that this one was not even sent.',
    action: 'Ask again in a few seconds; the operator may raise limits.connections or limits.waiting of the source.',
  },
  SUBGRAPH_UNAVAILABLE: {
    meaning: 'A subgraph could not be reached or gave an unusable answer.',
    action: 'Use the rest of the answer; ask again later. extensions.subgraph names the subgraph.',
  },
  SUBGRAPH_TIMEOUT: {
    meaning: 'A subgraph did not answer within the gateway timeout for that subgraph.',
    action: 'Ask again later, or ask for less.',
  },
  SUBGRAPH_OVERLOADED: {
    meaning: 'So many calls wait for a subgraph that this one was not even sent.',
    action: 'Ask again in a few seconds.',
  },
  OVERLOADED: {
    meaning: 'The gateway has more to do than it can; the request was not begun (HTTP status 503).',
    action: 'Ask again after the seconds in the header Retry-After.',
  },
  TOO_MANY_REQUESTS: {
    meaning: 'Others wait, and this client has more than its share under way (HTTP status 429).',
    action: 'Ask for fewer things at a time; ask again after the seconds in the header Retry-After.',
  },
  REQUEST_CANCELLED: {
    meaning: 'The client left or the deadline of the request passed before the answer was complete.',
    action: 'Nothing: statements under way were cancelled.',
  },
  REQUEST_TOO_LARGE: {
    meaning: 'The body of the request is larger than the gateway accepts.',
    action: 'Send a smaller body, or raise GATEWAY_MAX_BODY_BYTES.',
  },
  QUERY_TOO_COMPLEX: {
    meaning:
      'The query is deeper, has more aliases, directives or tokens, longer names, or the same fields in more places, than the gateway accepts.',
    action: 'Split the query.',
  },
  OPERATION_TOO_EXPENSIVE: {
    meaning: 'The operation may cost more than the gateway accepts; the message says how much, and where it arises.',
    action: 'Ask for smaller pages or fewer nested lists, or raise GATEWAY_MAX_COST.',
  },
  UNAUTHENTICATED: { meaning: 'The request does not say who asks.', action: 'Send credentials.' },
  FORBIDDEN: { meaning: 'Whoever asks may not see this.', action: 'Ask for access.' },
  BAD_USER_INPUT: {
    meaning: 'An argument or a variable has a value that is not accepted; the message says which and why.',
    action: 'Correct the value.',
  },
  BAD_REQUEST: { meaning: 'The HTTP request is not a GraphQL request.', action: 'See the message.' },
  GRAPHQL_PARSE_FAILED: { meaning: 'The document is not GraphQL.', action: 'See the message and its location.' },
  GRAPHQL_VALIDATION_FAILED: {
    meaning: 'The document does not fit the schema.',
    action: 'See the message and its location.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    meaning:
      'The document has several operations, or none of the given name; or a subscription, which is not answered.',
    action: 'Send operationName.',
  },
  PERSISTED_QUERY_NOT_FOUND: { meaning: 'The hash is not known.', action: 'Send the full document once.' },
  PERSISTED_QUERY_NOT_SUPPORTED: { meaning: 'Persisted queries are off.', action: 'Send the full document.' },
  DOCUMENT_NOT_TRUSTED: {
    meaning: 'The gateway runs only operations that were given to it beforehand, and this is none of them.',
    action: "Publish the operation: add it to the manifest of trusted documents, and send it by the manifest's id.",
  },
  INTERNAL_SERVER_ERROR: {
    meaning: 'A fault of the hub itself.',
    action: 'Tell the operator, with extensions.requestId; the log has the rest.',
  },
} as const;

export type ErrorCode = keyof typeof catalogue;

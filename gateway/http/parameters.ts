import { createHash } from 'node:crypto';
import { RequestRefusal } from '#kit/graph/server/graphql-http.ts';

/** The parameters of a GraphQL over HTTP request. Null and empty parameters are absent. */
export interface Parameters {
  query?: string;
  operationName?: string;
  variables?: Readonly<Record<string, unknown>>;
  extensions?: Readonly<Record<string, unknown>>;
}

/** Reads the parameters from a JSON body. Throws a rejection with status 400 for invalid parameters. */
export function parametersOfBody(body: unknown): Parameters {
  if (Array.isArray(body)) throw malformed('Batching is not supported. Send one operation for each request.');
  if (!isRecord(body)) throw malformed('The request body must be a JSON object with a `query`.');
  const { query, operationName, variables, extensions } = body;
  return checked({ query, operationName, variables, extensions });
}

/**
 * Reads the parameters from a query string, in which `variables` and `extensions` are JSON. Throws as
 * `parametersOfBody`.
 */
export function parametersOfSearch(search: URLSearchParams): Parameters {
  const [query, operationName, variables, extensions] = ['query', 'operationName', 'variables', 'extensions'].map(
    (name) => {
      const [value, ...more] = search.getAll(name);
      if (more.length > 0) throw malformed(`The parameter \`${name}\` must be given once.`);
      return value;
    },
  );
  return checked({
    query,
    operationName,
    variables: variables && parseParameter('variables', variables),
    extensions: extensions && parseParameter('extensions', extensions),
  });
}

function checked({ query, operationName, variables, extensions }: Record<keyof Parameters, unknown>): Parameters {
  if (!isAbsent(query) && typeof query !== 'string') throw malformed('`query` must be a string.');
  if (!isAbsent(operationName) && typeof operationName !== 'string')
    throw malformed('`operationName` must be a string.');
  if (!isAbsent(variables) && !isRecord(variables)) throw malformed('`variables` must be an object.');
  if (!isAbsent(extensions) && !isRecord(extensions)) throw malformed('`extensions` must be an object.');
  const persisted = isAbsent(extensions) ? undefined : (extensions as Parameters['extensions'])?.persistedQuery;
  if (!isAbsent(persisted)) checkPersisted(persisted, query as string | null | undefined);
  else if (isAbsent(query)) throw malformed('The request has no `query`.');
  return Object.fromEntries(
    Object.entries({ query, operationName, variables, extensions }).filter(([, value]) => !isAbsent(value)),
  );
}

/** Validates the extension of Apollo's automatic persisted queries. */
function checkPersisted(persisted: unknown, query: string | null | undefined): void {
  if (!isRecord(persisted)) throw malformed('`extensions.persistedQuery` must be an object.');
  const { version, sha256Hash } = persisted;
  if (version !== 1) {
    throw malformed('`extensions.persistedQuery.version` must be 1: no other version is supported.');
  }
  if (typeof sha256Hash !== 'string' || !/^[0-9a-f]{64}$/.test(sha256Hash)) {
    throw malformed('`extensions.persistedQuery.sha256Hash` must be 64 lower-case hexadecimal digits.');
  }
  if (query && createHash('sha256').update(query).digest('hex') !== sha256Hash) {
    const message = '`extensions.persistedQuery.sha256Hash` is not the hash of `query`.';
    throw new RequestRefusal(400, 'PERSISTED_QUERY_HASH_MISMATCH', message);
  }
}

function parseParameter(name: string, value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw malformed(`The parameter \`${name}\` is not JSON.`);
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(message: string): RequestRefusal {
  return new RequestRefusal(400, 'BAD_REQUEST', message);
}

import { sendJson } from '#kit/process/http/json.ts';
import { type Action, mutationsFor } from './actions.ts';
import { httpError, notSupported } from './errors.ts';
import { parseJson, readJson } from './http.ts';
import type { WireMutation } from './lake/mutate.ts';
import { runQuery } from './query.ts';
import { type ApiRequest, commit, requireWrite } from './request.ts';

const bodyLimit = 4 * 1024 * 1024;

/** From this API version on, the default perspective is `published`. */
const publishedByDefaultSince = '2025-02-19';

/** `GET|POST /data/query`: the result of a GROQ query in a perspective. */
export async function query({ project, views, request, response, search, access, version }: ApiRequest): Promise<void> {
  const sent = request.method === 'POST' ? await readJson(request, bodyLimit) : fromSearch(search);
  if (typeof sent.query !== 'string') throw httpError(400, 'Bad Request', 'The query is missing');
  const byDefault = version >= publishedByDefaultSince ? 'published' : 'raw';
  const view = views.of(search.get('perspective') ?? byDefault, access.mayReadDrafts);

  const started = performance.now();
  const result = await runQuery(view, sent.query, (sent.params ?? {}) as Record<string, unknown>, project);
  const ms = Math.round(performance.now() - started);
  const echo = search.get('returnQuery') === 'false' ? {} : { query: sent.query };
  sendJson(response, 200, { ...echo, result, ms });
}

/** `GET /data/doc`: documents by id, and which of them are missing. */
export function documents({ views, access, rest, response }: ApiRequest): void {
  const view = views.of('raw', access.mayReadDrafts);
  const ids = rest.split(',');
  const found = ids.flatMap((id) => view.get(id) ?? []);
  const omitted = ids.flatMap((id) => (view.get(id) ? [] : { id, reason: 'existence' }));
  sendJson(response, 200, { documents: found, omitted });
}

/** `POST /data/mutate`: one transaction of mutations. */
export async function mutations({ project, request, response, access, search }: ApiRequest): Promise<void> {
  for (const option of ['dryRun', 'autoGenerateArrayKeys']) {
    if (search.get(option) === 'true') throw notSupported(option);
  }
  const body = await readJson(request, bodyLimit);
  if (!Array.isArray(body.mutations)) throw httpError(400, 'Bad Request', 'The mutations are missing');
  const list = body.mutations as WireMutation[];
  requireWrite(access, list[0]);
  const { id, results } = await commit(project, transactionIdOf(body), () => list);
  const withDocuments = search.get('returnDocuments') === 'true';
  sendJson(response, 200, {
    transactionId: id,
    results: withDocuments ? results : results.map(({ document: _document, ...result }) => result),
  });
}

/** `POST /data/actions`: one transaction of edits, publishing and unpublishing. */
export async function actions({ project, request, response, access }: ApiRequest): Promise<void> {
  const body = await readJson(request, bodyLimit);
  if (!Array.isArray(body.actions)) throw httpError(400, 'Bad Request', 'The actions are missing');
  if (body.dryRun === true) throw notSupported('dryRun');
  requireWrite(access, { patch: {} });
  const list = body.actions as Action[];
  const { id } = await commit(project, transactionIdOf(body), (transaction) => mutationsFor(transaction, list));
  sendJson(response, 200, { transactionId: id });
}

/** Query and parameters of a URL; parameters are JSON, with a dollar before their names. */
function fromSearch(search: URLSearchParams): { query: string | undefined; params: Record<string, unknown> } {
  const params = [...search].filter(([name]) => name.startsWith('$'));
  return {
    query: search.get('query') ?? undefined,
    params: Object.fromEntries(params.map(([name, value]) => [name.slice(1), parseJson(value, name)])),
  };
}

function transactionIdOf({ transactionId }: Record<string, unknown>): string | undefined {
  return typeof transactionId === 'string' && transactionId !== '' ? transactionId : undefined;
}

import { type Action, mutationsFor } from './actions.ts';
import { type Call, commit, contextOf, requireWrite } from './call.ts';
import { httpRefusal } from './errors.ts';
import { parseJson, readJson, sendJson } from './http.ts';
import { streamChanges } from './listen.ts';
import type { WireMutation } from './mutate.ts';
import { runQuery } from './query.ts';

const bodyLimit = 4 * 1024 * 1024;

/** From this API version on, queries see only what is published unless they name another perspective. */
const publishedByDefaultSince = '2025-02-19';

/** `GET|POST /data/query`: the result of a GROQ query in a perspective. */
export async function query(call: Call): Promise<void> {
  const { house, request, search, access } = call;
  const sent = request.method === 'POST' ? await readJson(request, bodyLimit) : fromSearch(search);
  if (typeof sent.query !== 'string') throw httpRefusal(400, 'Bad Request', 'The query is missing');
  const byDefault = call.version >= publishedByDefaultSince ? 'published' : 'raw';
  const view = call.views.of(search.get('perspective') ?? byDefault, access.mayReadDrafts);

  const started = performance.now();
  const result = await runQuery(
    view,
    sent.query,
    (sent.params ?? {}) as Record<string, unknown>,
    contextOf(house, access),
  );
  const ms = Math.round(performance.now() - started);
  const echo = search.get('returnQuery') === 'false' ? {} : { query: sent.query };
  sendJson(call.response, 200, { ...echo, result, ms });
}

/** `GET /data/doc`: documents by id, and which of them are missing. */
export function documents({ views, access, search, rest, response }: Call): void {
  const view = views.of('raw', access.mayReadDrafts);
  const ids = rest.split(',');
  const found = ids.flatMap((id) => view.get(id) ?? []);
  const omitted = ids.flatMap((id) => (view.get(id) ? [] : { id, reason: 'existence' }));
  const isBare = search.get('excludeContent') === 'true';
  sendJson(response, 200, { documents: isBare ? found.map(({ _id }) => ({ _id })) : found, omitted });
}

/** `GET /data/listen`: a stream of what happens to the documents that match a query. */
export async function listen({ house, access, search, response }: Call): Promise<void> {
  const { query: groq, params } = fromSearch(search);
  await streamChanges(house.lake, response, {
    query: String(groq ?? ''),
    params,
    access,
    context: contextOf(house, access),
    includeResult: search.get('includeResult') === 'true',
    includePreviousRevision: search.get('includePreviousRevision') === 'true',
    includeMutations: search.get('includeMutations') !== 'false',
    closing: house.closing,
  });
}

/** `POST /data/mutate`: one transaction of mutations. */
export async function mutations(call: Call): Promise<void> {
  const { request, response, access, search } = call;
  const body = await readJson(request, bodyLimit);
  if (!Array.isArray(body.mutations)) throw httpRefusal(400, 'Bad Request', 'The mutations are missing');
  const list = body.mutations as WireMutation[];
  requireWrite(access, list[0]);
  const { id, results } = await commit(
    call,
    { id: transactionIdOf(body), dryRun: search.get('dryRun') === 'true' },
    () => list,
  );
  const withDocuments = search.get('returnDocuments') === 'true';
  sendJson(response, 200, {
    transactionId: id,
    results: withDocuments ? results : results.map(({ document: _document, ...result }) => result),
  });
}

/** `POST /data/actions`: one transaction of editing, publishing and unpublishing. */
export async function actions(call: Call): Promise<void> {
  const body = await readJson(call.request, bodyLimit);
  if (!Array.isArray(body.actions)) throw httpRefusal(400, 'Bad Request', 'The actions are missing');
  requireWrite(call.access, { patch: {} });
  const list = body.actions as Action[];
  const options = { id: transactionIdOf(body), dryRun: body.dryRun === true };
  const { id } = await commit(call, options, (draft) => mutationsFor(draft, list));
  sendJson(call.response, 200, { transactionId: id });
}

/** Query and parameters of a URL; parameters are JSON under their names with a dollar. */
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

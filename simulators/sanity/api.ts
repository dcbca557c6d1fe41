import { type Access, accessOf } from './access.ts';
import type { Call, House } from './call.ts';
import { actions, documents, listen, mutations, query } from './data.ts';
import { httpRefusal } from './errors.ts';
import { type Handler, sendJson } from './http.ts';
import { serveAsset, upload } from './media.ts';
import { viewsOf } from './view.ts';

type Endpoint = (call: Call) => Promise<void> | void;

/** `:dataset` must be the lake's own; `*` captures the rest of the path. */
const endpoints: Record<string, Endpoint> = {
  'GET /ping': ({ response }) => sendJson(response, 200, 'PONG'),
  'GET /users/me': ({ response, access }) => sendJson(response, 200, access.mayReadDrafts ? userOf(access) : {}),
  'GET /data/query/:dataset': query,
  'POST /data/query/:dataset': query,
  'GET /data/doc/:dataset/*': documents,
  'GET /data/listen/:dataset': listen,
  'POST /data/mutate/:dataset': mutations,
  'POST /data/actions/:dataset': actions,
  'POST /assets/images/:dataset': upload,
  'POST /assets/files/:dataset': upload,
};

/** Answers the requests of `@sanity/client`, and serves images and files. */
export function api(house: House): Handler {
  const views = viewsOf(house.lake);
  return async (request, response) => {
    const { pathname, searchParams: search } = new URL(request.url ?? '/', 'http://lake');
    if (/^\/(images|files)\//.test(pathname)) return serveAsset(house, request, response, pathname, search);

    const [, version = '', path = ''] = /^\/v([0-9X][^/]*)(\/.*)$/.exec(pathname) ?? [];
    const [, scope, dataset, rest = ''] = /^(\/data\/\w+|\/assets\/\w+)\/([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
    const pattern = scope ? `${scope}/:dataset${rest && '/*'}` : path;
    const endpoint = endpoints[`${request.method} ${pattern}`];
    if (!endpoint) throw httpRefusal(404, 'Not Found', `No such endpoint: ${request.method} ${pathname}`);

    const projectId = request.headers['x-sanity-project-id'] ?? house.projectId;
    if (projectId !== house.projectId || (dataset ?? house.dataset) !== house.dataset) {
      throw httpRefusal(404, 'Not Found', `Dataset "${dataset}" not found for project ID "${projectId}"`);
    }
    const access = accessOf(request, house.tokens);
    return endpoint({ house, views, request, response, access, version, search, rest: decodeURIComponent(rest) });
  };
}

function userOf({ identity, mayWrite }: Access) {
  return { id: identity, name: identity, role: mayWrite ? 'editor' : 'viewer' };
}

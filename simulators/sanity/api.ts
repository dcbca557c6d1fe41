import { sendJson } from '#kit/process/http/json.ts';
import type { Handler } from '#kit/process/http/server.ts';
import { accessOf } from './access.ts';
import { actions, documents, mutations, query } from './data.ts';
import { httpError } from './errors.ts';
import { serveImage, uploadImage } from './images/serving.ts';
import { viewsOf } from './lake/view.ts';
import type { ApiRequest, Project } from './request.ts';

type Endpoint = (request: ApiRequest) => Promise<void> | void;

/** `:dataset` must be the project's dataset; `*` matches the rest of the path. */
const endpoints: Record<string, Endpoint> = {
  'GET /ping': ({ response }) => sendJson(response, 200, 'PONG'),
  'GET /data/query/:dataset': query,
  'POST /data/query/:dataset': query,
  'GET /data/doc/:dataset/*': documents,
  'POST /data/mutate/:dataset': mutations,
  'POST /data/actions/:dataset': actions,
  'POST /assets/images/:dataset': uploadImage,
};

/** Handles the requests of `@sanity/client` and serves images. Throws SanityErrors. */
export function api(project: Project): Handler {
  const views = viewsOf(project.lake);
  return async (request, response) => {
    const { pathname, searchParams: search } = new URL(request.url ?? '/', 'http://lake');
    if (pathname.startsWith('/images/')) return serveImage(project, request, response, pathname, search);

    const [, version = '', path = ''] = /^\/v([0-9X][^/]*)(\/.*)$/.exec(pathname) ?? [];
    const [, scope, dataset, rest = ''] = /^(\/data\/\w+|\/assets\/\w+)\/([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
    const pattern = scope ? `${scope}/:dataset${rest && '/*'}` : path;
    const endpoint = endpoints[`${request.method} ${pattern}`];
    if (!endpoint) throw httpError(404, 'Not Found', `No such endpoint: ${request.method} ${pathname}`);

    const projectId = request.headers['x-sanity-project-id'] ?? project.projectId;
    if (projectId !== project.projectId || (dataset ?? project.dataset) !== project.dataset) {
      throw httpError(404, 'Not Found', `Dataset "${dataset}" not found for project ID "${projectId}"`);
    }
    const access = accessOf(request, project.tokens);
    return endpoint({ project, views, request, response, access, version, search, rest: decodeURIComponent(rest) });
  };
}

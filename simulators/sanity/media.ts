import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Call, commit, type House } from './call.ts';
import { httpRefusal } from './errors.ts';
import { readBody, sendJson } from './http.ts';
import { contentTypeOf, isTransformed, render } from './images.ts';

const bodyLimit = 64 * 1024 * 1024;

/** `POST /assets/images` and `/assets/files`: keeps the body and creates its document, once for the same bytes. */
export async function upload(call: Call): Promise<void> {
  const { house, request, response, access, search } = call;
  if (!access.mayWrite) throw httpRefusal(403, 'Forbidden', 'Insufficient permissions; permission "create" required');
  const kind = request.url?.includes('/assets/images/') ? 'image' : 'file';
  const document = await house.assets.keep(kind, await readBody(request, bodyLimit), {
    filename: search.get('filename') ?? undefined,
    contentType: request.headers['content-type'],
  });
  const { results } = await commit(call, {}, () => [{ createIfNotExists: document }]);
  sendJson(response, 200, { document: results[0]?.document });
}

/** `GET /images/…` and `/files/…`: the asset itself; images transformed as the URL asks. */
export async function serveAsset(
  { projectId, dataset, assets }: House,
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
  search: URLSearchParams,
): Promise<void> {
  const [, kind, project, set, name = ''] = pathname.split('/');
  const file = project === projectId && set === dataset ? await assets.fileOf(name) : undefined;
  if (!file || (request.method !== 'GET' && request.method !== 'HEAD')) {
    throw httpRefusal(404, 'Not Found', `${kind === 'images' ? 'Image' : 'File'} not found`);
  }
  const headers = {
    'cache-control': 'public, max-age=31536000, immutable',
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  };
  if (kind === 'images' && isTransformed(search)) {
    const { bytes, contentType } = await render(file, search);
    response.writeHead(200, { ...headers, 'content-type': contentType, 'content-length': bytes.length });
    response.end(request.method === 'HEAD' ? undefined : bytes);
    return;
  }
  response.writeHead(200, { ...headers, 'content-type': contentTypeOf(name) });
  if (request.method === 'HEAD') response.end();
  else createReadStream(file).pipe(response);
}

import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '#kit/process/http/json.ts';
import { httpError } from '../errors.ts';
import { readBody } from '../http.ts';
import { type ApiRequest, commit, type Project } from '../request.ts';
import { automaticFormat, contentTypeOf, isTransformed } from './rendering.ts';

const bodyLimit = 64 * 1024 * 1024;

/** `POST /assets/images`: stores the image and creates its document, once for the same bytes. */
export async function uploadImage({ project, request, response, access, search }: ApiRequest): Promise<void> {
  if (!access.mayWrite) throw httpError(403, 'Forbidden', 'Insufficient permissions; permission "create" required');
  const document = await project.assets.store(
    await readBody(request, bodyLimit),
    search.get('filename') ?? undefined,
    search.getAll('meta'),
  );
  const { results } = await commit(project, undefined, () => [{ createIfNotExists: document }]);
  sendJson(response, 200, { document: results[0]?.document });
}

/** `GET /images/…`: the image, transformed as the URL requests. */
export async function serveImage(
  { projectId, dataset, assets, renditions }: Project,
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
  search: URLSearchParams,
): Promise<void> {
  const [, , project, set, name = ''] = pathname.split('/');
  const file = project === projectId && set === dataset ? await assets.fileOf(name) : undefined;
  if (!file || (request.method !== 'GET' && request.method !== 'HEAD')) {
    throw httpError(404, 'Not Found', 'Image not found');
  }
  const headers = {
    'cache-control': 'public, max-age=31536000, immutable',
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  };
  if (isTransformed(search)) {
    const automatic = automaticFormat(search, request.headers.accept);
    const { bytes, contentType } = await renditions.find(file, search, automatic);
    const varying = { ...headers, ...(search.has('auto') && { vary: 'accept' }) };
    response.writeHead(200, { ...varying, 'content-type': contentType, 'content-length': bytes.length });
    response.end(request.method === 'HEAD' ? undefined : bytes);
    return;
  }
  response.writeHead(200, { ...headers, 'content-type': contentTypeOf(name) });
  if (request.method === 'HEAD') response.end();
  else createReadStream(file).pipe(response);
}

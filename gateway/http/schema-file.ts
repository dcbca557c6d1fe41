import { createHash } from 'node:crypto';
import { type GraphQLSchema, printSchema } from 'graphql';
import { sendJson } from '#kit/process/http/json.ts';
import type { Handler } from '#kit/process/http/server.ts';
import { type Encoding, encode, encodingFor } from './compression.ts';
import { isKnown } from './etag.ts';
import { rejectWrites } from './files.ts';

/**
 * Serves the API schema as SDL with its descriptions, for code generators. It has a strong ETag (RFC 9110 §8.8.3) for
 * each encoding, and is updated with the supergraph. With introspection disabled it responds with 404. The type is
 * plain text, which browsers display: `application/graphql` is not a registered type.
 */
export function schemaFile(schema: () => GraphQLSchema, isOpen: boolean): Handler {
  let current: Printed | undefined;
  return async (request, response) => {
    if (rejectWrites(request, response)) return;
    if (!isOpen) return sendJson(response, 404, { status: 'not found' });
    if (current?.schema !== schema()) current = print(schema());
    const { text, hash, encoded } = current;
    const encoding = encodingFor(request, text.length);
    const tag = `"${hash}-${encoding}"`;
    response.appendHeader('vary', 'accept-encoding');
    response.setHeader('cache-control', 'public, no-cache');
    response.setHeader('etag', tag);
    if (isKnown(request, tag)) return void response.writeHead(304).end();
    encoded[encoding] ??= encode(text, encoding);
    const bytes = await encoded[encoding];
    if (encoding !== 'identity') response.setHeader('content-encoding', encoding);
    response.setHeader('content-type', 'text/plain; charset=utf-8');
    response.setHeader('content-length', bytes.length);
    response.end(bytes);
  };
}

interface Printed {
  schema: GraphQLSchema;
  text: Buffer;
  hash: string;
  encoded: Partial<Record<Encoding, Promise<Buffer>>>;
}

function print(schema: GraphQLSchema): Printed {
  const text = Buffer.from(`${printSchema(schema)}\n`);
  return { schema, text, hash: createHash('sha256').update(text).digest('base64url'), encoded: {} };
}

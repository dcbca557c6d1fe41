import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Encoding } from '#gateway/http/compression.ts';
import type { HeaderList } from '#gateway/http/response-head.ts';

export const acceptedEncodings = (): readonly Encoding[] => ['identity'];
export const encodingFor = (): Encoding => 'identity';
export const encode = async (body: Buffer): Promise<Buffer> => body;

/** Sends every response as it is. */
export async function sendEncoded(
  _: IncomingMessage,
  response: ServerResponse,
  { status, headers }: { status: number; headers: HeaderList },
  text: string,
): Promise<void> {
  response.writeHead(status, [...headers, 'content-length', String(Buffer.byteLength(text))]).end(text);
}

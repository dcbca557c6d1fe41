import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { Pool } from 'undici';
import type { Call } from './subgraphs.ts';

/**
 * What no gateway can be faster than: a server at PORT that sends the recorded calls of CALLS_FILE (`Call[][]`: waves, each of
 * which starts when the one before has ended) to SUBGRAPHS_URL for every request. MODE `json` parses every response and
 * serialises the recorded response of RESPONSE_FILE; MODE `concat` sends the bytes of the responses unread.
 */
const { PORT, SUBGRAPHS_URL = '', CALLS_FILE = '', RESPONSE_FILE = '', MODE } = process.env;
const waves: Call[][] = JSON.parse(await readFile(CALLS_FILE, 'utf8'));
const recorded: unknown = JSON.parse(await readFile(RESPONSE_FILE, 'utf8'));
const pool = new Pool(SUBGRAPHS_URL, { connections: 64, pipelining: 1 });
const headers = { 'content-type': 'application/json' };

createServer(async (request, response) => {
  request.resume();
  const parts: Buffer[] = [];
  for (const wave of waves) parts.push(...(await Promise.all(wave.map(send))));
  let body: Buffer | string;
  if (MODE === 'json') {
    for (const part of parts) JSON.parse(part.toString());
    body = JSON.stringify(recorded);
  } else {
    body = Buffer.concat(parts);
  }
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}).listen(Number(PORT), '127.0.0.1');

/** Sends one call and resolves to the bytes of its response. */
function send({ path, body }: Call): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pool.dispatch(
      { path, method: 'POST', headers, body },
      {
        onRequestStart: () => {},
        onResponseStart: () => {},
        onResponseData: (_, chunk) => void chunks.push(chunk),
        onResponseEnd: () => resolve(Buffer.concat(chunks)),
        onResponseError: (_, error) => reject(error),
      },
    );
  });
}

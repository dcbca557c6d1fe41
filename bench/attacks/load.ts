import { type Agent, request } from 'node:http';
import type { AttackRequest } from './attacks.ts';

/** The result of one request. */
export interface Reply {
  /** Milliseconds. */
  time: number;
  /** `200`, or the status and the code of the first error. */
  verdict: string;
  /** Whether the response has data and no error. */
  isWhole: boolean;
}

export interface Sender {
  url: string;
  agent: Agent;
  /** The client's address in `X-Forwarded-For`: the gateway trusts one proxy. */
  address: string;
}

/** The timeout of a request in milliseconds. */
const timeout = 15_000;

/** Sends one operation. Never rejects. */
export async function send(
  { url, agent, address }: Sender,
  { query, variables, headers = {} }: AttackRequest,
): Promise<Reply> {
  const began = performance.now();
  const own = { 'content-type': 'application/json', 'x-forwarded-for': address, ...headers };
  const { status, body } = await new Promise<{ status: number; body: string }>((resolve) => {
    const failed = (error: Error) => resolve({ status: 0, body: error.message });
    const sent = request(url, { method: 'POST', agent, headers: own, timeout: timeout }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      response.on('error', failed);
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer')));
    sent.on('error', failed);
    sent.end(JSON.stringify({ query, variables }));
  });
  const time = performance.now() - began;
  // Only the start of large responses is parsed. Otherwise the load generator would be the bottleneck.
  const code = /"code":"(\w+)"/.exec(body.slice(0, 20_000))?.[1];
  const isWhole = status === 200 && code === undefined && body.includes('"data"');
  return { time, verdict: [status || body, code].filter(Boolean).join(' '), isWhole };
}

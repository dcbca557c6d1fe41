import { isTimeout } from '#kit/graph/errors.ts';
import { networkOf } from '#kit/process/http/network.ts';
import type { GatewayContext } from '../context.ts';
import type { Outcome } from './breaker.ts';

/** Points of cost above which an operation may take too long by itself. */
const expensive = 1_000;

/** What the gateway waited for, and for whom. */
interface Circumstances {
  client: Pick<GatewayContext, 'signal' | 'cost'>;
  /** Whether less time was left than a fetch usually has. */
  isHurried: boolean;
}

/**
 * What a failed fetch says of its subgraph. Uncounted: the client has left, gave it little time, or asked for so much that
 * it took too long or became too large.
 */
export function outcomeOf(error: unknown, { client, isHurried }: Circumstances): Outcome {
  if (client.signal.aborted || isTooLarge(error)) return 'uncounted';
  if (isUnreachable(error)) return 'unreachable';
  const isClients = isHurried || (client.cost?.total ?? 0) > expensive;
  return isTimeout(error) && isClients ? 'uncounted' : 'failed';
}

/** Whether an answer had more bytes than are read. */
export function isTooLarge(error: unknown): boolean {
  return codesOf(error).includes('UND_ERR_RES_EXCEEDED_MAX_SIZE');
}

/** Whose failures count as one client's: a partner's, or those from one network. */
export function clientKey({ viewer, client }: Pick<GatewayContext, 'viewer' | 'client'>): string {
  return viewer.kind === 'PARTNER' ? viewer.id : networkOf(client.address);
}

/** Codes of system calls, of the resolver and of undici for connections that fail or break. */
const broken = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_SOCKET'],
]);

function isUnreachable(error: unknown): boolean {
  return codesOf(error).some((code) => broken.has(code));
}

/** The codes of an error and of all its causes. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let link = error as Link; link; link = link.cause as Link) if (link.code) codes.push(String(link.code));
  return codes;
}

type Link = { code?: unknown; cause?: unknown } | null | undefined;

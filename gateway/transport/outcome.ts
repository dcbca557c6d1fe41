import { isTimeout } from '#kit/graph/errors.ts';
import { networkOf } from '#kit/process/http/network.ts';
import type { GatewayContext } from '../context.ts';
import type { Outcome } from './breaker.ts';

/** The cost in points above which a timeout may be caused by the operation itself. */
const expensive = 1_000;

/** The circumstances of a failed fetch. */
interface Circumstances {
  client: Pick<GatewayContext, 'cost'> & { signal: Pick<AbortSignal, 'aborted'> };
  /** Whether the request's deadline left less time than the usual timeout of a fetch. */
  isHurried: boolean;
}

/**
 * The outcome of a failed fetch for the circuit breaker. Uncounted: the client disconnected, the fetch had less time
 * than usual, or the operation was so expensive that it timed out or exceeded the response limit.
 */
export function outcomeOf(error: unknown, { client, isHurried }: Circumstances): Outcome {
  if (client.signal.aborted || isTooLarge(error)) return 'uncounted';
  if (isUnreachable(error)) return 'unreachable';
  const isCausedByClient = isHurried || (client.cost?.total ?? 0) > expensive;
  return isTimeout(error) && isCausedByClient ? 'uncounted' : 'failed';
}

/** Whether a response exceeded the size limit. */
export function isTooLarge(error: unknown): boolean {
  return codesOf(error).includes('UND_ERR_RES_EXCEEDED_MAX_SIZE');
}

/** The key by which the circuit breaker counts clients: the partner, or the network. */
export function clientKey({ viewer, client }: Pick<GatewayContext, 'viewer' | 'client'>): string {
  return viewer.kind === 'PARTNER' ? viewer.id : networkOf(client.address);
}

/** The codes of connections that fail or break: of system calls, DNS and undici. */
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

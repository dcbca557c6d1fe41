import { isCacheable } from './cacheable.ts';
import { cachedAnswer } from './cached-answer.ts';
import { writeCookie } from './cookies.ts';
import type { Environment } from './environment.ts';
import { failUnreachable } from './failures.ts';
import { limitBody, refuse, tooLarge } from './limits.ts';
import { chooseMarket } from './market-choice.ts';
import { readMarkets } from './markets.ts';
import { originHeaders, passThrough } from './origin-request.ts';
import { purge } from './purges.ts';
import { bucketCookie, visitorOf } from './visitor.ts';

export { PurgeLog } from './purge-log.ts';

type VisitorRequest = Request<unknown, IncomingRequestCfProperties>;

/**
 * The edge in front of the gateway: adds the signed context of the visitor to every request, answers public GETs from the
 * cache, and streams everything else through.
 */
export default {
  fetch: async (request: VisitorRequest, env: Environment, context: ExecutionContext): Promise<Response> => {
    const refusal = refuse(request, env);
    if (refusal) return refusal;
    const { pathname } = new URL(request.url);
    if (pathname === '/edge/purge') return purge(bounded(request, env), env);
    const markets = await readMarkets(env, context);
    const visitor = visitorOf(request, markets);
    if (pathname === '/edge/market') return chooseMarket(bounded(request, env), visitor, markets);
    const headers = await originHeaders(request, visitor, env);
    const response = isCacheable(request)
      ? await cachedAnswer({ request, visitor, headers }, env, context)
      : await passThrough(request, headers, env).catch(failUnreachable);
    if (response === 'too large') return tooLarge(env);
    if (!visitor.isBucketNew) return response;
    const answer = new Response(response.body, response);
    answer.headers.append('set-cookie', writeCookie(bucketCookie, String(visitor.bucket), isSecure(request)));
    return answer;
  },
} satisfies ExportedHandler<Environment>;

/** A request whose body cannot fill the memory of the isolate. */
function bounded(request: VisitorRequest, env: Environment): Request {
  return new Request(request, { body: limitBody(request, env).body });
}

function isSecure({ url }: Request): boolean {
  return url.startsWith('https:');
}

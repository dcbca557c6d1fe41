import { writeCookie } from './cookies.ts';
import { fail } from './failures.ts';
import type { Markets } from './markets.ts';
import { marketCookie, type Visitor } from './visitor.ts';

/**
 * `GET /edge/market`: the market that the edge uses for the visitor. `POST /edge/market` with the form field or JSON
 * property `country`: the visitor chooses the market of a country, and with an empty one that of the address again.
 */
export async function chooseMarket(
  request: Request,
  visitor: Visitor,
  markets: Markets | undefined,
): Promise<Response> {
  if (request.method === 'GET') return answer(visitor);
  if (request.method !== 'POST')
    return fail(405, 'BAD_REQUEST', 'The method must be GET or POST.', { allow: 'GET, POST' });
  // Against pages of other sites that change the visitor's market.
  if (request.headers.get('sec-fetch-site') === 'cross-site') {
    return fail(403, 'FORBIDDEN', 'Pages of another site cannot choose the market.');
  }
  if (!markets)
    return fail(503, 'GATEWAY_UNAVAILABLE', 'The markets are unavailable. Try again.', { 'retry-after': '2' });
  const country = (await countryIn(request))?.trim().toUpperCase();
  const isSecure = new URL(request.url).protocol === 'https:';
  if (country === '') return answer({}, writeCookie(marketCookie, undefined, isSecure));
  if (country === undefined || !markets.has(country)) {
    return fail(
      400,
      'BAD_USER_INPUT',
      `The country must be one of ${[...markets.keys()].sort().join(', ')}; or empty.`,
    );
  }
  const chosen = { country, currency: markets.get(country) as string, isChosen: true };
  return answer(chosen, writeCookie(marketCookie, country, isSecure));
}

function answer({ country, currency, language, isChosen }: Partial<Visitor>, cookie?: string): Response {
  const body = {
    country: country ?? null,
    currency: currency ?? null,
    language: language ?? null,
    isChosen: isChosen ?? false,
  };
  return Response.json(body, {
    headers: { 'cache-control': 'no-store', ...(cookie && { 'set-cookie': cookie }) },
  });
}

/** The country in a body of at most 1,000 characters; undefined for any other body. */
async function countryIn(request: Request): Promise<string | undefined> {
  const text = await request.text();
  if (text.length > 1_000) return undefined;
  const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded');
  if (isForm) return new URLSearchParams(text).get('country') ?? undefined;
  try {
    const { country } = JSON.parse(text) as { country?: unknown };
    return typeof country === 'string' ? country : undefined;
  } catch {
    return undefined;
  }
}

import { writeCookie } from './cookies.ts';
import { fail } from './failures.ts';
import { acceptedLanguage, languages } from './languages.ts';
import type { Markets } from './markets.ts';
import { languageCookie, marketCookie, type Visitor } from './visitor.ts';

/**
 * `GET /edge/market`: the market and the language that the edge uses for the visitor. `POST /edge/market` with the form field
 * or JSON property `country`: the visitor chooses the market of a country, and with an empty one that of the address again.
 * With `language`, instead or as well: the visitor chooses a language, and with an empty one that of the browser again.
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
  const { country, language } = await choiceIn(request);
  if (country === undefined ? language === undefined : country && !markets.has(country)) {
    return refuse(`The country must be one of ${[...markets.keys()].sort().join(', ')}; or empty.`);
  }
  if (language && !languages.includes(language)) {
    return refuse(`The language must be one of ${languages.join(', ')}; or empty.`);
  }
  const isSecure = new URL(request.url).protocol === 'https:';
  return answer(
    { ...visitorAfter(visitor, country, markets), language: languageAfter(request, visitor, language) },
    ...(country === undefined ? [] : [writeCookie(marketCookie, country || undefined, isSecure)]),
    ...(language === undefined ? [] : [writeCookie(languageCookie, language || undefined, isSecure)]),
  );
}

/** What is known of the market after a choice; that of the address is not known here. */
function visitorAfter(visitor: Visitor, country: string | undefined, markets: Markets): Partial<Visitor> {
  if (country === undefined) return visitor;
  const currency = markets.get(country);
  return currency ? { country, currency, isChosen: true } : {};
}

function languageAfter({ headers }: Request, { language }: Visitor, chosen: string | undefined): string {
  if (chosen === undefined) return language;
  return chosen || acceptedLanguage(headers.get('accept-language'));
}

function refuse(message: string): Response {
  return fail(400, 'BAD_USER_INPUT', message);
}

function answer({ country, currency, language, isChosen }: Partial<Visitor>, ...cookies: string[]): Response {
  const body = {
    country: country ?? null,
    currency: currency ?? null,
    language: language ?? null,
    isChosen: isChosen ?? false,
  };
  const headers = new Headers({ 'cache-control': 'no-store' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return Response.json(body, { headers });
}

/** What a visitor chooses, upper case. */
interface Choice {
  country?: string | undefined;
  language?: string | undefined;
}

/** The choice in a body of at most 1,000 characters; nothing for any other body. */
async function choiceIn(request: Request): Promise<Choice> {
  const text = await request.text();
  if (text.length > 1_000) return {};
  const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded');
  const fields = isForm ? Object.fromEntries(new URLSearchParams(text)) : parse(text);
  return { country: codeIn(fields.country), language: codeIn(fields.language) };
}

function codeIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim().toUpperCase() : undefined;
}

function parse(text: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

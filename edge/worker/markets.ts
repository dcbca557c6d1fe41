import type { Environment } from './environment.ts';

/** The currency of every country that AXIOM sells to, by ISO 3166-1 alpha-2 code. */
export type Markets = ReadonlyMap<string, string>;

/** How long this isolate uses the markets before it reads them again, in milliseconds. */
const lifetime = 60_000;

/** How long it waits for them, and how soon it tries again after a failure, in milliseconds. */
const patience = 2_000;

const query = '{ localization { availableRegions { currencyCode countries { code } } } }';

let known: Markets | undefined;
let readAgainAt = 0;

/**
 * The markets, which the gateway lists: they are configured in one place. Only the first request of an isolate waits for
 * them. While the gateway cannot be reached, the markets that were read last are used; if there are none, undefined.
 */
export async function readMarkets(env: Environment, context: ExecutionContext): Promise<Markets | undefined> {
  const now = Date.now();
  if (now < readAgainAt) return known;
  // Other requests continue with the known markets.
  readAgainAt = now + patience;
  const reading = read(env).then(
    (markets) => {
      known = markets;
      readAgainAt = now + lifetime;
    },
    (error) => console.warn(JSON.stringify({ event: 'markets_unavailable', error: String(error) })),
  );
  if (known) context.waitUntil(reading);
  else await reading;
  return known;
}

async function read({ ORIGIN }: Environment): Promise<Markets> {
  const response = await fetch(`${ORIGIN}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query }),
    signal: AbortSignal.timeout(patience),
  });
  const { data } = (await response.json()) as { data?: { localization?: { availableRegions: Region[] } } };
  if (!data?.localization) throw new Error(`The gateway answered ${response.status} without markets.`);
  return new Map(
    data.localization.availableRegions.flatMap(({ currencyCode, countries }) =>
      countries.map(({ code }) => [code, currencyCode] as const),
    ),
  );
}

interface Region {
  currencyCode: string;
  countries: { code: string }[];
}

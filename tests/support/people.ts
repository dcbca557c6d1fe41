import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { keys } from '#kit/graph/session.ts';
import { execute, type GraphResponse, gatewayUrl, installationEnv } from './graph.ts';
import { createAuthenticator } from './passkeys/software-authenticator.ts';

/**
 * The viewers of a story. `stale` is an elite customer whose authentication time can be moved to the past: see
 * `ageSession`.
 */
export type Person = 'anonymous' | 'elite' | 'stale' | 'curator' | 'partner' | 'supplierPartner';

export type People = Record<Person, SignedIn>;

/** A signed-in viewer. */
export interface SignedIn {
  /** The headers of their requests. */
  headers: Record<string, string>;
  session?: string;
}

/**
 * Signs in all viewers through the graph: customers with passkeys, the curator with a password, partners with a new key
 * each.
 */
export async function people(): Promise<People> {
  const curator = await signInCurator();
  return {
    anonymous: { headers: {} },
    elite: await registerElite('Elite'),
    stale: await registerElite('Stale'),
    curator,
    partner: await makePartner(curator, 'carbon:read'),
    supplierPartner: await makePartner(curator, 'suppliers:read'),
  };
}

/**
 * Retries a throttled request after the time in the response: each story signs in, and the sign-ins per minute are
 * limited. Returns the refusal after two minutes; throws when the response has no time.
 */
async function executeWhenAllowed(...request: Parameters<typeof execute>): Promise<GraphResponse> {
  for (const deadline = Date.now() + 120_000; ; ) {
    const answer = await execute(...request);
    const { code, retryAfterMs } = answer.errors?.[0]?.extensions ?? {};
    if (code !== 'THROTTLED' || Date.now() > deadline) return answer;
    if (!(Number(retryAfterMs) > 0)) throw new Error(`THROTTLED without a time: ${JSON.stringify(answer.errors)}`);
    await sleep(Number(retryAfterMs));
  }
}

/** Registers an elite customer with a passkey of a software authenticator. */
export async function registerElite(displayName: string): Promise<SignedIn> {
  const origin = installationEnv().RP_ORIGINS?.split(',')[0] as string;
  const authenticator = createAuthenticator(origin);
  const begun = await executeWhenAllowed(
    'mutation ($name: String) { passkeyRegistrationBegin(input: { displayName: $name }) { options userErrors { code } } }',
    { name: displayName },
    { origin },
  );
  const response = authenticator.create(begun.data.passkeyRegistrationBegin.options);
  const finished = await executeWhenAllowed(
    `mutation ($response: JSONObject!) { passkeyRegistrationFinish(input: { response: $response, transport: BEARER }) {
      grant { token session { id } } userErrors { code message } } }`,
    { response },
    { origin },
  );
  return known(finished, 'passkeyRegistrationFinish');
}

/** Signs in a curator, by default that of the seed. */
export async function signInCurator(
  credentials: { email: string; password: string | undefined } = {
    email: 'curator@axiom.example',
    password: installationEnv().MEDUSA_CURATOR_PASSWORD,
  },
): Promise<SignedIn> {
  const signedIn = await executeWhenAllowed(
    `mutation ($email: String!, $password: String!) { curatorSignIn(input: { email: $email, password: $password,
      transport: BEARER }) { grant { token session { id } } userErrors { code } } }`,
    credentials,
  );
  return known(signedIn, 'curatorSignIn');
}

/** Creates a partner brand with a key for one scope. */
export async function makePartner(curator: SignedIn, scope: string): Promise<SignedIn> {
  const name = `Partner for ${scope} ${Math.random()}`;
  const created = await execute(
    'mutation ($name: String!) { partnerCreate(input: { name: $name }) { partner { id } } }',
    { name },
    curator.headers,
  );
  const partnerId = created.data.partnerCreate.partner.id;
  const made = await execute(
    `mutation ($input: PartnerKeyCreateInput!) { partnerKeyCreate(input: $input) { secret key { id } userErrors { code } } }`,
    { input: { partnerId, name: 'story', scopes: [scope] } },
    curator.headers,
  );
  const { secret, key } = made.data.partnerKeyCreate;
  return { headers: { authorization: `Bearer ${secret}` }, session: key.id };
}

/** Moves the authentication time of a customer's or curator's session this many seconds to the past. */
export async function ageSession({ session = '' }: SignedIn, seconds: number): Promise<void> {
  const redis = new Redis(installationEnv().REDIS_URL as string);
  try {
    for (const key of [keys.customer(session), keys.curator(session)]) {
      const record = await redis.get(key);
      const authTime = Math.floor(Date.now() / 1_000) - seconds;
      if (record) await redis.set(key, JSON.stringify({ ...JSON.parse(record), authTime }), 'KEEPTTL');
    }
  } finally {
    redis.disconnect();
  }
}

function known({ data, errors }: GraphResponse, mutation: string): SignedIn {
  const { grant, userErrors } = data?.[mutation] ?? {};
  if (!grant) throw new Error(`${mutation} at ${gatewayUrl()}: ${JSON.stringify({ errors, userErrors })}`);
  return { headers: { authorization: `Bearer ${grant.token}` }, session: grant.session.id };
}

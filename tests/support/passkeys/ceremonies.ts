import type { ForwardedContext } from '#kit/graph/request-token.ts';
import { CustomerSession, keys } from '#kit/graph/session.ts';
import type { SignedIn } from '#kit/graph/viewer.ts';
import type { GraphResponse } from '../graph.ts';
import { origin, type TestIdentity } from '../subgraphs/identity.ts';
import { createAuthenticator, type Deviation } from './software-authenticator.ts';

export type Authenticator = ReturnType<typeof createAuthenticator>;

/** The viewer of a ceremony, the authenticator, and deviations from the protocol. */
export interface Attempt {
  authenticator?: Authenticator;
  deviation?: Deviation;
  forwarded?: Partial<ForwardedContext>;
  name?: string;
}

const sessionFields = 'id isCurrent createdAt authenticatedAt methods lastSeenAt expiresAt device countryCode';

export const beginRegistration = 'mutation { passkeyRegistrationBegin { options userErrors { field code message } } }';
export const finishRegistration = `mutation ($response: JSONObject!, $name: String) {
  passkeyRegistrationFinish(input: { response: $response, name: $name, transport: BEARER }) {
    passkey { id name createdAt lastUsedAt isSynced isBackedUp transports }
    grant { token session { ${sessionFields} } } userErrors { field code message } } }`;
export const beginSignIn = 'mutation { passkeySignInBegin { options } }';
export const finishSignIn = `mutation ($response: JSONObject!) {
  passkeySignInFinish(input: { response: $response, transport: BEARER }) {
    grant { token session { ${sessionFields} } } userErrors { field code message } } }`;

/** The options for a registration. */
export async function registrationOptions(identity: TestIdentity, forwarded: Partial<ForwardedContext> = {}) {
  return (await begun(identity, beginRegistration, forwarded)).passkeyRegistrationBegin.options;
}

/** The options for a sign-in. */
export async function signInOptions(identity: TestIdentity, forwarded: Partial<ForwardedContext> = {}) {
  return (await begun(identity, beginSignIn, forwarded)).passkeySignInBegin.options;
}

/** The response of identity to the first step of a ceremony; rejects with its errors when there is none. */
async function begun(identity: TestIdentity, mutation: string, forwarded: Partial<ForwardedContext>) {
  const { data, errors } = await identity.execute(mutation, {}, forwarded);
  if (!data) throw new Error(JSON.stringify(errors));
  return data;
}

/** Registers a passkey with both steps. */
export async function register(identity: TestIdentity, attempt: Attempt = {}): Promise<GraphResponse> {
  const { authenticator = createAuthenticator(origin), deviation, forwarded, name } = attempt;
  const response = authenticator.create(await registrationOptions(identity, forwarded), deviation);
  return identity.execute(finishRegistration, { response, name }, forwarded);
}

/** Signs in with both steps. */
export async function signIn(
  identity: TestIdentity,
  { authenticator, deviation, forwarded }: Attempt & { authenticator: Authenticator },
): Promise<GraphResponse> {
  const response = authenticator.get(await signInOptions(identity, forwarded), deviation);
  return identity.execute(finishSignIn, { response }, forwarded);
}

/** A customer who has just registered. */
export interface Customer {
  authenticator: Authenticator;
  viewer: SignedIn;
  account: string;
  /** The id of the passkey. */
  passkey: string;
}

/** Registers a new customer with a passkey. */
export async function newCustomer(identity: TestIdentity): Promise<Customer> {
  const authenticator = createAuthenticator(origin);
  const { data } = await register(identity, { authenticator });
  const { passkey, grant } = data.passkeyRegistrationFinish;
  const viewer = await viewerOf(identity, grant.session.id);
  return { authenticator, viewer, account: viewer.account as string, passkey: passkey.id };
}

/** The viewer of a session, as the gateway determines it. */
export async function viewerOf({ redis }: TestIdentity, session: string): Promise<SignedIn> {
  const text = await redis.get(keys.customer(session));
  const { kind, customer, scopes, authTime, account } = CustomerSession.parse(JSON.parse(text ?? 'null'));
  return { kind, id: customer, scopes, session, authTime, account };
}

/** The number of stored objects of each kind, which a refusal must not change. */
export async function countObjects({ sql, redis, register }: TestIdentity): Promise<Record<string, number>> {
  const [rows] = await sql<[Record<string, number>]>`
    select
      (select count(*)::int from account) as accounts,
      (select count(*)::int from credential) as credentials,
      (select count(*)::int from recovery_code where used_at is null) as codes`;
  return { ...rows, customers: register.customers.size, sessions: (await redis.keys('session:*')).length };
}

import type { ForwardedContext } from '#kit/graph/request-token.ts';
import { CustomerSession, keys } from '#kit/graph/session.ts';
import type { SignedIn } from '#kit/graph/viewer.ts';
import type { GraphResponse } from '../graph.ts';
import { origin, type TestIdentity } from '../subgraphs/identity.ts';
import { createAuthenticator, type Deviation } from './software-authenticator.ts';

export type Authenticator = ReturnType<typeof createAuthenticator>;

/** Whoever signs in, with what, and how it goes otherwise than it should. */
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

/** Options to register with. */
export async function registrationOptions(identity: TestIdentity, forwarded: Partial<ForwardedContext> = {}) {
  return (await begun(identity, beginRegistration, forwarded)).passkeyRegistrationBegin.options;
}

/** Options to sign in with. */
export async function signInOptions(identity: TestIdentity, forwarded: Partial<ForwardedContext> = {}) {
  return (await begun(identity, beginSignIn, forwarded)).passkeySignInBegin.options;
}

/** What identity answers to the first half of a ceremony; rejects with its errors where there is nothing. */
async function begun(identity: TestIdentity, mutation: string, forwarded: Partial<ForwardedContext>) {
  const { data, errors } = await identity.execute(mutation, {}, forwarded);
  if (!data) throw new Error(JSON.stringify(errors));
  return data;
}

/** Registers a passkey from beginning to end. */
export async function register(identity: TestIdentity, attempt: Attempt = {}): Promise<GraphResponse> {
  const { authenticator = createAuthenticator(origin), deviation, forwarded, name } = attempt;
  const response = authenticator.create(await registrationOptions(identity, forwarded), deviation);
  return identity.execute(finishRegistration, { response, name }, forwarded);
}

/** Signs in from beginning to end. */
export async function signIn(
  identity: TestIdentity,
  { authenticator, deviation, forwarded }: Attempt & { authenticator: Authenticator },
): Promise<GraphResponse> {
  const response = authenticator.get(await signInOptions(identity, forwarded), deviation);
  return identity.execute(finishSignIn, { response }, forwarded);
}

/** Somebody who has just registered. */
export interface Customer {
  authenticator: Authenticator;
  viewer: SignedIn;
  account: string;
  /** The id of the passkey. */
  passkey: string;
}

/** Registers somebody new with a passkey of their own. */
export async function newCustomer(identity: TestIdentity): Promise<Customer> {
  const authenticator = createAuthenticator(origin);
  const { data } = await register(identity, { authenticator });
  const { passkey, grant } = data.passkeyRegistrationFinish;
  const viewer = await viewerOf(identity, grant.session.id);
  return { authenticator, viewer, account: viewer.account as string, passkey: passkey.id };
}

/** Who asks with a session, as the gateway finds out. */
export async function viewerOf({ redis }: TestIdentity, session: string): Promise<SignedIn> {
  const text = await redis.get(keys.customer(session));
  const { kind, customer, scopes, authTime, account } = CustomerSession.parse(JSON.parse(text ?? 'null'));
  return { kind, id: customer, scopes, session, authTime, account };
}

/** How much of everything there is: what a refusal must leave as it is. */
export async function census({ sql, redis, register }: TestIdentity): Promise<Record<string, number>> {
  const [rows] = await sql<[Record<string, number>]>`
    select
      (select count(*)::int from account) as accounts,
      (select count(*)::int from credential) as credentials,
      (select count(*)::int from recovery_code where used_at is null) as codes`;
  return { ...rows, customers: register.customers.size, sessions: (await redis.keys('session:*')).length };
}

import { refusalOf } from '#kit/graph/access.ts';
import { graphError } from '#kit/graph/errors.ts';
import type { SignedIn } from '#kit/graph/viewer.ts';
import type { Context } from '../context.ts';
import { ownScope } from '../curators/scopes.ts';
import type { Owner } from './sessions.ts';

/** A customer as far as identity knows them; commerce has the rest. */
export interface CustomerReference {
  id: string;
}

/**
 * The customer or curator who asks; undefined for an anonymous viewer. Throws for anyone else who has no passkeys, for
 * viewers whose session could not be checked, and STEP_UP_REQUIRED for those whose proof of who they are is more than
 * `maxAge` seconds old.
 */
export function ownerAsking({ request: { viewer } }: Context, maxAge?: number): SignedIn | undefined {
  if (viewer.kind === 'ANONYMOUS' && !viewer.unchecked) return undefined;
  const refusal = refusalOf(
    { authenticated: true, scopes: [[['account'], [ownScope]]], ...(maxAge && { maxAge }) },
    viewer,
  );
  if (refusal) throw refusal;
  return viewer as SignedIn;
}

/** The account of the customer or curator who asks. Throws FORBIDDEN for those who have none. */
export function accountOf({ request: { viewer } }: Context): string {
  const account = viewer.kind === 'ANONYMOUS' ? undefined : viewer.account;
  if (account === undefined) throw graphError('FORBIDDEN', 'Only customers and curators have an account.');
  return account;
}

/** The account and the customer of the viewer. Throws FORBIDDEN for those who have no account. */
export function ownerOf(context: Context): Owner {
  const { viewer } = context.request;
  return { account: accountOf(context), customer: viewer.kind === 'ANONYMOUS' ? '' : viewer.id };
}

/** Has the browser forget the session that asks, which is over. */
export function forgetCookie({ request: { viewer, cookies } }: Context): void {
  cookies.push({ kind: viewer.kind === 'CURATOR' ? 'CURATOR' : 'CUSTOMER', token: null, maxAge: 0 });
}

import type { CuratorCreateInput } from '#generated/identity.ts';
import { readEmail } from '#kit/graph/email.ts';
import type { Context } from '../context.ts';
import { type Fault, fault, noAddress } from '../faults.ts';
import type { Curator } from './curators.ts';
import { grantableScopes, unknownScopeIn } from './scopes.ts';

/** A curator, and a password that is shown once. */
interface CuratorWithPassword {
  curator: Curator;
  password: string;
}

/** Adds a curator, in the name of the curator who asks. */
export async function createCurator(
  context: Context,
  { email, scopes }: CuratorCreateInput,
): Promise<CuratorWithPassword | Fault> {
  const address = readEmail(email);
  if (address === undefined) return noAddress();
  const wrong = faultInScopes(scopes, ['input', 'scopes']);
  return wrong ?? context.curators.create(address, scopes, askerOf(context));
}

/** Replaces the scopes of a curator, in the name of the curator who asks. */
export async function updateScopes(context: Context, id: string, scopes: string[]): Promise<Curator | Fault> {
  return faultInScopes(scopes, ['scopes']) ?? context.curators.setScopes(id, scopes, askerOf(context));
}

/** Gives another curator a new password; deletes their passkeys and ends their sessions. */
export async function resetCurator(context: Context, id: string): Promise<CuratorWithPassword | Fault> {
  if (id === askerOf(context)) return fault('INVALID', 'Change your own password with the present one.', ['id']);
  return context.curators.reset(id);
}

function faultInScopes(scopes: readonly string[], field: string[]): Fault | undefined {
  const wrong = unknownScopeIn(scopes);
  if (wrong < 0) return undefined;
  return fault('INVALID', `The scopes of curators are ${grantableScopes.join(', ')}.`, [...field, String(wrong)]);
}

function askerOf({ request: { viewer } }: Context): string | null {
  return viewer.kind === 'CURATOR' ? viewer.id : null;
}

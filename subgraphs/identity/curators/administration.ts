import type { CuratorCreateInput } from '#generated/identity.ts';
import { readEmail } from '#kit/graph/email.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import { type IdentityRefusal, type IdentityResult, invalidEmail, refuse } from '../results.ts';
import type { Curator, CuratorStore } from './curators.ts';
import { grantableScopes, unknownScopeIn } from './scopes.ts';

/** The services for administering curators. */
interface AdministrationServices {
  curators: CuratorStore;
  request: SubgraphRequest;
}

/** A curator with a new password, which is returned only once. */
interface CuratorWithPassword {
  curator: Curator;
  password: string;
}

/** Creates a curator, on behalf of the curator who is the viewer. */
export async function createCurator(
  { curators, request }: AdministrationServices,
  { email, scopes }: CuratorCreateInput,
): Promise<IdentityResult<CuratorWithPassword>> {
  const address = readEmail(email);
  if (address === undefined) return invalidEmail();
  const refusal = refuseUnknownScope(scopes, ['input', 'scopes']);
  return refusal ?? curators.create(address, scopes, curatorIdOf(request.viewer));
}

/** Replaces the scopes of a curator, on behalf of the curator who is the viewer. */
export async function updateScopes(
  { curators, request }: AdministrationServices,
  id: string,
  scopes: string[],
): Promise<IdentityResult<Curator>> {
  return refuseUnknownScope(scopes, ['scopes']) ?? curators.setScopes(id, scopes, curatorIdOf(request.viewer));
}

/** Sets a new random password for another curator, deletes their passkeys and ends their sessions. */
export async function resetCurator(
  { curators, request }: AdministrationServices,
  id: string,
): Promise<IdentityResult<CuratorWithPassword>> {
  if (id === curatorIdOf(request.viewer)) {
    return refuse('INVALID', 'ownReset', ['id']);
  }
  return curators.reset(id);
}

function refuseUnknownScope(scopes: readonly string[], field: string[]): IdentityRefusal | undefined {
  const refusal = unknownScopeIn(scopes);
  if (refusal < 0) return undefined;
  return refuse('INVALID', ['curatorScopesInvalid', { scopes: [...grantableScopes] }], [...field, String(refusal)]);
}

function curatorIdOf(viewer: Viewer): string | null {
  return viewer.kind === 'CURATOR' ? viewer.id : null;
}

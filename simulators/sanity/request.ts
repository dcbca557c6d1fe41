import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access, Tokens } from './access.ts';
import { mutationError } from './errors.ts';
import type { Assets } from './images/assets.ts';
import type { Renditions } from './images/renditions.ts';
import type { Lake, PendingTransaction } from './lake/lake.ts';
import { type MutationResult, mutate, type WireMutation } from './lake/mutate.ts';
import type { Views } from './lake/view.ts';

/** The simulated project with its one dataset. */
export interface Project {
  projectId: string;
  dataset: string;
  tokens: Tokens;
  lake: Lake;
  assets: Assets;
  renditions: Renditions;
}

/** One request to an endpoint. */
export interface ApiRequest {
  project: Project;
  views: Views;
  request: IncomingMessage;
  response: ServerResponse;
  access: Access;
  /** The API version of the path, such as `2025-02-19`. */
  version: string;
  search: URLSearchParams;
  /** The path after the dataset, decoded. */
  rest: string;
}

/** Commits the mutations of `make` as one transaction. Rejects with the SanityError of the first invalid one, without any change. */
export function commit(
  { lake }: Project,
  id: string | undefined,
  make: (transaction: PendingTransaction) => Iterable<WireMutation>,
): Promise<{ id: string; results: MutationResult[] }> {
  return lake.commit(id, (transaction) => ({
    id: transaction.id,
    results: mutate(transaction, make(transaction)),
  }));
}

/** Throws a SanityError (403) that names the missing permission when the client may not write. */
export function requireWrite({ mayWrite }: Access, mutation: WireMutation | undefined): void {
  if (mayWrite) return;
  const permission = mutation?.patch ? 'update' : mutation?.delete ? 'delete' : 'create';
  const description = `Insufficient permissions; permission "${permission}" required`;
  throw mutationError(403, 0, { type: 'insufficientPermissionsError', permission, description });
}

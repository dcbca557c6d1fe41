import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access, Tokens } from './access.ts';
import type { Assets } from './assets.ts';
import { mutationRefusal } from './errors.ts';
import type { Draft, Lake } from './lake.ts';
import { type MutationResult, mutate, type WireMutation } from './mutate.ts';
import { type QueryContext, runQuery } from './query.ts';
import { type Views, viewOver } from './view.ts';

/** What requests are answered from. */
export interface House {
  projectId: string;
  dataset: string;
  tokens: Tokens;
  lake: Lake;
  assets: Assets;
  /** Aborted when the lake is about to close. */
  closing: AbortSignal;
}

/** One request as an endpoint sees it. */
export interface Call {
  house: House;
  views: Views;
  request: IncomingMessage;
  response: ServerResponse;
  access: Access;
  /** The API version of the path: `2025-02-19`. */
  version: string;
  search: URLSearchParams;
  /** What the path names after the dataset. */
  rest: string;
}

/**
 * Commits the mutations that `make` reads off the draft as one transaction, or only tries them with `dryRun`. Rejects with the Refusal of the first that cannot be done; nothing is changed then.
 */
export async function commit(
  { house, access, search }: Call,
  options: { id?: string; dryRun?: boolean },
  make: (draft: Draft) => Iterable<WireMutation>,
): Promise<{ id: string; results: MutationResult[] }> {
  return house.lake.commit(options, async (draft) => ({
    id: draft.id,
    results: await mutate(draft, make(draft), {
      autoGenerateArrayKeys: search.get('autoGenerateArrayKeys') === 'true',
      select: async (at, groq, params) => {
        const found = await runQuery(viewOver(at.documents()), groq, params, contextOf(house, access));
        return (Array.isArray(found) ? found : []).flatMap((document) => document?._id ?? []);
      },
    }),
  }));
}

/** What a query of this request may ask about its surroundings. */
export function contextOf({ projectId, dataset }: House, { identity }: Access): QueryContext {
  return { identity, projectId, dataset };
}

/** Throws a Refusal (403) that names the missing permission when the caller may not write. */
export function requireWrite({ mayWrite }: Access, mutation: WireMutation | undefined): void {
  if (mayWrite) return;
  const permission = mutation?.patch ? 'update' : mutation?.delete ? 'delete' : 'create';
  const description = `Insufficient permissions; permission "${permission}" required`;
  throw mutationRefusal(403, 0, { type: 'insufficientPermissionsError', permission, description });
}

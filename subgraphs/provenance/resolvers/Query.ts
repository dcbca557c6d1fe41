import type { MaterialFilter as Filter, QueryResolvers } from '#generated/provenance.ts';
import { keyConnection, readKeyPage } from '#kit/graph/connection.ts';
import { badInput } from '#kit/graph/errors.ts';
import { readFeedArguments, waitForChanges } from '#kit/graph/server/change-feed.ts';
import { changesAfter } from '../ledger/changes.ts';
import type { MaterialFilter } from '../ledger/records.ts';

export const Query: Required<QueryResolvers> = {
  material: (_, { id }, { loaders }) => loaders.material.load(id),
  materials: async (_, { filter, ...args }, { ledger }) => {
    const page = readKeyPage(['Query.materials', filter], args, ['text', 'text']);
    const { rows, total } = await ledger.materialList(readFilter(filter ?? {}), page);
    return keyConnection(rows, page, total, ({ name, id }) => [name, id]);
  },
  provenanceChanges: (_, args, { ledger, request }) =>
    waitForChanges(
      readFeedArguments(args),
      (after, first) => changesAfter(ledger, after, first),
      pollInterval,
      request.signal,
    ),
};

/** How often a reader that waits looks for changes, in milliseconds. */
const pollInterval = 150;

function readFilter({ kinds, countryCodes, minRecycledPercent }: Filter): MaterialFilter {
  if (countryCodes && countryCodes.length > 50) throw badInput('`countryCodes` must not exceed 50.', 'countryCodes');
  const minimum = minRecycledPercent ?? 0;
  if (minimum < 0 || minimum > 100) throw badInput('`minRecycledPercent` must be from 0 to 100.', 'minRecycledPercent');
  return { kinds: kinds ?? null, countryCodes: countryCodes ?? null, minRecycledPercent: minimum };
}

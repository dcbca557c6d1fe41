import type { QueryResolvers } from '#generated/search.ts';
import { readFeedArguments, waitForChanges } from '#kit/graph/server/change-feed.ts';
import { changesAfter } from '../changes.ts';
import { searchAll } from '../query/all/search-all.ts';
import { search } from '../query/search.ts';
import { suggest } from '../query/suggest.ts';

export const Query: Required<QueryResolvers> = {
  search: async (_, args, { market }, info) => search(args, await market(info)),
  searchAll: async (_, args, { market }, info) => searchAll(args, await market(info)),
  searchChanges: (_, args, { engine, request }) =>
    waitForChanges(readFeedArguments(args), (after) => changesAfter(engine, after), pollInterval, request.signal),
  suggest: async (_, args, { market }, info) => suggest(args, (await market(info)).engine),
};

/** How often a reader that waits looks for changes, in milliseconds. */
const pollInterval = 200;

import type { QueryResolvers } from '#generated/search.ts';
import { readFeedArguments, waitForChanges } from '#kit/graph/server/change-feed.ts';
import { changesAfter } from '../changes.ts';
import { searchAll } from '../query/all/search-all.ts';
import { search } from '../query/search.ts';
import { suggest } from '../query/suggest.ts';
import { readSearchReport } from '../report/search-report.ts';

export const Query: Required<QueryResolvers> = {
  search: async (_, args, { market, noteSearch, request }, info) => {
    const within = await market(info);
    const found = await search(args, within);
    const isFound = found.totalCount > 0 || found.matchedWords.length > 0;
    noteSearch({ ...args, ...found, isFound, language: within.engine.language, isUncached: request.isUncached });
    return found;
  },

  searchAll: async (_, args, { market, noteSearch, request }, info) => {
    const within = await market(info);
    const found = await searchAll(args, within);
    // With a filter or of some kinds only, a search that finds nothing says nothing about its words.
    if (!args.filter && !args.kinds?.length) {
      const isFound = found.totalCount > 0;
      noteSearch({ ...args, ...found, isFound, language: within.engine.language, isUncached: request.isUncached });
    }
    return found;
  },

  searchChanges: (_, args, { engine, request }) =>
    waitForChanges(readFeedArguments(args), (after) => changesAfter(engine, after), pollInterval, request.signal),

  searchReport: (_, args, { counts, request }) => readSearchReport(args, counts, request.market.language),

  suggest: async (_, args, { market, popularQueries }, info) =>
    suggest(args, (await market(info)).engine, popularQueries),
};

/** How often a reader that waits looks for changes, in milliseconds. */
const pollInterval = 200;

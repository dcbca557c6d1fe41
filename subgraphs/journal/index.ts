import type { Resolvers } from '#generated/journal.ts';
import { scalars } from '#kit/graph/scalars.ts';
import { run } from '#kit/graph/server/serve.ts';
import type { Subgraph } from '#kit/graph/server/subgraph.ts';
import { readConfig } from '#kit/process/config.ts';
import { portOf } from '#subgraphs/registry.ts';
import { createChangeFeed } from './changes.ts';
import { journalShape } from './config.ts';
import { createLoaders, type JournalServices } from './context.ts';
import { createPreviewTokens } from './curation/preview-tokens.ts';
import { createGuideLoaders } from './guides/loaders.ts';
import { guideResolvers } from './guides/resolvers/resolvers.ts';
import { Article } from './resolvers/Article.ts';
import { ArticleDraft } from './resolvers/ArticleDraft.ts';
import { Artisan } from './resolvers/Artisan.ts';
import { ContentDraft } from './resolvers/ContentDraft.ts';
import { Image } from './resolvers/Image.ts';
import { ImageBlock } from './resolvers/ImageBlock.ts';
import { Mutation } from './resolvers/Mutation.ts';
import { Narrative } from './resolvers/Narrative.ts';
import { NarrativeBlock } from './resolvers/NarrativeBlock.ts';
import { PreviewContent } from './resolvers/PreviewContent.ts';
import { Product } from './resolvers/Product.ts';
import { ProductBlock } from './resolvers/ProductBlock.ts';
import { Query } from './resolvers/Query.ts';
import { TextBlock } from './resolvers/TextBlock.ts';
import { connectSanity } from './sanity/client.ts';
import { createSiteLoaders } from './site/loaders.ts';
import { siteResolvers } from './site/resolvers/resolvers.ts';

const resolvers: Resolvers = {
  ...scalars,
  ...siteResolvers,
  ...guideResolvers,
  Query,
  Mutation,
  Article,
  ArticleDraft,
  Artisan,
  ContentDraft,
  Image,
  ImageBlock,
  Narrative,
  NarrativeBlock,
  PreviewContent,
  Product,
  ProductBlock,
  TextBlock,
};

/** The journal: articles and artisans, from Sanity. */
export const journal: Subgraph<JournalServices> = {
  name: 'journal',
  port: portOf('journal'),
  resolvers,
  open(env, log) {
    const config = readConfig('journal subgraph', journalShape, env);
    const sanity = connectSanity(config, log);
    const dataset = `${config.SANITY_PROJECT_ID}/${config.SANITY_DATASET}`;
    const previewTokens = createPreviewTokens(config.PREVIEW_SIGNING_KEYS, dataset);
    const feed = createChangeFeed();
    return {
      context: (request) => {
        const { signal, market } = request;
        const { content, drafts, site, guides } = sanity.within(signal, market.language);
        return {
          ...{ previewTokens, previewAddress: config.PREVIEW_URL },
          ...{ content, drafts, site, feed, feedInterval: config.SANITY_POLL_MS },
          ...{ loaders: createLoaders(content, drafts), siteLoaders: createSiteLoaders(site, request) },
          guideLoaders: createGuideLoaders(guides),
        };
      },
      check: () => sanity.within(AbortSignal.timeout(2_000)).content.check(),
      close: async () => {},
    };
  },
};

if (import.meta.main) await run(journal);

import { createHash } from 'node:crypto';
import type { RunOperation } from '#kit/graph/graph-client.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import { marketHeaders } from '#kit/graph/market.ts';
import type { ContentDocument, ContentKind } from '../../meilisearch/records.ts';

/** The number of objects in one request: the text of an article can be long. */
const pageSize = 50;

/** The characters of a text that are searched, from its beginning. */
const maxText = 50_000;

/** The largest number of objects of one kind: as far as lists of the graph can be paged through. */
const maxObjects = 10_000;

/** What the index has of one kind, in the words of the graph. */
interface ContentList<Node> {
  /** The field of `Query`. */
  field: string;
  selection: string;
  /** The tags of changes that make the index read the list again. */
  tags: RegExp;
  textsOf(node: Node): { title: string; summary: string | null; text: string };
}

interface ContentNode {
  id: string;
  title: string;
  name: string;
  craft: string;
  description: string | null;
  narrative: { plainText: string };
  biography: { plainText: string } | null;
}

const lists: Record<ContentKind, ContentList<ContentNode>> = {
  ARTICLE: {
    field: 'articles',
    selection: 'title narrative { plainText }',
    tags: /^article(s$|:)/,
    textsOf: ({ title, narrative }) => ({ title, summary: null, text: narrative.plainText }),
  },
  ARTISAN: {
    field: 'artisans',
    selection: 'name craft biography { plainText }',
    tags: /^artisan(s$|:)/,
    textsOf: ({ name, craft, biography }) => ({ title: name, summary: craft, text: biography?.plainText ?? '' }),
  },
  PAGE: {
    field: 'pages',
    selection: 'title description narrative { plainText }',
    tags: /^page(s$|:)/,
    textsOf: ({ title, description, narrative }) => ({ title, summary: description, text: narrative.plainText }),
  },
  COLLECTION: {
    field: 'collections',
    selection: 'title description',
    // `collection:…` is also the tag of a change of its products.
    tags: /^collections$/,
    textsOf: ({ title, description }) => ({ title, summary: description, text: '' }),
  },
};

/** All kinds, in the order in which they are read. */
export const contentKinds = Object.keys(lists) as ContentKind[];

/** The kinds whose objects may have changed, by the cache tags of a change feed. */
export function changedKinds(tags: readonly string[]): ContentKind[] {
  if (tags.includes('*')) return contentKinds;
  return contentKinds.filter((kind) => tags.some((tag) => lists[kind].tags.test(tag)));
}

/**
 * All published objects of one kind as documents, in a language; at most 10,000. Reads through the gateway, like any client.
 * Rejects while their source is unavailable.
 */
export async function readContents(
  run: RunOperation,
  kind: ContentKind,
  language: Language,
): Promise<ContentDocument[]> {
  const { field, selection, textsOf } = lists[kind];
  const query = `query ($after: String) {
    list: ${field}(first: ${pageSize}, after: $after) { nodes { id ${selection} } pageInfo { hasNextPage endCursor } }
  }`;
  const documents = new Map<string, ContentDocument>();
  let after: string | null = null;
  for (let read = 0; read < maxObjects; read += pageSize) {
    const { list }: ListData = await run<ListData>(query, { after }, { [marketHeaders.language]: language });
    for (const node of list.nodes) {
      const { title, summary, text } = textsOf(node);
      const document = { kind, target: node.id, title, summary, text: text.slice(0, maxText) };
      documents.set(node.id, { id: digestOf(kind, node.id), ...document, version: digestOf(document) });
    }
    if (!list.pageInfo.hasNextPage) break;
    after = list.pageInfo.endCursor;
  }
  return [...documents.values()];
}

interface ListData {
  list: { nodes: ContentNode[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

/** The engine's ids of documents have letters, digits, `-` and `_` only. */
function digestOf(...values: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url');
}

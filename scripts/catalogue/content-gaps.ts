import { createClient } from '@sanity/client';
import { documentTypes } from '#backends/sanity/document-types.ts';
import { defaultLanguage } from '#kit/graph/languages/language.ts';
import { searchLanguageOf } from '#subgraphs/journal/sanity/synonyms.ts';
import { type Document, textsOf } from './documents.ts';
import { type Gap, gapsOf, hasContent, translated } from './gap.ts';

/** How the content lake is reached. */
export interface ContentSettings {
  projectId: string;
  dataset: string;
  apiVersion: string;
  token: string | undefined;
  /** Its address; undefined for Sanity's own cloud. */
  apiHost: string | undefined;
}

/** Documents that are read by one query. */
const pageSize = 500;

/**
 * The texts of published documents that have no translation, and the pins and synonyms of searches that a language lacks. What is
 * translated is read from the types of documents.
 */
export async function contentGaps({ apiHost, ...settings }: ContentSettings): Promise<Gap[]> {
  const client = createClient({
    ...settings,
    ...(apiHost && { apiHost: apiHost.replace(/\/$/, ''), useProjectHostname: false }),
    useCdn: false,
    perspective: 'published',
    timeout: 30_000,
    maxRetries: 1,
  });
  const documents: Document[] = [];
  const query = `*[_type in $types && _id > $last] | order(_id asc)[0...${pageSize}]`;
  for (let last = '', isWhole = false; !isWhole; ) {
    const types = documentTypes.map(({ name }) => name);
    const page: Document[] = await client.fetch(query, { types, last });
    documents.push(...page);
    last = page.at(-1)?._id ?? '';
    isWhole = page.length < pageSize;
  }
  const ofType = (name: string) => documents.filter(({ _type }) => _type === name);
  return [
    ...gapsOf('Sanity', textsOf(documents)),
    ...pinGaps(ofType('searchPins')),
    ...synonymGaps(ofType('searchSynonyms')),
  ];
}

const languageOf = ({ language }: Document) => searchLanguageOf(language);

/** Whether the time of pins is over. Those whose time is still to come are to be translated in time. */
function isOver({ endsAt }: Document): boolean {
  return typeof endsAt === 'string' && Date.parse(endsAt) <= Date.now();
}

/** Products that are pinned in searches in English, now or later, and are pinned in no search in another language. */
function pinGaps(documents: Document[]): Gap[] {
  const pins = documents.filter((pin) => !isOver(pin));
  const productsOf = ({ products }: Document) =>
    ((products ?? []) as { productId?: string }[]).flatMap(({ productId }) => productId ?? []);
  return pins
    .filter((pin) => languageOf(pin) === defaultLanguage)
    .flatMap((pin) =>
      translated
        .filter((language) => {
          const others = new Set(pins.filter((other) => languageOf(other) === language).flatMap(productsOf));
          return productsOf(pin).some((product) => !others.has(product));
        })
        .map((language): Gap => {
          const queries = (pin.queries ?? []) as string[];
          const place = { backend: 'Sanity', type: 'SearchPins', id: pin._id, handle: queries[0] ?? null } as const;
          return { ...place, field: 'queries', language, english: queries.join(', ') };
        }),
    );
}

/** Synonyms in one language have no counterpart in another: a language lacks them only if it has none at all. */
function synonymGaps(groups: Document[]): Gap[] {
  const counts = Map.groupBy(groups, languageOf);
  if (!hasContent(counts.get(defaultLanguage))) return [];
  const missing = translated.filter((language) => !counts.has(language));
  const place = {
    backend: 'Sanity',
    type: 'SearchSynonyms',
    id: null,
    handle: null,
    field: 'words',
    english: null,
  } as const;
  return missing.map((language) => ({ ...place, language }));
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLog } from '#kit/process/log.ts';
import { indexes } from '../../meilisearch/client.ts';
import type { SynonymGroup } from '../../meilisearch/records.ts';
import { openEngine, product, type TestEngine } from '../../search.fixture.ts';
import { type LiveIndex, openLiveIndex } from '../live-index.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';

let engine: TestEngine;
let index: LiveIndex;
let writes: number;
let groups: SynonymGroup[];
let isUnavailable: boolean;

beforeAll(async () => {
  engine = await openEngine();
  const live = openLiveIndex(engine.env.MEILI_URL, engine.env.MEILI_INDEX_KEY);
  index = {
    ...live,
    saveWords: (synonyms, plainWords) => {
      writes += 1;
      return live.saveWords(synonyms, plainWords);
    },
  };
});
afterAll(() => engine.close());

beforeEach(async () => {
  await engine.client.index(indexes.meta).deleteAllDocuments().waitTask();
  groups = [{ words: ['loop'], finds: ['ring'] }];
  isUnavailable = false;
  writes = 0;
});

function open(readEvery = 0): Lexicon {
  const readGroups = async () => {
    if (isUnavailable) throw new Error('The journal is unavailable.');
    return groups;
  };
  return createLexicon({ index, readGroups, log: createLog('lexicon', 'silent'), readEvery });
}

const synonyms = async () => (await engine.client.index(indexes.products).getSynonyms()) as Record<string, string[]>;

describe('The lexicon', () => {
  it('creates synonyms from names of products and from groups of editors', async () => {
    const lexicon = open();
    await lexicon.addDocuments([product('prod_1', { title: 'Signet Knife', tags: ['new'], artisan: 'Ada Rivers' })]);
    await lexicon.sync();

    expect(await synonyms()).toEqual({
      loop: ['ring', 'rings'],
      loops: ['ring', 'rings'],
      knives: ['knife'],
      signets: ['signet'],
      news: ['new'],
      adas: ['ada'],
      river: ['rivers'],
    });
    const { typoTolerance } = await engine.client.index(indexes.products).getSettings();
    expect(typoTolerance?.disableOnWords).toEqual(
      expect.arrayContaining(['knife', 'knives', 'loop', 'rivers', 'women']),
    );
  });

  it('keeps groups of editors while the journal is unavailable, and removes those that editors remove', async () => {
    const lexicon = open();
    await lexicon.sync();
    isUnavailable = true;
    await lexicon.addDocuments([product('prod_1', { title: 'Vase' })]);
    await lexicon.sync();
    expect(await synonyms()).toMatchObject({ loop: ['ring', 'rings'], vases: ['vase'] });

    isUnavailable = false;
    groups = [];
    await lexicon.sync();
    expect(await synonyms()).toEqual({ vases: ['vase'] });
  });

  it('writes only changes, after a restart too', async () => {
    const lexicon = open();
    await lexicon.addDocuments([product('prod_1', { title: 'Vase' })]);
    await lexicon.sync();
    await lexicon.addDocuments([product('prod_2', { title: 'VASE' })]);
    await lexicon.sync();
    await open().sync();

    expect(writes).toBe(1);
  });

  it('reads the groups of editors at most once per interval', async () => {
    const lexicon = open(600_000);
    await lexicon.sync();
    groups = [];
    await lexicon.sync();
    expect(await synonyms()).toHaveProperty('loop');

    await lexicon.draft().promote();
    await lexicon.sync();
    expect(await synonyms()).toEqual({});
  });

  it('uses the words of a new index once it is live, and writes them to it', async () => {
    const lexicon = open();
    await lexicon.addDocuments([product('prod_1', { title: 'Vase' })]);
    await lexicon.sync();
    const draft = lexicon.draft();
    draft.addDocuments([product('prod_2', { title: 'Knife' })]);
    await lexicon.sync();
    const during = await synonyms();
    // The new index has the settings that the live one had when its build began.
    await engine.client.index(indexes.products).updateSynonyms({}).waitTask();
    await draft.promote();
    await lexicon.sync();

    expect(during).toHaveProperty('vases');
    expect(await synonyms()).toEqual({ loop: ['ring', 'rings'], loops: ['ring', 'rings'], knives: ['knife'] });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLog } from '#kit/process/log.ts';
import { indexes } from '../../meilisearch/client.ts';
import { openEngine, product, type TestEngine } from '../../search.fixture.ts';
import { type LiveIndex, openLiveIndex } from '../live-index.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';
import type { SynonymGroup } from './synonyms.ts';

let engine: TestEngine;
let index: LiveIndex;
let writes: number;
let groups: SynonymGroup[];
let isAway: boolean;

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
  isAway = false;
  writes = 0;
});

function open(readEvery = 0): Lexicon {
  const readGroups = async () => {
    if (isAway) throw new Error('The journal is away.');
    return groups;
  };
  return createLexicon({ index, readGroups, log: createLog('lexicon', 'silent'), readEvery });
}

const synonyms = async () => (await engine.client.index(indexes.products).getSynonyms()) as Record<string, string[]>;

describe('The lexicon', () => {
  it('makes synonyms of how products are named and of what editors say', async () => {
    const lexicon = open();
    await lexicon.learn([product('prod_1', { title: 'Signet Knife', tags: ['new'], artisan: 'Ada Rivers' })]);
    await lexicon.follow();

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

  it('keeps what editors said while they cannot be asked, and takes back what they take back', async () => {
    const lexicon = open();
    await lexicon.follow();
    isAway = true;
    await lexicon.learn([product('prod_1', { title: 'Vase' })]);
    await lexicon.follow();
    expect(await synonyms()).toMatchObject({ loop: ['ring', 'rings'], vases: ['vase'] });

    isAway = false;
    groups = [];
    await lexicon.follow();
    expect(await synonyms()).toEqual({ vases: ['vase'] });
  });

  it('writes only what has changed, after a new start too', async () => {
    const lexicon = open();
    await lexicon.learn([product('prod_1', { title: 'Vase' })]);
    await lexicon.follow();
    await lexicon.learn([product('prod_2', { title: 'VASE' })]);
    await lexicon.follow();
    await open().follow();

    expect(writes).toBe(1);
  });

  it('does not ask editors more often than it should', async () => {
    const lexicon = open(600_000);
    await lexicon.follow();
    groups = [];
    await lexicon.follow();
    expect(await synonyms()).toHaveProperty('loop');

    await lexicon.restart();
    await lexicon.follow();
    expect(await synonyms()).toEqual({});
  });
});

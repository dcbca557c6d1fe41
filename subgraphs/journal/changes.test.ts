import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestJournal, type TestJournal } from './journal.fixture.ts';

let journal: TestJournal;

beforeAll(async () => {
  journal = await openTestJournal();
  // Changes of the last two seconds have not settled and would be reported as well.
  await sleep(2_100);
});

afterAll(() => journal.close());

interface Changes {
  productIds: string[];
  cursor: string;
  hasMore: boolean;
}

const query = `query ($after: String, $first: Int) {
  journalChanges(after: $after, first: $first) { productIds cursor hasMore }
}`;
const changes = async (after?: string, first?: number): Promise<Changes> =>
  (await journal.request(query, { after, first })).data.journalChanges;

/** The changes after a cursor, once they include all these products; after five seconds the last ones read. */
async function changesWith(after: string, products: string[]): Promise<Changes> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const next = await changes(after);
    if (products.every((id) => next.productIds.includes(id)) || Date.now() > deadline) return next;
    await sleep(50);
  }
}

describe('The changes of the journal', () => {
  it('start at the present and report each product with changed stories once', async () => {
    const start = await changes();
    await journal.editor.patch('art_1').set({ title: 'Story 1, revised' }).commit();
    await journal.editor.patch('art_3').set({ title: 'Story 3, revised' }).commit();

    const next = await changesWith(start.cursor, ['prod_3']);

    expect(start).toEqual({ productIds: [], cursor: expect.any(String), hasMore: false });
    expect(next).toEqual({ productIds: ['prod_1', 'prod_3'], cursor: expect.any(String), hasMore: false });
    expect(await changes(next.cursor)).toEqual({ productIds: [], cursor: next.cursor, hasMore: false });
    const page = await changes(start.cursor, 1);
    expect(page).toEqual({ productIds: ['prod_1'], cursor: expect.any(String), hasMore: true });
    expect((await changes(page.cursor)).productIds).toEqual(['prod_1', 'prod_3']);
  });

  it('report published and unpublished articles, and not the draft of a published one', async () => {
    const ids = (id: string) => ({ draftId: `drafts.${id}`, publishedId: id });
    const { cursor } = await changes();
    await journal.editor.create({ _id: 'drafts.art_3', _type: 'article', linkedProducts: [product('prod_9')] });
    await journal.editor.action({ actionType: 'sanity.action.document.unpublish', ...ids('art_2') });
    await journal.editor.action({ actionType: 'sanity.action.document.publish', ...ids('art_6') });

    const next = await changesWith(cursor, ['prod_0', 'prod_6']);

    expect(next.productIds.sort()).toEqual(['prod_0', 'prod_1', 'prod_6']);
  });
});

describe('Search synonyms', () => {
  const synonyms = async () => (await journal.request('{ searchSynonyms { words finds } }')).data.searchSynonyms;

  it('are the published groups, immediately, without values that are not text', async () => {
    const type = { _type: 'searchSynonyms' };
    await journal.editor.create({ _id: 'syn_1', ...type, words: ['rug', 'carpet'] });
    await journal.editor.create({ _id: 'syn_2', ...type, words: ['purse', 7, '', null], finds: ['bag', {}] });
    await journal.editor.create({ _id: 'syn_3', ...type, words: 'couch', finds: ['sofa'] });
    await journal.editor.create({ _id: 'syn_4', ...type });
    await journal.editor.create({ _id: 'drafts.syn_5', ...type, words: ['unpublished'] });

    expect(await synonyms()).toEqual([
      { words: ['rug', 'carpet'], finds: [] },
      { words: ['purse'], finds: ['bag'] },
    ]);

    await journal.editor
      .patch('syn_1')
      .set({ words: ['rug', 'carpet', 'mat'] })
      .commit();
    await journal.editor.delete('syn_2');

    expect(await synonyms()).toEqual([{ words: ['rug', 'carpet', 'mat'], finds: [] }]);
  });
});

function product(productId: string) {
  return { _key: productId, _type: 'productReference', productId };
}

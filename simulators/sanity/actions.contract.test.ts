import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SanityClient } from '@sanity/client';
import { type ContractTarget, openTarget } from './contract-target.ts';

/** How this system publishes in Sanity, through the official client only. */
let target: ContractTarget;
let client: SanityClient;
let note: string;

beforeAll(async () => {
  target = await openTarget(process.env);
  client = target.client;
  note = `${target.run}-note`;
});

afterAll(() => target.close([note]));

const ids = (name: string) => ({ publishedId: `${target.run}-${name}`, draftId: `drafts.${target.run}-${name}` });
const both = ({ publishedId, draftId }: ReturnType<typeof ids>) => client.getDocuments([publishedId, draftId]);
const edit = 'sanity.action.document.edit';
const publish = 'sanity.action.document.publish';
const unpublish = 'sanity.action.document.unpublish';

describe('Publishing', () => {
  it('replaces the published version with the draft', async () => {
    const page = ids('page');
    await client.create({ _id: page.publishedId, _type: note, title: 'Old', gone: true });
    await client.create({ _id: page.draftId, _type: note, title: 'New' });

    const { transactionId } = await client.action({ actionType: publish, ...page });

    expect(await both(page)).toEqual([
      {
        _id: page.publishedId,
        _type: note,
        _rev: transactionId,
        _createdAt: expect.any(String),
        _updatedAt: expect.any(String),
        title: 'New',
      },
      null,
    ]);
  });

  it('is refused when either version has another revision, and without a draft', async () => {
    const page = ids('moved');
    const published = await client.create({ _id: page.publishedId, _type: note, title: 'Old' });
    const draft = await client.create({ _id: page.draftId, _type: note, title: 'New' });
    const before = await both(page);
    const stale = [{ ifDraftRevisionId: published._rev }, { ifPublishedRevisionId: draft._rev }];

    for (const lock of stale) {
      const refused = client.action({ actionType: publish, ...page, ...lock });
      await expect(refused).rejects.toMatchObject({ statusCode: 409, details: { type: 'actionError' } });
    }
    await expect(client.action({ actionType: publish, ...ids('absent') })).rejects.toMatchObject({ statusCode: 409 });

    expect(await both(page)).toEqual(before);
    const right = { ifDraftRevisionId: draft._rev, ifPublishedRevisionId: published._rev };
    await client.action({ actionType: publish, ...page, ...right });
    expect(await both(page)).toEqual([expect.objectContaining({ title: 'New' }), null]);
  });

  it('is refused for ids that do not belong together', async () => {
    const { draftId } = ids('one');
    await client.create({ _id: draftId, _type: note });

    const refused = client.action({ actionType: publish, draftId, publishedId: ids('other').publishedId });

    await expect(refused).rejects.toMatchObject({ statusCode: 400 });
  });
});

describe('Unpublishing', () => {
  it('turns the published version into a draft', async () => {
    const page = ids('withdrawn');
    await client.create({ _id: page.publishedId, _type: note, title: 'Published' });

    await client.action({ actionType: unpublish, ...page });

    expect(await both(page)).toEqual([null, expect.objectContaining({ _id: page.draftId, title: 'Published' })]);
  });

  it('keeps an existing draft', async () => {
    const page = ids('withdrawn-with-draft');
    await client.create({ _id: page.publishedId, _type: note, title: 'Published' });
    await client.create({ _id: page.draftId, _type: note, title: 'Draft' });

    await client.action({ actionType: unpublish, ...page });

    expect(await both(page)).toEqual([null, expect.objectContaining({ title: 'Draft' })]);
  });

  it('is refused for a document that is not published', async () => {
    const refused = client.action({ actionType: unpublish, ...ids('nowhere') });

    await expect(refused).rejects.toMatchObject({ statusCode: 409 });
  });
});

describe('Editing', () => {
  it('changes the draft, which it creates from the published version', async () => {
    const page = ids('edited');
    await client.create({ _id: page.publishedId, _type: note, title: 'Published' });

    await client.action({ actionType: edit, ...page, patch: { set: { subtitle: 'First' } } });
    await client.action({ actionType: edit, ...page, patch: { set: { subtitle: 'Second' } } });

    const [published, draft] = await both(page);
    expect(published).not.toHaveProperty('subtitle');
    expect(draft).toMatchObject({ title: 'Published', subtitle: 'Second' });
  });

  it('is refused when the draft has another revision', async () => {
    const page = ids('raced');
    const first = await client.create({ _id: page.draftId, _type: note, title: 'One' });
    const second = await client.patch(page.draftId).set({ title: 'Two' }).commit();

    const late = client.action({ actionType: edit, ...page, patch: { set: { title: '3' }, ifRevisionID: first._rev } });

    await expect(late).rejects.toMatchObject({ statusCode: 409 });
    expect(await both(page)).toEqual([null, second]);
  });
});

describe('Several actions', () => {
  it('see the effects of the previous ones', async () => {
    const page = ids('both');
    await client.create({ _id: page.draftId, _type: note, title: 'Draft' });

    await client.action([
      { actionType: edit, ...page, patch: { set: { title: 'Edited' } } },
      { actionType: publish, ...page },
    ]);

    expect(await both(page)).toEqual([expect.objectContaining({ title: 'Edited' }), null]);
  });

  it('are applied together or not at all', async () => {
    const page = ids('none');
    await client.create({ _id: page.draftId, _type: note, title: 'Draft' });
    const before = await both(page);

    const failing = client.action([
      { actionType: publish, ...page },
      { actionType: publish, ...page },
    ]);

    await expect(failing).rejects.toMatchObject({ statusCode: 409 });

    expect(await both(page)).toEqual(before);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SanityClient } from '@sanity/client';
import { type ContractTarget, openTarget } from './contract-target.ts';

/** How this system writes to Sanity, through the official client only. */
let target: ContractTarget;
let client: SanityClient;
let note: string;

beforeAll(async () => {
  target = await openTarget(process.env);
  client = target.client;
  note = `${target.run}-note`;
});

afterAll(() => target.close([note]));

describe('Creating', () => {
  it('adds a revision and dates to the document', async () => {
    const created = await client.create({ _type: note, title: 'New' });

    expect(created).toEqual({
      _id: expect.any(String),
      _type: note,
      _rev: expect.any(String),
      _createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      _updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      title: 'New',
    });
    expect(await client.getDocument(created._id)).toEqual(created);
  });

  it('refuses an id that is taken', async () => {
    const { _id } = await client.create({ _type: note, title: 'First' });

    await expect(client.create({ _id, _type: note, title: 'Second' })).rejects.toMatchObject({
      statusCode: 409,
      details: { type: 'mutationError', items: [{ error: { type: 'documentAlreadyExistsError' } }] },
    });
    expect(await client.getDocument(_id)).toMatchObject({ title: 'First' });
  });

  it('keeps or replaces an existing document, as requested', async () => {
    const { _id } = await client.create({ _type: note, title: 'First', extra: true });

    await client.createIfNotExists({ _id, _type: note, title: 'Second' });
    expect(await client.getDocument(_id)).toMatchObject({ title: 'First', extra: true });

    await client.createOrReplace({ _id, _type: note, title: 'Third' });
    const replaced = await client.getDocument(_id);
    expect(replaced).toMatchObject({ title: 'Third' });
    expect(replaced).not.toHaveProperty('extra');
  });

  it('refuses an id with invalid characters', async () => {
    await expect(client.create({ _id: 'not an id', _type: note })).rejects.toMatchObject({ statusCode: 400 });
  });
});

describe('Patching', () => {
  it('sets, unsets, adds missing fields, increments and inserts in one step', async () => {
    const { _id } = await client.create({
      _type: note,
      title: 'Old',
      gone: 1,
      count: 2,
      nested: { kept: true },
      tags: ['a', 'd'],
      items: [
        { _key: 'x', n: 1 },
        { _key: 'y', n: 2 },
      ],
    });

    const after = await client
      .patch(_id)
      .set({ title: 'New', 'nested.added': 1, 'items[_key=="x"].n': 10 })
      .unset(['gone', 'items[_key=="y"]'])
      .setIfMissing({ title: 'Ignored', made: {} })
      .inc({ count: 3 })
      .insert('before', 'tags[1]', ['b', 'c'])
      .commit();

    expect(after).toEqual({
      _id,
      _type: note,
      _rev: after._rev,
      _createdAt: after._createdAt,
      _updatedAt: after._updatedAt,
      title: 'New',
      count: 5,
      nested: { kept: true, added: 1 },
      tags: ['a', 'b', 'c', 'd'],
      items: [{ _key: 'x', n: 10 }],
      made: {},
    });
  });

  it('is refused when the document has another revision', async () => {
    const first = await client.create({ _type: note, title: 'One' });
    const second = await client.patch(first._id).set({ title: 'Two' }).ifRevisionId(first._rev).commit();

    const late = client.patch(first._id).set({ title: 'Three' }).ifRevisionId(first._rev).commit();

    await expect(late).rejects.toMatchObject({
      statusCode: 409,
      details: { type: 'mutationError', items: [{ error: { type: 'documentRevisionIDDoesNotMatchError' } }] },
    });
    expect(second._rev).not.toBe(first._rev);
    expect(await client.getDocument(first._id)).toEqual(second);
  });

  it('is refused when the document does not exist', async () => {
    await expect(client.patch(`${target.run}-absent`).set({ a: 1 }).commit()).rejects.toMatchObject({
      statusCode: 409,
      details: { items: [{ error: { type: 'documentNotFoundError' } }] },
    });
  });
});

describe('Deleting', () => {
  it('removes the document, and succeeds when it does not exist', async () => {
    const { _id } = await client.create({ _type: note });

    await client.delete(_id);
    await client.delete(_id);

    expect(await client.getDocument(_id)).toBeUndefined();
  });

  it('is refused while another document has a strong reference to it', async () => {
    const { _id } = await client.create({ _type: note });
    const referrer = await client.create({ _type: note, to: { _type: 'reference', _ref: _id } });

    await expect(client.delete(_id)).rejects.toMatchObject({
      statusCode: 409,
      details: { items: [{ error: { type: 'documentHasExistingReferencesError' } }] },
    });

    await client.transaction().delete(_id).delete(referrer._id).commit();
    expect(await client.getDocuments([_id, referrer._id])).toEqual([null, null]);
  });
});

describe('A transaction', () => {
  it('is applied as a whole or not at all', async () => {
    const { _id } = await client.create({ _type: note, title: 'Before' });
    const fresh = `${target.run}-fresh`;

    const failing = client
      .transaction()
      .create({ _id: fresh, _type: note })
      .patch(_id, (patch) => patch.set({ title: 'After' }))
      .create({ _id, _type: note })
      .commit();

    await expect(failing).rejects.toMatchObject({ statusCode: 409, details: { items: [{ index: 2 }] } });
    expect(await client.getDocuments([_id, fresh])).toEqual([expect.objectContaining({ title: 'Before' }), null]);
  });

  it('may create a document before the one that it refers to', async () => {
    const [from, to] = [`${target.run}-from`, `${target.run}-to`];

    const { transactionId } = await client
      .transaction()
      .create({ _id: from, _type: note, to: { _ref: to } })
      .create({ _id: to, _type: note })
      .commit();

    expect(await client.getDocument(to)).toMatchObject({ _rev: transactionId });
    await client.transaction().delete(from).delete(to).commit();
  });

  it('is refused when a strong reference points to a missing document', async () => {
    await expect(client.create({ _type: note, to: { _ref: `${target.run}-absent` } })).rejects.toMatchObject({
      statusCode: 409,
      details: { items: [{ error: { type: 'documentReferenceDoesNotExistError' } }] },
    });
  });

  it('loses no update when several clients write to one document concurrently', async () => {
    const { _id } = await client.create({ _type: note, count: 0 });

    await Promise.all(Array.from({ length: 25 }, () => client.patch(_id).inc({ count: 1 }).commit()));

    expect(await client.getDocument(_id)).toMatchObject({ count: 25 });
  });
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ask, exampleVariables, operation } from '../support/ask.ts';
import { type Known, makePartner, registerElite, signInCurator } from '../support/people.ts';

const names = readdirSync(join(import.meta.dirname, '../../schema/operations'))
  .filter((file) => file.endsWith('.graphql'))
  // Each of these goes on from another: they are run in the stories of a purchase and of webhooks.
  .filter((file) => !/^(Cart|Customer|Order|Webhook)/.test(file))
  .map((file) => file.replace('.graphql', ''));

type Person = 'curator' | 'customer' | 'partner' | 'supplierPartner';

/** Who asks, where it is not everybody's to ask. */
const askedBy: Record<string, Person> = {
  ArticleDrafts: 'curator',
  ArticlePublish: 'curator',
  AssetUploadBegin: 'curator',
  AssetUploadFinish: 'curator',
  CarbonBreakdown: 'partner',
  MaterialCreate: 'curator',
  MaterialUpdate: 'curator',
  ProvenanceCorrect: 'curator',
  ProvenanceCreate: 'curator',
  SessionRevoke: 'customer',
  SupplierMaterials: 'supplierPartner',
  Viewer: 'customer',
};

/** What is refused as it stands: its example names something that only the example before it would make. */
const refusedWith: Record<string, string> = { AssetUploadFinish: 'NOT_FOUND' };

let people: Record<Person, Known>;
beforeAll(async () => {
  const curator = await signInCurator();
  people = {
    curator,
    customer: await registerElite('Reader of examples'),
    partner: await makePartner(curator, 'carbon:read'),
    supplierPartner: await makePartner(curator, 'suppliers:read'),
  };
});

describe('The example operation', () => {
  // What reads comes before what changes the catalogue, and the one that signs out comes last.
  const turn = (name: string) => (name === 'SessionRevoke' ? 2 : operation(name).includes('mutation ') ? 1 : 0);
  const inOrder = names.toSorted((one, other) => turn(one) - turn(other));

  it.each(inOrder)('%s is answered without an error, and finds or does something', async (name) => {
    const person = askedBy[name];
    const { data, errors } = await ask(operation(name), exampleVariables(name), person && people[person].headers);

    expect(errors).toBeUndefined();
    for (const value of Object.values(data)) expect(value).not.toBeNull();
    expect(JSON.stringify(data)).not.toContain('"nodes":[]');
    const codes = Object.values(data as Record<string, Payload>).flatMap(({ userErrors = [] }) => userErrors);
    expect(codes.map(({ code }) => code)).toEqual(refusedWith[name] ? [refusedWith[name]] : []);
  });

  it.each(Object.keys(askedBy))('%s is refused to those who have not signed in, and changes nothing', async (name) => {
    const { data, errors = [] } = await ask(operation(name), exampleVariables(name));

    expect(errors.map(({ extensions }) => extensions.code)).toContain('UNAUTHENTICATED');
    if (operation(name).includes('mutation ')) expect(Object.values(data)).toEqual([null]);
  });
});

interface Payload {
  userErrors?: { code: string }[];
}

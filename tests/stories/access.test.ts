import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { accessByCoordinate } from '#kit/graph/access.ts';
import { signedFetch } from '#kit/graph/request-token.ts';
import { variablesOf } from '#kit/graph/subgraph-variables.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import { subgraphs } from '#subgraphs/registry.ts';
import { execute, executeAt, type GraphResponse, installationEnv } from '../support/graph.ts';
import { ageSession, type People, type Person, people } from '../support/people.ts';

/**
 * Every field that the supergraph protects, with an operation that reaches it and changes nothing, because its ids do
 * not exist. `not` lists the signed-in viewers without access.
 */
const protectedFields: Record<string, Case> = {
  'Asset3D.audit': {
    query: '{ product(handle: "ember-tote") { digitalAssets { modelGlb { audit { __typename } } } } }',
    path: ['product', 'digitalAssets', 'modelGlb', 'audit'],
    may: ['curator'],
    not: ['elite', 'partner'],
  },
  'Asset3D.processing': {
    query: '{ product(handle: "ember-tote") { digitalAssets { modelGlb { processing { __typename } } } } }',
    path: ['product', 'digitalAssets', 'modelGlb', 'processing'],
    may: ['curator'],
    not: ['elite', 'partner'],
  },
  'CarbonFootprint.breakdown': {
    query: '{ product(handle: "ember-tote") { provenance { carbonFootprint { breakdown { totalKg } } } } }',
    path: ['product', 'provenance', 'carbonFootprint', 'breakdown'],
    may: ['partner', 'curator'],
    not: ['elite', 'supplierPartner'],
  },
  'Material.history': {
    query: '{ materials(first: 1) { nodes { history { changedAt } } } }',
    path: ['materials', 'nodes', 0, 'history'],
    may: ['curator'],
    not: ['elite', 'partner'],
  },
  'Supplier.materials': {
    query: '{ materials(first: 1) { nodes { supplier { materials(first: 1) { totalCount } } } } }',
    path: ['materials', 'nodes', 0, 'supplier', 'materials'],
    may: ['supplierPartner', 'curator'],
    not: ['elite', 'partner'],
  },
  ...ownFields(
    'Customer',
    ['email', 'isEmailVerified', 'emailVerifiedAt', 'firstName', 'lastName', 'phone', 'createdAt'],
    (field) => `customer { ${field} }`,
    'customer',
  ),
  ...ownFields('Customer', ['addresses', 'orders'], (field) => `customer { ${field} { totalCount } }`, 'customer'),
  'Viewer.customer': own('{ viewer { customer { id } } }', 'viewer', 'customer'),
  'Viewer.cart': own('{ viewer { cart { id } } }', 'viewer', 'cart'),
  'Mutation.cartMerge': own('mutation { cartMerge(cartId: "none") { userErrors { code } } }', 'cartMerge'),
  'Viewer.passkeys': ownersOfPasskeys('{ viewer { passkeys { id } } }', 'viewer', 'passkeys'),
  'Viewer.sessions': own('{ viewer { sessions { id } } }', 'viewer', 'sessions'),
  'Viewer.recoveryCodesRemaining': own('{ viewer { recoveryCodesRemaining } }', 'viewer', 'recoveryCodesRemaining'),
  'Mutation.passkeyRename': ownersOfPasskeys(
    'mutation { passkeyRename(id: "bm9uZQ", name: "x") { userErrors { code } } }',
    'passkeyRename',
  ),
  'Mutation.passkeyRevoke': ownersOfPasskeys(
    'mutation { passkeyRevoke(id: "bm9uZQ") { userErrors { code } } }',
    'passkeyRevoke',
  ),
  'Mutation.recoveryCodesGenerate': own('mutation { recoveryCodesGenerate { codes } }', 'recoveryCodesGenerate'),
  'Mutation.sessionRevoke': {
    query: 'mutation { sessionRevoke(id: "none") { userErrors { code } } }',
    path: ['sessionRevoke'],
    may: ['elite', 'curator'],
    not: [],
  },
  'Mutation.sessionRevokeAll': {
    ...own('mutation { sessionRevokeAll(keepCurrent: true) { count } }', 'sessionRevokeAll'),
  },
  'Mutation.customerPasswordUpdate': own(
    'mutation { customerPasswordUpdate(input: { currentPassword: "", newPassword: "" }) { userErrors { code } } }',
    'customerPasswordUpdate',
  ),
  'Mutation.customerEmailVerificationSend': own(
    'mutation { customerEmailVerificationSend { userErrors { code } } }',
    'customerEmailVerificationSend',
  ),
  'Viewer.wishlist': own('{ viewer { wishlist { share { url } } } }', 'viewer', 'wishlist'),
  'Mutation.wishlistAdd': own(
    'mutation { wishlistAdd(input: { productId: "none" }) { userErrors { code } } }',
    'wishlistAdd',
  ),
  'Mutation.wishlistRemove': own('mutation { wishlistRemove(id: "none") { userErrors { code } } }', 'wishlistRemove'),
  'Mutation.wishlistShare': own(
    'mutation { wishlistShare(input: { name: "" }) { userErrors { code } } }',
    'wishlistShare',
  ),
  'Mutation.wishlistUnshare': own('mutation { wishlistUnshare { wasShared } }', 'wishlistUnshare'),
  'Viewer.marketingConsent': own('{ viewer { marketingConsent { isGranted } } }', 'viewer', 'marketingConsent'),
  'Mutation.marketingConsentUpdate': own(
    'mutation { marketingConsentUpdate(input: { isGranted: true, textVersion: "" }) { userErrors { code } } }',
    'marketingConsentUpdate',
  ),
  'Mutation.customerDataExport': own(
    'mutation { customerDataExport { export { bytes } userErrors { code } } }',
    'customerDataExport',
  ),
  'Mutation.customerDelete': own(
    'mutation { customerDelete(input: { confirmation: "none" }) { userErrors { code } } }',
    'customerDelete',
  ),
  'Mutation.customerUpdate': own('mutation { customerUpdate(input: {}) { userErrors { code } } }', 'customerUpdate'),
  'Mutation.customerAddressCreate': own(
    `mutation { customerAddressCreate(input: { address: { firstName: "", lastName: "", line1: "", city: "",
      countryCode: "FR" } }) { userErrors { code } } }`,
    'customerAddressCreate',
  ),
  'Mutation.customerAddressUpdate': own(
    'mutation { customerAddressUpdate(id: "none", input: {}) { userErrors { code } } }',
    'customerAddressUpdate',
  ),
  'Mutation.customerAddressDelete': own(
    'mutation { customerAddressDelete(id: "none") { userErrors { code } } }',
    'customerAddressDelete',
  ),
  'Query.curators': curators('{ curators { totalCount } }', 'curators'),
  'Mutation.curatorPasswordUpdate': curators(
    'mutation { curatorPasswordUpdate(input: { currentPassword: "", newPassword: "" }) { userErrors { code } } }',
    'curatorPasswordUpdate',
  ),
  'Mutation.cachePurge': curators('mutation { cachePurge(input: { tags: [] }) { userErrors { code } } }', 'cachePurge'),
  'Mutation.curatorCreate': curators(
    'mutation { curatorCreate(input: { email: "", scopes: [] }) { userErrors { code } } }',
    'curatorCreate',
  ),
  'Mutation.curatorScopesUpdate': curators(
    'mutation { curatorScopesUpdate(id: "none", scopes: []) { userErrors { code } } }',
    'curatorScopesUpdate',
  ),
  ...Object.fromEntries(
    ['curatorReset', 'curatorSessionsRevoke'].map((name) => [
      `Mutation.${name}`,
      curators(`mutation { ${name}(id: "none") { userErrors { code } } }`, name),
    ]),
  ),
  'Query.partners': curators('{ partners { totalCount } }', 'partners'),
  'Query.partner': curators('{ partner(id: "00000000-0000-4000-8000-000000000000") { id } }', 'partner'),
  'Query.partnerKeys': curators('{ partnerKeys { totalCount } }', 'partnerKeys'),
  'Query.searchReport': curators('{ searchReport(first: 1) { totalCount } }', 'searchReport'),
  'Query.auditEvents': curators('{ auditEvents(first: 1) { totalCount } }', 'auditEvents'),
  'Query.articleDrafts': curators('{ articleDrafts { totalCount } }', 'articleDrafts'),
  'Query.contentDrafts': curators('{ contentDrafts { totalCount } }', 'contentDrafts'),
  'Partner.keys': {
    query: '{ viewer { partner { keys { totalCount } } } }',
    path: ['viewer', 'partner', 'keys'],
    may: [],
    not: ['partner'],
  },
  'Partner.contactEmail': {
    query: '{ viewer { partner { contactEmail } } }',
    path: ['viewer', 'partner', 'contactEmail'],
    may: ['curator'],
    not: ['partner'],
  },
  'Mutation.partnerUpdate': curators(
    'mutation { partnerUpdate(id: "none", input: {}) { userErrors { code } } }',
    'partnerUpdate',
  ),
  'Mutation.partnerCreate': curators(
    'mutation { partnerCreate(input: { name: "" }) { userErrors { code } } }',
    'partnerCreate',
  ),
  'Mutation.partnerKeyCreate': curators(
    'mutation { partnerKeyCreate(input: { partnerId: "none", name: "x" }) { userErrors { code } } }',
    'partnerKeyCreate',
  ),
  'Mutation.partnerKeyRevoke': curators(
    'mutation { partnerKeyRevoke(id: "none") { userErrors { code } } }',
    'partnerKeyRevoke',
  ),
  'Partner.webhookEndpoints': {
    query: '{ viewer { partner { webhookEndpoints { id } } } }',
    path: ['viewer', 'partner', 'webhookEndpoints'],
    may: [],
    not: ['partner'],
  },
  'Mutation.webhookEndpointCreate': curators(
    'mutation { webhookEndpointCreate(input: { partnerId: "none", url: "", eventTypes: [] }) { userErrors { code } } }',
    'webhookEndpointCreate',
  ),
  'Mutation.webhookEndpointUpdate': curators(
    'mutation { webhookEndpointUpdate(id: "none", input: {}) { userErrors { code } } }',
    'webhookEndpointUpdate',
  ),
  ...Object.fromEntries(
    ['webhookEndpointDelete', 'webhookSecretRotate', 'webhookEndpointTest', 'webhookDeliveryReplay'].map((name) => [
      `Mutation.${name}`,
      curators(`mutation { ${name}(id: "none") { userErrors { code } } }`, name),
    ]),
  ),
  'Query.contentDraft': curators('{ contentDraft(id: "art_nine-coats") { __typename } }', 'contentDraft'),
  'Mutation.contentPublish': curators(
    'mutation { contentPublish(id: "none") { userErrors { code } } }',
    'contentPublish',
  ),
  'Mutation.contentUnpublish': curators(
    'mutation { contentUnpublish(id: "none") { userErrors { code } } }',
    'contentUnpublish',
  ),
  'Mutation.previewLinkCreate': curators(
    'mutation { previewLinkCreate(input: { id: "none" }) { userErrors { code } } }',
    'previewLinkCreate',
  ),
  'Mutation.articlePublish': curators(
    'mutation { articlePublish(id: "none") { userErrors { code } } }',
    'articlePublish',
  ),
  'Mutation.articleUnpublish': curators(
    'mutation { articleUnpublish(id: "none") { userErrors { code } } }',
    'articleUnpublish',
  ),
  'Mutation.provenanceCreate': curators(
    `mutation { provenanceCreate(input: { productId: "none", originCoordinates: { latitude: 0, longitude: 0 }, place: "",
      countryCode: "FR", materials: [], gtin: "" }) { userErrors { code } } }`,
    'provenanceCreate',
  ),
  'Mutation.provenanceCorrect': curators(
    'mutation { provenanceCorrect(input: { productId: "none", reason: "x" }) { userErrors { code } } }',
    'provenanceCorrect',
  ),
  'Mutation.materialCreate': curators(
    'mutation { materialCreate(input: { name: "", kind: WAX, carbonKgPerKg: 1 }) { userErrors { code } } }',
    'materialCreate',
  ),
  'Mutation.materialUpdate': curators(
    'mutation { materialUpdate(input: { id: "none" }) { userErrors { code } } }',
    'materialUpdate',
  ),
  'Mutation.assetUploadBegin': curators(
    `mutation { assetUploadBegin(input: { productId: "none", kind: MODEL_GLB, bytes: 1, sha256: "${'0'.repeat(64)}" }) {
      userErrors { code } } }`,
    'assetUploadBegin',
  ),
  'Mutation.assetUploadFinish': curators(
    'mutation { assetUploadFinish(id: "none") { userErrors { code } } }',
    'assetUploadFinish',
  ),
};

let known: People;
beforeAll(async () => {
  known = await people();
});

describe('Every protected field', () => {
  const sdl = parse(readFileSync(join(import.meta.dirname, '../../schema/supergraph.graphql'), 'utf8'));
  const access = accessByCoordinate(sdl);

  it('is in the table below', () => {
    expect(Object.keys(protectedFields).sort()).toEqual([...access.keys()].sort());
  });

  it.each(Object.entries(protectedFields))(
    '%s is returned to the right viewers only',
    async (_name, { query, path, may, not }) => {
      expect(await refusal(query, 'anonymous', path)).toBe('partner' === path[1] ? undefined : 'UNAUTHENTICATED');
      for (const person of not) expect([person, await refusal(query, person, path)]).toEqual([person, 'FORBIDDEN']);
      for (const person of may) expect([person, await refusal(query, person, path)]).toEqual([person, undefined]);
    },
  );

  it.each(Object.entries(protectedFields).filter(([name]) => access.get(name)?.maxAge))(
    '%s requires a recent authentication',
    async (_name, { query, path, may }) => {
      expect(may).not.toEqual([]);
      const age = (access.get(_name)?.maxAge as number) + 1;
      const codes: unknown[] = [];
      for (const person of may) {
        const who = person === 'elite' ? 'stale' : person;
        await ageSession(known[who], age);
        codes.push(await refusal(query, who, path));
        await ageSession(known[who], 0);
      }

      expect(codes).toEqual(may.map(() => 'STEP_UP_REQUIRED'));
    },
  );
});

describe('A direct request to a subgraph', () => {
  const entity = 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }';
  const product = { of: [{ __typename: 'Product', id: 'prod_none' }] };

  it.each(subgraphs)('$name rejects requests without a valid request token', async ({ name: subgraph }) => {
    const refused = {
      errors: [expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED' } })],
    };
    const stranger = signedFetch('00'.repeat(32), subgraph);
    const neighbour = signedFetch(requestTokenKey(subgraph === 'commerce' ? 'search' : 'commerce'), subgraph);
    const curator = { kind: 'CURATOR', id: 'x', scopes: ['provenance:write'] };

    for (const send of [fetch, stranger, neighbour])
      expect(await executeAt(address(subgraph), entity, product, {}, send)).toEqual(refused);
    expect(await executeAt(address(subgraph), entity, product, { 'x-axiom-viewer': JSON.stringify(curator) })).toEqual(
      refused,
    );
    expect(await executeAt(address(subgraph), '{ _service { sdl } }')).toEqual(refused);
  });

  it('returns a customer only to that customer', async () => {
    const mine = (await askAs('elite', '{ viewer { customer { id } } }')).data.viewer.customer.id;
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Customer { id createdAt } } }';
    const of = [{ __typename: 'Customer', id: mine }];
    const other: Viewer = { kind: 'ELITE', id: 'cus_other', scopes: ['account'], session: 'other' };

    const asOther = await executeAt(
      address('commerce'),
      query,
      { of },
      {},
      signedFetch(requestTokenKey('commerce'), 'commerce', { viewer: other }),
    );
    const asAnonymous = await executeAt(
      address('commerce'),
      query,
      { of },
      {},
      signedFetch(requestTokenKey('commerce'), 'commerce'),
    );

    expect(asOther.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    expect(asAnonymous.errors?.map(({ extensions }) => extensions.code)).toContain('UNAUTHENTICATED');
    expect(JSON.stringify([asOther.data, asAnonymous.data])).not.toMatch(/createdAt":"/);
  });
});

interface Case {
  query: string;
  path: (string | number)[];
  /** The viewers with access. */
  may: Person[];
  not: Person[];
}

/** A field of the viewer's own account. */
function own(query: string, ...path: string[]): Case {
  return { query, path, may: ['elite'], not: ['partner', 'curator'] };
}

function ownFields(type: string, fields: string[], select: (field: string) => string, parent: string) {
  return Object.fromEntries(
    fields.map((field): [string, Case] => [
      `${type}.${field}`,
      { ...own(`{ viewer { ${select(field)} } }`, 'viewer', parent, field), not: [] },
    ]),
  );
}

/** Fields for customers and curators only, about their own passkeys. */
function ownersOfPasskeys(query: string, ...path: string[]): Case {
  return { query, path, may: ['elite', 'curator'], not: ['partner'] };
}

/** A field for curators only. */
function curators(query: string, ...path: string[]): Case {
  return { query, path, may: ['curator'], not: ['elite', 'partner'] };
}

function askAs(person: Person, query: string): Promise<GraphResponse> {
  return execute(query, {}, known[person].headers);
}

/** The error code of the field at `path` or of a field around it; undefined when there is no error. */
async function refusal(query: string, person: Person, path: (string | number)[]): Promise<unknown> {
  const { errors = [] } = await askAs(person, query);
  const [error] = errors.filter(({ path: at = [] }) => at.every((step, index) => step === path[index]));
  return error?.extensions.code;
}

const address = (subgraph: string) => installationEnv()[variablesOf(subgraph).url] as string;
const requestTokenKey = (subgraph: string) => installationEnv()[variablesOf(subgraph).requestTokenKey] as string;

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  parse,
} from 'graphql';
import { type ValidatedSupergraph, validateSupergraph } from '#gateway/supergraph.ts';
import type { Access } from '#kit/graph/access.ts';
import { compose } from '#scripts/compose.ts';
import { nodeTypes } from '#subgraphs/identity/nodes.ts';
import { subgraphs } from '#subgraphs/registry.ts';

const folder = join(import.meta.dirname, '../../schema');
let schema: GraphQLSchema;
let policy: ValidatedSupergraph['policy'];

beforeAll(async () => {
  ({ schema, policy } = await validateSupergraph(readFileSync(join(folder, 'supergraph.graphql'), 'utf8')));
});

describe('The supergraph', () => {
  it('is composed from the current subgraphs, without errors and unexpected hints', async () => {
    expect(await compose()).toBe(readFileSync(join(folder, 'supergraph.graphql'), 'utf8'));
  });

  it('keeps the index feed out of the public graph', () => {
    const roots = Object.keys(schema.getQueryType()?.getFields() ?? {});

    expect(roots.filter((name) => name.endsWith('Changes'))).toEqual([]);
    expect(schema.getType('ChangeSet')).toBeUndefined();
  });

  it('has exactly the expected query fields', () => {
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {}).sort()).toEqual(
      [
        ...['product', 'products', 'collection', 'collections', 'category', 'categories', 'regions', 'localization'],
        ...['cart', 'order', 'material', 'materials', 'article', 'articles', 'artisan', 'artisans'],
        ...['search', 'suggest', 'viewer', 'partners', 'partner', 'partnerKeys', 'auditEvents', 'articleDrafts'],
        'contentDrafts',
        ...['contentDraft', 'preview', 'organization'],
        ...['curators', 'wishlist', 'searchAll', 'searchReport'],
        'catalogueSitemap',
        ...['contentSitemap', 'page', 'pages', 'menu', 'banners', 'store', 'stores', 'redirect', 'redirects', 'series'],
        ...['node', 'nodes'],
      ].sort(),
    );
  });

  it('requires a signed-in viewer for every mutation, except to buy, to sign up and to sign in', () => {
    const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {}).sort();
    const { open, guarded } = Object.groupBy(mutations, (name) =>
      policy.access.has(`Mutation.${name}`) ? 'guarded' : 'open',
    );

    expect(open).toEqual(
      [
        ...['passkeyRegistrationBegin', 'passkeyRegistrationFinish', 'passkeySignInBegin', 'passkeySignInFinish'],
        ...['recoverySignIn', 'curatorSignIn', 'customerSignUp', 'customerSignIn'],
        ...['customerEmailVerify', 'customerPasswordResetRequest', 'customerPasswordReset'],
        // The token of a mailed link authorises them; a notice is sent only after its address was confirmed.
        ...['stockNoticeCreate', 'stockNoticeConfirm', 'mailUnsubscribe'],
        // The id of a cart authorises its changes: only its buyer knows it.
        ...['cartCreate', 'cartLinesAdd', 'cartLinesUpdate', 'cartLinesRemove', 'cartMarketUpdate', 'cartBuyerUpdate'],
        ...['cartLinesClear', 'cartDelete', 'cartNoteUpdate', 'cartGiftUpdate'],
        ...['cartDiscountCodesUpdate', 'cartShippingMethodSet', 'cartPaymentStart', 'cartComplete'],
        // The session of the customer who placed the order authorises its changes, or the order's access token.
        ...['orderCancel', 'orderReturnRequest', 'orderReturnCancel'],
      ].sort(),
    );
    expect(guarded).toEqual(
      [
        ...['passkeyRename', 'passkeyRevoke', 'recoveryCodesGenerate', 'sessionRevoke', 'sessionRevokeAll'],
        ...[
          'partnerCreate',
          'partnerUpdate',
          'partnerKeyCreate',
          'partnerKeyRevoke',
          'articlePublish',
          'articleUnpublish',
          'previewLinkCreate',
          'contentPublish',
          'contentUnpublish',
        ],
        ...['provenanceCreate', 'provenanceCorrect', 'materialCreate', 'materialUpdate'],
        ...['assetUploadBegin', 'assetUploadFinish', 'customerEmailVerificationSend'],
        ...['webhookEndpointCreate', 'webhookEndpointUpdate', 'webhookEndpointDelete', 'webhookSecretRotate'],
        ...['webhookEndpointTest', 'webhookDeliveryReplay'],
        ...['curatorPasswordUpdate', 'curatorCreate', 'curatorScopesUpdate', 'curatorReset', 'curatorSessionsRevoke'],
        ...['cachePurge', 'cartMerge'],
        ...['wishlistAdd', 'wishlistRemove', 'wishlistShare', 'wishlistUnshare', 'marketingConsentUpdate'],
        ...['customerDataExport', 'customerDelete'],
        ...[
          'customerPasswordUpdate',
          'customerUpdate',
          'customerAddressCreate',
          'customerAddressUpdate',
          'customerAddressDelete',
        ],
      ].sort(),
    );
  });
});

describe('A protected field', () => {
  const guarded = () =>
    fields().flatMap(({ type, field }) => {
      const access = policy.access.get(`${type}.${field.name}`);
      return access ? [{ coordinate: `${type}.${field.name}`, field, access }] : [];
    });

  it('is nullable, so that a viewer without access still receives the other fields', () => {
    expect(guarded().filter(({ field }) => isNonNullType(field.type))).toEqual([]);
    expect(guarded().length).toBeGreaterThan(30);
  });

  it('describes the access that it requires', () => {
    const silent = guarded().filter(({ field, access }) => {
      const description = field.description?.replace(/\s+/g, ' ');
      return !description?.includes(needOf(access));
    });

    expect(silent.map(({ coordinate, access }) => `${coordinate}: ${needOf(access)}`)).toEqual([]);
  });
});

describe('A subgraph schema', () => {
  it.each(subgraphs)('of $name is valid by itself', ({ name }) => {
    const sdl = ['shared', name].map((file) => readFileSync(join(folder, `${file}.graphql`), 'utf8')).join('\n');

    expect(() => buildSubgraphSchema([{ typeDefs: parse(sdl) }])).not.toThrow();
  });
});

describe('Every name of the graph', () => {
  it('has a description that ends with a full stop', () => {
    const bare = describedThings().filter(([, text]) => !/^[A-ZÀ-Ý`][\s\S]*[.:`]$/.test(text?.trim() ?? ''));

    expect(bare.map(([name]) => name)).toEqual([]);
    expect(describedThings().length).toBeGreaterThan(400);
  });

  it('follows the naming conventions', () => {
    const odd = describedThings()
      .map(([name]) => name)
      .filter((name) => {
        const last = name.split('.').at(-1) as string;
        if (name.includes('(')) return !/\([a-z][A-Za-z0-9]*\)$/.test(name);
        if (!name.includes('.')) return !/^[A-Z][A-Za-z0-9]*$/.test(last);
        return !/^([a-z][A-Za-z0-9]*|[A-Z][A-Z0-9_]*)$/.test(last);
      });

    expect(odd).toEqual([]);
  });
});

describe('Lists', () => {
  it('are connections, or their descriptions give a maximum length', () => {
    const unbounded = fields()
      .filter(({ field }) => isListType(nullable(field)) && !field.args.some(({ name }) => name === 'first'))
      .filter(({ type }) => !/(Connection|Edge)$/.test(type))
      .filter(({ field }) => !/\b(at most|one for each|one entry for each|as asked)\b/.test(field.description ?? ''));

    expect(unbounded.map(({ type, field }) => `${type}.${field.name}`)).toEqual([]);
  });

  it('that are connections have the same shape', () => {
    const connections = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter(({ name }) => name.endsWith('Connection'));
    const shapes = connections.map((type) => {
      const { edges, nodes, pageInfo, totalCount } = type.getFields();
      return [
        type.name,
        String(edges?.type),
        /^\[\w+!?\]!$/.test(String(nodes?.type)),
        String(pageInfo?.type),
        String(totalCount?.type),
      ];
    });

    expect(shapes).toEqual(
      connections.map(({ name }) => [name, `[${name.replace('Connection', 'Edge')}!]!`, true, 'PageInfo!', 'Int!']),
    );
  });

  it('that are pages have the arguments `first`, with a default, and `after`', () => {
    const pages = fields().filter(({ field }) => getNamedType(field.type).name.endsWith('Connection'));
    const without = pages.filter(({ field }) => {
      const args = new Map(field.args.map((arg) => [arg.name, arg]));
      return typeof args.get('first')?.defaultValue !== 'number' || !args.has('after');
    });

    expect(without.map(({ type, field }) => `${type}.${field.name}`)).toEqual([]);
    expect(pages.length).toBeGreaterThan(15);
  });
});

describe('An object with an id', () => {
  /** Types whose objects can be found only as a part of another, or only once. */
  const parts: Record<string, string> = {
    ArticleDraft: 'a version of an article, of which there is one at most',
    ContentDraft: 'a version of a document, of which there is one at most',
    AssetUpload: 'shown when it is begun, with an address that is signed once',
    CartLine: 'a part of its cart',
    CartPayment: 'a part of its cart',
    CreditNote: 'a part of its order',
    CustomerAddress: 'a part of its customer',
    DeliveryOption: 'what a market offers at the moment',
    Fulfillment: 'a part of its order',
    Invoice: 'a part of its order',
    OrderLine: 'a part of its order',
    PassportEvent: 'a part of its passport',
    Payment: 'a part of its order',
    PaymentCapture: 'a part of its payment',
    PaymentRefund: 'a part of its payment',
    ProductOption: 'a part of its product',
    ProductOptionValue: 'a part of its product',
    Return: 'a part of its order',
    ShippingOption: 'what a cart can choose at the moment',
    WishlistItem: 'a part of its wishlist',
    Viewer: 'the viewer of the request, whom no id chooses',
  };
  const withId = () => types().filter((type) => isObjectType(type) && 'id' in type.getFields());

  it('is a Node, or one of the exceptions', () => {
    const others = withId().filter(
      (type) => !isObjectType(type) || !type.getInterfaces().some(({ name }) => name === 'Node'),
    );

    expect(others.map(({ name }) => name).sort()).toEqual(Object.keys(parts).sort());
  });

  it('has a type that the prefix of its id determines', () => {
    const node = schema.getType('Node');
    const found = isInterfaceType(node) ? schema.getImplementations(node).objects.map(({ name }) => name) : [];

    expect(Object.values(nodeTypes).sort()).toEqual(found.sort());
  });
});

describe('Scalars', () => {
  it('have a URL of their specification', () => {
    const own = Object.values(schema.getTypeMap())
      .filter(isScalarType)
      .filter((type) => !isSpecifiedScalarType(type));

    expect(own.filter(({ specifiedByURL }) => !specifiedByURL).map(({ name }) => name)).toEqual([]);
    expect(own.map(({ name }) => name)).toContain('Decimal');
  });

  it('for money are decimal strings, not floating-point numbers', () => {
    const money = fields().filter(({ field }) => /price|amount|total$|subtotal|cost/i.test(field.name));

    expect(
      money.filter(({ field }) => getNamedType(field.type).name === 'Float').map(({ field }) => field.name),
    ).toEqual([]);
  });
});

/** The sentence with which a description states the access that a field requires. */
function needOf({ scopes, maxAge }: Access): string {
  const sets = scopes.map((lists) =>
    lists.map((list) => list.map((scope) => `\`${scope}\``).join(' and ')).join(' or '),
  );
  const who = sets.length > 0 ? `Requires the scope ${sets.join(' and ')}` : 'Requires a signed-in viewer';
  return maxAge === undefined ? `${who}.` : `${who} and an authentication at most ${maxAge / 60} minutes old.`;
}

/** Every named element of the public graph with its description: `Type`, `Type.field`, `Type.field(argument)`. */
function describedThings(): [name: string, description: string | null | undefined][] {
  const things = types().flatMap((type) => {
    const own: [string, string | null | undefined][] = [[type.name, type.description]];
    if (isEnumType(type))
      own.push(
        ...type.getValues().map((value) => [`${type.name}.${value.name}`, value.description] as [string, string]),
      );
    if (isInputObjectType(type) || isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        own.push([`${type.name}.${field.name}`, field.description]);
        if ('args' in field)
          own.push(
            ...field.args.map(
              (arg: GraphQLArgument) =>
                [`${type.name}.${field.name}(${arg.name})`, arg.description] as [string, string],
            ),
          );
      }
    }
    return own;
  });
  return [['Schema', schema.description], ...things];
}

function types() {
  return Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
}

function fields(): { type: string; field: GraphQLField<unknown, unknown> }[] {
  return types()
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type: type.name, field })));
}

function nullable(field: GraphQLField<unknown, unknown>) {
  return isNonNullType(field.type) ? field.type.ofType : field.type;
}

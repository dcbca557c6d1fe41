import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { lostFields, withPaths } from './lost-fields.ts';

const schema = buildSchema(`
  interface Asset { bytes: Int }
  type Model implements Asset { bytes: Int triangles: Int }
  type Texture implements Asset { bytes: Int width: Int }
  type Query { asset: Asset model: Model }
`);
const fetchOf = (query: string, variables: Record<string, unknown[] | boolean> = {}) => ({
  request: {
    entities: Object.entries(variables).map(([, list]) => ({ key: '_entities', count: Object(list).length })),
    fetch: { subgraph: 'assets', query, operationName: undefined, isMutation: false },
    variables: JSON.stringify(variables),
  },
  schema,
});

const entities = fetchOf(
  `query Page__provenance__1($representations: [_Any!]!) {
    _entities(representations: $representations) {
      ... on Asset { bytes }
      ... on Model { __typename mesh: triangles }
      ...Texture
    }
  }
  fragment Texture on Texture { width }`,
  {
    representations: [
      { __typename: 'Model', id: 'm' },
      { __typename: 'Texture', id: 't' },
    ],
  },
);

describe('A fetch that fails', () => {
  it('loses the fields at its root, by their aliases', () => {
    const fetch = fetchOf('query Q($id: ID) { __typename first: product(id: $id) { title } ... { viewer { id } } }');

    expect(lostFields(fetch)).toEqual([['first'], ['viewer']]);
  });

  it('loses the fields that are selected for the type of each entity', () => {
    expect(lostFields(entities)).toEqual([
      ['_entities', 0, 'bytes'],
      ['_entities', 0, 'mesh'],
      ['_entities', 1, 'bytes'],
      ['_entities', 1, 'width'],
    ]);
  });

  it('loses no skipped field', () => {
    const fetch = fetchOf(
      `query Q($yes: Boolean = true, $no: Boolean!) {
        a @include(if: $no)
        b @skip(if: $no)
        c @skip(if: true)
        d @include(if: $yes)
      }`,
      { no: false },
    );

    expect(lostFields(fetch)).toEqual([['b'], ['d']]);
  });
});

describe('An error of a subgraph', () => {
  const at = (path?: (string | number)[]) => ({ message: 'No.', ...(path && { path }), extensions: { code: 'X' } });

  it('keeps its path', () => {
    expect(withPaths([at(['_entities', 1, 'width'])], entities)).toEqual([at(['_entities', 1, 'width'])]);
    expect(withPaths([at(['asset', 'bytes'])], fetchOf('{ asset { bytes } }'))).toEqual([at(['asset', 'bytes'])]);
  });

  it('of an entity is at each of its fields', () => {
    expect(withPaths([at(['_entities', 1])], entities)).toEqual([
      at(['_entities', 1, 'bytes']),
      at(['_entities', 1, 'width']),
    ]);
  });

  it('of the whole request is at each of its fields', () => {
    expect(withPaths([at()], fetchOf('{ asset { bytes } model { bytes } }'))).toEqual([at(['asset']), at(['model'])]);
    expect(withPaths([at(['_entities'])], entities)).toHaveLength(4);
  });
});

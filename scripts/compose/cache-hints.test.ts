import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { mistakesInCacheHints } from './cache-hints.ts';

const shop = (sdl: string, cacheTags: string[] = ['book', 'books']) => ({
  name: 'shop',
  typeDefs: parse(sdl),
  cacheTags,
});

const valid = `
  type Query {
    book: Book
    books(topic: String): [Book] @cacheControl(maxAge: 60, staleIfError: 60) @cacheTag(format: "books")
    mine: [Book] @requiresScopes(scopes: [["mine"]]) @cacheControl(scope: PRIVATE)
    silent: Silent @cacheControl(maxAge: 0)
  }
  type Book @key(fields: "id") @cacheControl(maxAge: 60) @cacheTag(format: "book:{$key.id}") {
    id: ID!
    topic: String
    cover: Cover
    reader: Silent @authenticated @cacheControl(scope: PRIVATE)
  }
  type Cover @cacheControl(inheritMaxAge: true) { url: String }
  type Silent { text: String unknown: Silent }
`;

describe('The cache hints of the subgraphs', () => {
  it('are composed when they have no mistake', () => {
    expect(mistakesInCacheHints([shop(valid)])).toEqual([]);
  });

  it.each([
    ['maxAge: 60)', 'maxAge: -1)', ['Book has a negative number of seconds.']],
    [
      'maxAge: 60)',
      'maxAge: 60, taggedMaxAge: 59)',
      ['Book has a `taggedMaxAge` without a `maxAge` that is as long at most.'],
    ],
    ['maxAge: 60)', 'maxAge: 60, inheritMaxAge: true)', ['Book has both `maxAge` and `inheritMaxAge`.']],
    ['inheritMaxAge: true', 'inheritMaxAge: true, staleIfError: 5', ['Cover has `staleIfError` without `maxAge`.']],
    [
      'book:{$key.id}',
      'book:{$key.cover}',
      ['Book has a cache tag whose value is not a scalar field of the type: book:{$key.cover}.'],
    ],
    ['book:{$key.id}', 'book:{id}', [/^Book has a cache tag with an invalid format: book:\{id\}\.$/]],
    [
      'format: "books"',
      'format: "books:{$args.subject}"',
      ['Query.books has a cache tag whose value is not a scalar argument of the field: books:{$args.subject}.'],
    ],
    ['@cacheControl(inheritMaxAge: true) {', '{', [/^Book\.cover and its type have no @cacheControl\./]],
    [
      'silent: Silent @cacheControl(maxAge: 0)',
      'silent: Silent',
      [/^Query\.silent and its type have no @cacheControl\./],
    ],
    [
      '@authenticated @cacheControl(scope: PRIVATE)',
      '@authenticated @cacheControl(maxAge: 5)',
      ['Book.reader requires a viewer, so its @cacheControl must be PRIVATE.'],
    ],
    [
      'silent: Silent @cacheControl(maxAge: 0)',
      'silent: Silent @cacheControl(maxAge: 5)',
      ['Query.silent is cached and has no @cacheTag.'],
    ],
    [
      'topic: String\n',
      'topic: String @cacheTag(format: "topics")\n',
      ['Book.topic depends on the cache tag "topics", which the feed of shop does not report.'],
    ],
  ])('are rejected where %s becomes %s', (text, other, mistakes) => {
    const changed = valid.replace(text, other);

    expect(changed).not.toBe(valid);
    expect(mistakesInCacheHints([shop(changed)])).toEqual(
      mistakes.map((mistake) => (typeof mistake === 'string' ? mistake : expect.stringMatching(mistake))),
    );
  });

  it('are rejected where two subgraphs differ, and not where only one has any', () => {
    const other = (hint: string) => ({
      name: 'journal',
      typeDefs: parse(`type Book @key(fields: "id") ${hint} { id: ID! cover: Cover @cacheTag(format: "covers") }`),
      cacheTags: ['covers'],
    });

    expect(mistakesInCacheHints([shop(valid), other('')])).toEqual([]);
    expect(mistakesInCacheHints([shop(valid), other('@cacheControl(maxAge: 61)')])).toEqual([
      'Book has other cache hints in shop than in journal.',
    ]);
  });

  it('are rejected where a subgraph adds fields to a type and its feed does not report the type', () => {
    const other = (hint: string, cacheTags: string[]) => ({
      name: 'journal',
      typeDefs: parse(`type Book @key(fields: "id") { id: ID! review: String ${hint} }`),
      cacheTags,
    });

    expect(mistakesInCacheHints([shop(valid), other('@cacheControl(maxAge: 0)', [])])).toEqual([]);
    expect(mistakesInCacheHints([shop(valid), other('', ['reviews'])])).toEqual([
      'Book.review depends on the cache tag "book", which the feed of journal does not report.',
      'The feed of journal reports the cache tag "reviews", on which nothing depends.',
    ]);
  });
});

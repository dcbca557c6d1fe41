import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { compareSchemas } from './schema-changes.ts';

const none = { breaking: [], announced: [], descriptions: [], other: [] };
const due = '@deprecated(reason: "Use `title` instead. Removed after 2026-03-01.")';

const compare = (old: string, next: string, today = '2026-03-02') =>
  compareSchemas(buildSchema(old), buildSchema(next), today);

describe('A comparison of two schemas', () => {
  it('finds nothing between equal schemas', async () => {
    expect(await compare('type Query { title: String }', 'type Query { title: String }')).toEqual(none);
  });

  it('lists changed descriptions on their own', async () => {
    const changes = await compare('type Query { "A." title: String }', 'type Query { "B." title: String }');

    expect(changes).toEqual({ ...none, descriptions: [expect.stringContaining('Query.title')] });
  });

  it('accepts additions and deprecations', async () => {
    const changes = await compare(
      'type Query { name: String title: String }',
      `type Query { name: String ${due} title: String size: Int }`,
    );

    expect([changes.breaking, changes.announced]).toEqual([[], []]);
    expect(changes.other.join('\n')).toContain("Field 'size' was added");
  });

  it.each([
    ['a removed field', 'type Query { name: String title: String }', 'type Query { title: String }'],
    ['a field that becomes nullable', 'type Query { title: String! }', 'type Query { title: String }'],
    ['a required argument', 'type Query { title: String }', 'type Query { title(id: ID!): String }'],
    ['a removed enum value', 'type Query { a: A } enum A { B C }', 'type Query { a: A } enum A { B }'],
    ['a removed type', 'type Query { title: String } type A { b: Int }', 'type Query { title: String }'],
    [
      'a removed field whose deprecation names no date',
      'type Query { name: String @deprecated(reason: "Use `title` instead.") title: String }',
      'type Query { title: String }',
    ],
  ])('reports %s as breaking', async (_, old, next) => {
    const changes = await compare(old, next);

    expect(changes.breaking).toHaveLength(1);
    expect(changes.announced).toEqual([]);
  });

  it.each([
    ['on that date', '2026-03-01', 'breaking'],
    ['after that date', '2026-03-02', 'announced'],
  ] as const)('reports the removal of a field deprecated with a date, %s (%s), as %s', async (_, today, kind) => {
    const changes = await compare(
      `type Query { name: String ${due} title: String }`,
      'type Query { title: String }',
      today,
    );

    expect(changes).toEqual({ ...none, [kind]: [expect.stringContaining('name')] });
  });

  it('accepts the removal of a type that only announced removals referred to', async () => {
    const old = `type Query { name(a: In): Name ${due} title: String } type Name { first: String } input In { b: Int }`;

    const changes = await compare(old, 'type Query { title: String }');

    expect(changes.breaking).toEqual([]);
    expect(changes.announced).toHaveLength(3);
  });

  it('reports the removal of a type that is still referred to elsewhere', async () => {
    const old = `type Query { name: Name ${due} other: Name title: String } type Name { first: String }`;

    expect((await compare(old, 'type Query { title: String }')).breaking).toHaveLength(2);
  });
});

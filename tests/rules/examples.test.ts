import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { readExampleGroups, readExamples } from '#gateway/pages/explorer/operations.ts';
import { referencesIn } from '#gateway/pages/explorer/references.ts';
import { validateSupergraph } from '#gateway/supergraph.ts';

const folder = join(import.meta.dirname, '../../schema');
const entries = readdirSync(join(folder, 'operations'), { recursive: true, encoding: 'utf8' });
const files = entries.filter((path) => path.endsWith('.graphql'));
const examples = await readExamples();
let schema: GraphQLSchema;
beforeAll(async () => {
  ({ schema } = await validateSupergraph(readFileSync(join(folder, 'supergraph.graphql'), 'utf8')));
});

describe('The example operation', () => {
  it.each(files)('%s is valid and begins with a description', (path) => {
    const text = readFileSync(join(folder, 'operations', path), 'utf8');

    expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
    expect(text).toMatch(/^# .+\.\n/);
    expect(text).toMatch(new RegExp(`^(query|mutation) ${basename(path, '.graphql')}\\b`, 'm'));
  });

  it.each(examples)(
    '$name selects the id of every object that has one, so that caches can normalise it',
    ({ query }) => {
      expect(selectionsWithoutId(parse(query))).toEqual([]);
    },
  );
});

describe('The example operations', () => {
  it('show every root field', () => {
    const shown = new Set(examples.flatMap(({ query }) => rootFields(parse(query))));
    const offered = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    );

    expect(offered.filter((name) => !shown.has(name))).toEqual([]);
    expect(offered.length).toBeGreaterThan(60);
  });

  it('are each in one collection of their folder', async () => {
    const listed = (await readExampleGroups()).flatMap(({ folder, collections }) =>
      collections.flatMap(({ operations }) => operations.map(({ name }) => join(folder, `${name}.graphql`))),
    );

    expect(listed.sort()).toEqual(files.toSorted());
  });

  it('have names that are unique across the folders', () => {
    expect(new Set(examples.map(({ name }) => name)).size).toBe(examples.length);
  });

  it('have no variables without an operation', () => {
    const variables = entries.filter((path) => path.endsWith('.variables.json'));

    expect(variables.filter((path) => !files.includes(path.replace('.variables.json', '.graphql')))).toEqual([]);
  });

  it('refer only to results of examples before them', () => {
    const answered = new Map<string, DocumentNode>();
    const unanswered = examples.flatMap((example) => {
      const document = parse(example.query);
      const known = referencesIn([example.variables && JSON.parse(example.variables)])
        .filter((name) => !name.startsWith('$'))
        .filter((name) => !isSelected(answered.get(name.split('.')[0] as string), name));
      for (const field of rootFields(document)) answered.set(field, document);
      return known.map((name) => `${example.name}: ${name}`);
    });

    expect(unanswered).toEqual([]);
  });
});

/** Selections of an object or interface with an `id` that do not select it. */
function selectionsWithoutId(document: DocumentNode): string[] {
  const without: string[] = [];
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      enter: (field) => {
        if (field.kind !== Kind.FIELD) return;
        const type = getNamedType(info.getType());
        if (type && hasId(type) && !selects(field.selectionSet, 'id'))
          without.push(`${field.name.value}: ${type.name}`);
      },
    }),
  );
  return without;
}

function hasId(type: GraphQLNamedType): boolean {
  return (isObjectType(type) || isInterfaceType(type)) && 'id' in type.getFields();
}

function selects(set: SelectionSetNode | undefined, name: string): boolean {
  return fieldOf(set, name) !== undefined;
}

function fieldOf(set: SelectionSetNode | undefined, name: string) {
  const fields = set?.selections.filter((selection) => selection.kind === Kind.FIELD) ?? [];
  return fields.find((field) => (field.alias ?? field.name).value === name);
}

function rootFields(document: DocumentNode): string[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? definition.selectionSet.selections.flatMap((field) => (field.kind === Kind.FIELD ? [field.name.value] : []))
      : [],
  );
}

/** Whether a document selects what a reference names; positions in lists are ignored. */
function isSelected(document: DocumentNode | undefined, reference: string): boolean {
  const [operation] = document?.definitions ?? [];
  let set = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : undefined;
  const steps = reference.split('.').filter((step) => !/^\d+$/.test(step));
  return steps.every((step) => {
    const field = fieldOf(set, step);
    set = field?.selectionSet;
    return field !== undefined;
  });
}

import { type DirectiveNode, Kind, parse, valueFromASTUntyped } from 'graphql';
import { sdls } from './schema.ts';

export type Subgraph = keyof typeof sdls;

/** What the subgraphs declare of one object type. */
interface Part {
  fields: ReadonlySet<string>;
  /** The first field of each key. */
  keys: readonly string[];
}

const names = Object.keys(sdls) as Subgraph[];
const parts = new Map(names.map((name) => [name, partsOf(sdls[name])]));

/** The fields that a field requires, and those that the object in its value has in addition to its own, by coordinate. */
export const required = new Map<string, readonly string[]>();
export const provided = new Map<string, readonly string[]>();
for (const name of names) {
  for (const [coordinate, directive] of fieldDirectives(sdls[name])) {
    const fields = [
      ...String(argumentOf(directive, 'fields'))
        .replaceAll(/\{[^}]*\}/g, '')
        .matchAll(/\w+/g),
    ].map(String);
    if (directive.name.value === 'requires') required.set(coordinate, fields);
    if (directive.name.value === 'provides') provided.set(coordinate, fields);
  }
}

/** Whether a subgraph resolves a field itself. */
export function resolves(subgraph: Subgraph, type: string, field: string): boolean {
  return parts.get(subgraph)?.get(type)?.fields.has(field) ?? false;
}

/**
 * The subgraphs that a gateway must ask for a field of an object from `origin`, in order, because each gives the key for the next.
 * The last one resolves the field. Empty where the origin does so; `origin` is undefined at the root.
 */
export function wayTo(type: string, field: string, origin: Subgraph | undefined): Subgraph[] {
  if (origin === undefined) return names.filter((name) => resolves(name, type, field)).slice(0, 1);
  const ways: Subgraph[][] = [[origin]];
  for (const way of ways) {
    const last = way.at(-1) as Subgraph;
    if (resolves(last, type, field)) return way.slice(1);
    const next = names.filter((name) => {
      const keys = parts.get(name)?.get(type)?.keys ?? [];
      return !way.includes(name) && keys.some((key) => resolves(last, type, key));
    });
    ways.push(...next.map((name) => [...way, name]));
  }
  throw new Error(`No way leads from ${origin} to ${type}.${field}.`);
}

function partsOf(sdl: string): Map<string, Part> {
  const types = objectTypes(sdl).map(({ name, fields = [], directives = [] }): [string, Part] => {
    const own = fields.filter((field) => !field.directives?.some((directive) => directive.name.value === 'external'));
    const keys = directives.filter((directive) => directive.name.value === 'key');
    return [
      name.value,
      {
        fields: new Set(own.map((field) => field.name.value)),
        keys: keys.map((key) => String(argumentOf(key, 'fields')).split(' ')[0] as string),
      },
    ];
  });
  return new Map(types);
}

function fieldDirectives(sdl: string): [string, DirectiveNode][] {
  return objectTypes(sdl).flatMap((type) =>
    (type.fields ?? []).flatMap(({ name, directives = [] }) =>
      directives.map((directive): [string, DirectiveNode] => [`${type.name.value}.${name.value}`, directive]),
    ),
  );
}

function objectTypes(sdl: string) {
  return parse(sdl).definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION);
}

function argumentOf({ arguments: given = [] }: DirectiveNode, name: string): unknown {
  const value = given.find((argument) => argument.name.value === name)?.value;
  return value && valueFromASTUntyped(value);
}

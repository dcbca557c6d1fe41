import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core';
import {
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { validateSupergraph } from '#gateway/supergraph.ts';
import { reasonOf } from '#kit/process/run-process.ts';

const file = 'schema/supergraph.graphql';

/** The differences of two schemas as sentences, by what they mean for clients. */
export interface SchemaChanges {
  /** Changes that break clients and were not announced in time. */
  breaking: string[];
  /** Removals of what was deprecated with a date, on or after that date. */
  announced: string[];
  /** Changes of descriptions alone. */
  descriptions: string[];
  /** Additions, deprecations, and everything else that breaks no client. */
  other: string[];
}

/**
 * Compares two public schemas. A removal is announced when the old schema has a deprecation reason with
 * "Removed after YYYY-MM-DD" and `today`, also as `YYYY-MM-DD`, is after that date. The removal of a type is announced
 * when everything that referred to it was.
 */
export async function compareSchemas(old: GraphQLSchema, next: GraphQLSchema, today: string): Promise<SchemaChanges> {
  const changes = await diff(old, next);
  const isAnnounced = announcedIn(old, today);
  const kindOf = ({ type, path = '', criticality }: Change): keyof SchemaChanges => {
    if (/DESCRIPTION/.test(type)) return 'descriptions';
    if (criticality.level !== CriticalityLevel.Breaking) return 'other';
    return /REMOVED/.test(type) && isAnnounced(path) ? 'announced' : 'breaking';
  };
  const kinds = Object.groupBy(changes, kindOf);
  const messages = (kind: keyof SchemaChanges) => (kinds[kind] ?? []).map(({ message }) => message);
  return {
    breaking: messages('breaking'),
    announced: messages('announced'),
    descriptions: messages('descriptions'),
    other: messages('other'),
  };
}

/** Whether the removal of a type, field, argument or enum value was announced, by its path in the old schema. */
function announcedIn(old: GraphQLSchema, today: string): (path: string) => boolean {
  const elements = elementsOf(old);
  const wasDue = (path: string): boolean => {
    const [, date] = /Removed after (\d{4}-\d{2}-\d{2})/.exec(elements.get(path)?.deprecationReason ?? '') ?? [];
    return date !== undefined && today > date;
  };
  // An argument or field is announced with the field or type around it.
  const isDue = (path: string): boolean => {
    const parts = path.split('.');
    return parts.some((_, index) => wasDue(parts.slice(0, index + 1).join('.')));
  };
  return (path) => {
    if (path.includes('.')) return isDue(path);
    const references = [...elements].filter(([, { type }]) => type === path).map(([reference]) => reference);
    return references.length > 0 && references.every(isDue);
  };
}

/** Fields, arguments and enum values by path, with the name of their type. */
function elementsOf(schema: GraphQLSchema): Map<string, { type?: string; deprecationReason?: string | null }> {
  const elements = new Map<string, { type?: string; deprecationReason?: string | null }>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isEnumType(type)) for (const value of type.getValues()) elements.set(`${type.name}.${value.name}`, value);
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const { deprecationReason } = field;
      elements.set(`${type.name}.${field.name}`, { type: String(getNamedType(field.type)), deprecationReason });
      for (const argument of 'args' in field ? field.args : [])
        elements.set(`${type.name}.${field.name}.${argument.name}`, {
          type: String(getNamedType(argument.type)),
          deprecationReason: argument.deprecationReason,
        });
    }
  }
  return elements;
}

/** The public schema of a supergraph: without what is `@inaccessible`. */
async function publicSchema(sdl: string): Promise<GraphQLSchema> {
  const supergraph = await validateSupergraph(sdl);
  await supergraph.close();
  return supergraph.schema;
}

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: 'pipe' });
}

/** The last tag. Throws when there is none. */
function lastTag(): string {
  const [tag] = git('tag', '--list', '--sort=-creatordate', '--merged').split('\n');
  if (!tag) throw new Error('There is no tag yet. Name a revision: npm run schema:changes -- <revision>');
  return tag;
}

/** Prints the changes since a revision, and returns whether none of them breaks clients. */
async function report(revision: string): Promise<boolean> {
  const old = await publicSchema(git('show', `${revision}:${file}`));
  const next = await publicSchema(readFileSync(file, 'utf8'));
  const changes = await compareSchemas(old, next, new Date().toISOString().slice(0, 10));
  for (const message of changes.other) console.log(`  ${message}`);
  for (const message of changes.announced) console.log(`  Announced: ${message}`);
  console.log(
    `Since ${revision}: ${changes.descriptions.length} changed descriptions, ${changes.other.length} other compatible changes.`,
  );
  for (const message of changes.breaking) console.error(`BREAKING: ${message}`);
  if (changes.breaking.length === 0) return true;
  console.error('Deprecate first: `@deprecated(reason: "Use `x` instead. Removed after YYYY-MM-DD.")`.');
  return false;
}

/** `npm run schema:changes -- <revision>`: compares with the supergraph of a revision, by default the last tag. Exits 1 on breaking changes. */
if (import.meta.main) {
  try {
    if (!(await report(process.argv[2] ?? lastTag()))) process.exitCode = 1;
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exitCode = 1;
  }
}

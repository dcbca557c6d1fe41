import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type ConstDirectiveNode, isTypeDefinitionNode, parse, valueFromASTUntyped } from 'graphql';
import { subgraphs } from '#subgraphs/registry.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
const guide = read('docs/guides/caching.md');

describe('The guide to caching', () => {
  it('has the lives of the schema', () => {
    const rows = [...guide.matchAll(/^\| (`.*?`) +\| ([\d,]+) +\| ([\d,]+) +\| ([\d,]+) +\|$/gm)];
    const inGuide = rows.flatMap(([, names = '', ...times]) =>
      [...names.matchAll(/`([\w.]+)`/g)].map(([, name]) => [name, ...times.map(secondsIn)]),
    );

    expect(inGuide.map(String).sort()).toEqual(livesOf(read('schema/supergraph.graphql')).map(String).sort());
    expect(inGuide.length).toBeGreaterThan(30);
  });

  it('has the tags that the change feeds report', () => {
    const rows = [...guide.matchAll(/^\| (`[^|]*`) +\| ([a-z, ]+?) +\| [^|]+\|$/gm)];
    const inGuide = rows.flatMap(([, tags = '', names = '']) =>
      [...tags.matchAll(/`([a-z]+)(?::\w+…)?`/g)].flatMap(([, tag]) =>
        names.split(', ').map((name) => `${name}/${tag}`),
      ),
    );

    expect(inGuide.sort()).toEqual(
      subgraphs.flatMap(({ name, cacheTags }) => cacheTags.map((tag) => `${name}/${tag}`)).sort(),
    );
  });
});

type Life = [coordinate: string, maxAge: number, taggedMaxAge: number, staleIfError: number];

function secondsIn(text: string | undefined): number {
  return Number(text?.replace(',', ''));
}

/** Each coordinate with a `maxAge`, with its `taggedMaxAge` and `staleIfError`. */
function livesOf(sdl: string): Life[] {
  return parse(sdl).definitions.flatMap((definition) => {
    if (!isTypeDefinitionNode(definition)) return [];
    const type = definition.name.value;
    const fields = 'fields' in definition ? (definition.fields ?? []) : [];
    return [
      ...lifeIn(type, definition.directives),
      ...fields.flatMap(({ name, directives }) => lifeIn(`${type}.${name.value}`, directives)),
    ];
  });
}

function lifeIn(coordinate: string, directives: readonly ConstDirectiveNode[] = []): Life[] {
  const hint = directives.find(({ name }) => name.value === 'cacheControl')?.arguments ?? [];
  const {
    maxAge,
    taggedMaxAge = maxAge,
    staleIfError = 0,
  } = Object.fromEntries(hint.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
  return maxAge === undefined ? [] : [[coordinate, Number(maxAge), Number(taggedMaxAge), Number(staleIfError)]];
}

import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, jest } from '@jest/globals';
import { startExampleRunner } from '../support/examples.ts';
import type { GraphResponse } from '../support/graph.ts';
import { gatewayUrl } from '../support/graph.ts';
import { payByCard } from '../support/payments/buyer.ts';
import { type Snippet, shapeDifferences, snippetsOf } from './snippets.ts';

jest.setTimeout(120_000);

const folder = join(import.meta.dirname, '../../docs/guides');
const root = join(import.meta.dirname, '../..');
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
const snippets = new Map(pages.map((page) => [page, snippetsOf(readFileSync(join(folder, page), 'utf8'))]));

/** Snippets that another test runs: the page, a text of the snippet, and the test. */
const elsewhere: [page: string, text: string, test: string][] = [
  ['clients.md', '"name": "gql.tada/ts-plugin"', 'tests/clients/typed.test.ts'],
  ['clients.md', 'npx gql.tada generate-schema', 'tests/clients/typed.test.ts'],
  ['clients.md', 'initGraphQLTada', 'tests/clients/typed.test.ts'],
  ['clients.md', '"preset": "client"', 'tests/clients/typed.test.ts'],
  ['limits.md', '"retryAfterMs": 275', 'tests/stories/limits.test.ts'],
];

/** The tests that import a sample of `docs/guides/clients/`. */
const tests = ['tests/clients', 'tests/rules'].flatMap((name) =>
  readdirSync(join(root, name))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(root, name, file), 'utf8')),
);

function isElsewhere(page: string, { text }: Snippet): boolean {
  return elsewhere.some(([where, part]) => where === page && text.includes(part));
}

describe('The guides for clients', () => {
  it('have no snippet that no test runs', () => {
    const unknown = [...snippets].flatMap(([page, all]) =>
      all
        .filter(
          (snippet) =>
            !['graphql', 'sh', 'http', 'ts', 'json'].includes(snippet.language) && !isElsewhere(page, snippet),
        )
        .map(({ language, line }) => `${page}:${line} ${language}`),
    );
    const unused = elsewhere.filter(([page, part]) => !snippets.get(page)?.some(({ text }) => text.includes(part)));

    expect(unknown).toEqual([]);
    expect(unused).toEqual([]);
    for (const [, , test] of elsewhere) expect(existsSync(join(root, test))).toBe(true);
    expect([...snippets.values()].flat().length).toBeGreaterThan(25);
  });

  it('are compared with the responses member by member', () => {
    const actual = { a: 'cart_1', b: [1, 2], c: null, d: { e: true } };

    expect(shapeDifferences({ a: 'cart_…', b: [3], c: null, d: { e: false } }, actual)).toEqual([]);
    expect(shapeDifferences({ a: 'cart_2', b: [], c: {}, d: { f: 1 } }, actual)).toEqual([
      '$.a: "cart_1"',
      '$.b: [1,2]',
      '$.c: null',
      '$.d.f: undefined',
    ]);
    expect(() => snippetsOf('Text.\n\n    npm start\n')).toThrow('npm start');
  });

  it('show TypeScript that a test imports', () => {
    const samples = readdirSync(join(folder, 'clients')).map((file) => [
      file,
      readFileSync(join(folder, 'clients', file), 'utf8'),
    ]);
    const shown = [...snippets].flatMap(([page, all]) =>
      all
        .filter((snippet) => snippet.language === 'ts' && !isElsewhere(page, snippet))
        .map(({ text, line }) => ({ place: `${page}:${line}`, text })),
    );
    const untested = shown.filter(({ text }) => {
      const [file] = samples.find(([, sample]) => sample === text) ?? [];
      return !file || !tests.some((test) => test.includes(`docs/guides/clients/${file}'`));
    });

    expect(untested.map(({ place }) => place)).toEqual([]);
    expect(shown.length).toBeGreaterThan(5);
  });
});

describe.each([...snippets].filter(([, all]) => all.length > 0))('The snippets of %s', (page, all) => {
  it('work as the page says', async () => {
    const runner = startExampleRunner();
    const problems: unknown[] = [];
    let response: GraphResponse | undefined;
    let output = '';
    for (const [index, snippet] of all.entries()) {
      const { language, role, text, line } = snippet;
      if (isElsewhere(page, snippet) || language === 'ts') continue;
      const report = (problem: unknown) => problems.push([`${page}:${line}`, problem]);
      if (language === 'graphql') {
        const { variables = '{}', headers = '{}', response: shown } = jsonAfter(all, index);
        response = await runner.run({ name: `${page}:${line}`, query: text, variables, headers } as never);
        const started = response.data?.cartPaymentStart?.cart?.payment;
        // The buyer pays in the form of the payment provider.
        if (started) await payByCard(started.id);
        if (response.errors && !shown) report(response.errors);
      } else if (language === 'sh') {
        output = await shell(text);
        response = output.startsWith('{') ? JSON.parse(output) : undefined;
        if (output === '') report('no output');
      } else if (language === 'http') {
        for (const [, name] of text.matchAll(/^([\w-]+): /gm)) if (!output.includes(`\n${name}: `)) report(name);
      } else if (role === 'response') {
        for (const difference of shapeDifferences(JSON.parse(text), response)) report(difference);
      } else if (role !== 'variables' && role !== 'headers') {
        report('JSON without a role');
      }
    }

    expect(problems).toEqual([]);
  });
});

/** The JSON directly after a snippet, by role. */
function jsonAfter(all: readonly Snippet[], index: number): Record<string, string | undefined> {
  const rest = all.slice(index + 1);
  const end = rest.findIndex(({ language }) => language !== 'json');
  return Object.fromEntries(rest.slice(0, end === -1 ? rest.length : end).map(({ role, text }) => [role, text]));
}

/** The output of a command at the test installation, whose address replaces that of the local stack. */
async function shell(text: string): Promise<string> {
  const command = text.replaceAll(/(http:\/\/)?localhost:4000/g, gatewayUrl());
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', command]);
  return stdout.replaceAll('\r', '');
}

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { suites } from './suites.fixture.ts';

const root = join(import.meta.dirname, '../..');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Lays an audit whose server is started as that of the public one. `extra`: the source of further suites. */
async function layAudit(extra: string): Promise<void> {
  const fixture = pathToFileURL(join(import.meta.dirname, 'suites.fixture.ts'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', scripts: { start: 'node cli.mjs' } }));
  await writeFile(
    join(folder, 'cli.mjs'),
    `import { serveSuites, suites } from ${JSON.stringify(fixture)};
const [command, option, port] = process.argv.slice(2);
if (command !== 'serve' || option !== '--port') throw new Error('Unknown command.');
await serveSuites([...suites, ${extra}], Number(port));\n`,
  );
}

/** Runs the command. The result has its exit code and its output without terminal styles. */
async function audit(...args: string[]): Promise<{ code: number; output: string }> {
  const run = promisify(execFile)(process.execPath, [join(root, 'scripts/audit-federation.ts'), ...args], {
    cwd: root,
  });
  const { code = 0, stdout, stderr } = await run.catch((error) => error);
  return { code, output: stripVTControlCharacters(stdout + stderr) };
}

describe('npm run audit:federation', () => {
  it('passes suites of the kinds of the public audit', async () => {
    await layAudit('');
    const { code, output } = await audit(folder);

    const rows = suites.map(({ id, tests }) => [id, String(tests.length), '0']);
    const total = suites.reduce((sum, { tests }) => sum + tests.length, 0);
    expect(
      output
        .trim()
        .split('\n')
        .map((line) => line.split(/\s{2,}/)),
    ).toEqual([['suite', 'passed', 'failed'], ...rows, ['total', String(total), '0']]);
    expect(code).toBe(0);
  }, 240_000);

  it('reports each failed case, and exits with 1', async () => {
    await layAudit(`{
      id: 'wrong',
      subgraphs: { a: { sdl: 'type Query { a: Int  b: Int }', resolvers: { Query: { a: () => 1 } } } },
      tests: [
        { query: '{ a b }', expected: { data: { b: null, a: 1 } } },
        { query: '{ a }', expected: { data: { a: 2 } } },
        { query: '{ b }', expected: { data: { b: null }, errors: true } },
      ],
    }`);
    const { code, output } = await audit(folder, '--suite', 'wrong');

    expect(code).toBe(1);
    expect(output.replace(/ +/g, ' ')).toBe(`suite passed failed
wrong 1 2
total 1 2

wrong, case 1
{ a }
 expected: {"data":{"a":2},"errors":false}
 received: {"data":{"a":1},"errors":false}

wrong, case 2
{ b }
 expected: {"data":{"b":null},"errors":true}
 received: {"data":{"b":null},"errors":false}
`);
  }, 120_000);

  it('refuses an unknown suite, and a folder without a server', async () => {
    await layAudit('');
    const unknown = await audit(folder, '--suite', 'nothing');
    await writeFile(join(folder, 'cli.mjs'), 'throw new Error("not installed");\n');
    const broken = await audit(folder);

    expect([unknown.code, broken.code]).toEqual([1, 1]);
    expect(unknown.output).toContain('There is no suite nothing. The suites are: shared-roots,');
    expect(broken.output).toMatch(/does not answer.*not installed/s);
  }, 120_000);
});

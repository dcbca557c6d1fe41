import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const documents = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' }).trim().split('\n');

describe('A document', () => {
  it('links only to files that exist', () => {
    const links = documents.flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = '']) => ({ file, target })),
    );
    const broken = links.filter(({ file, target }) => !existsSync(join(root, dirname(file), target)));

    expect(broken).toEqual([]);
    expect(links.length).toBeGreaterThan(50);
  });

  it('names only files and folders that exist', () => {
    const current = documents.filter((file) => !/^(CHANGELOG\.md|docs\/glossary\.md|docs\/decisions\/)/.test(file));
    const names = current.flatMap((file) =>
      [
        ...read(file).matchAll(
          /`((?:gateway|kit|subgraphs|workers|backends|simulators|catalogue|launcher|scripts|tests|bench|schema|docs)\/[\w./-]+)`/g,
        ),
      ].map(([, name = '']) => ({ file, name })),
    );
    const missing = names.filter(({ name }) => !existsSync(join(root, name)));

    expect(missing).toEqual([]);
    expect(names.length).toBeGreaterThan(50);
  });
});

describe('A decision', () => {
  const folder = 'docs/decisions';
  const decisions = readdirSync(join(root, folder)).filter((name) => /^\d{4}-/.test(name));
  const index = read(`${folder}/README.md`);

  it.each(decisions)('%s has a status and a row in the index', (name) => {
    const text = read(`${folder}/${name}`);
    const title = /^# (.+)$/m.exec(text)?.[1];
    const status = /^Status: (.+)\.$/m.exec(text)?.[1];

    expect(title).toBeDefined();
    expect(status).toMatch(/^(Accepted|Superseded|Deprecated)/);
    expect(index.replaceAll(/ +/g, ' ')).toContain(`| [${name.slice(0, 4)}](${name}) | ${title} | ${status} |`);
  });
});

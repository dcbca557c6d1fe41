import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isAlive } from '#kit/process/children.ts';

const scripts = join(import.meta.dirname, '..');
const other = process.platform === 'linux' ? 'darwin' : 'linux';

const lockfile = {
  packages: {
    '': {},
    app: { version: '1.0.0' },
    'node_modules/app': { resolved: 'app', link: true },
    'node_modules/plain': { version: '1.0.0' },
    'node_modules/plain/node_modules/inner': { version: '1.0.0' },
    'app/node_modules/nested': { version: '1.0.0' },
    [`node_modules/for-${other}`]: { version: '1.0.0', optional: true, os: [other] },
    'node_modules/of-the-other': { version: '1.0.0', optional: true },
    'node_modules/for-others': { version: '1.0.0', optional: true, cpu: [`!${process.arch}`] },
  },
};

/** Installs as npm does: creates the folders, then fills them, the last one only if `last` does. */
const npm = (last: string) => `
  const { mkdirSync, writeFileSync } = require('fs');
  const folders = ['node_modules/plain', 'node_modules/plain/node_modules/inner', 'app/node_modules/nested'];
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  for (const folder of folders.slice(0, 2)) writeFileSync(folder + '/package.json', '{}');
  writeFileSync('npm.pid', String(process.pid));
  setInterval(() => {}, 1000);
  ${last}`;
const finishes = `writeFileSync(folders[2] + '/package.json', '{}'); process.exit(0);`;

let folder: string;
const started: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'setup-'));
  await mkdir(join(folder, 'scripts'));
  await copyFile(join(scripts, 'setup.mjs'), join(folder, 'scripts/setup.mjs'));
  await cp(join(scripts, 'setup'), join(folder, 'scripts/setup'), { recursive: true });
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lockfile));
});

afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

async function setup(last: string) {
  await writeFile(join(folder, 'npm.cjs'), npm(last));
  const child = spawn(process.execPath, ['scripts/setup.mjs'], {
    cwd: folder,
    env: { PATH: process.env.PATH, npm_execpath: join(folder, 'npm.cjs') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return child;
}

describe('The installation', () => {
  it('counts filled folders of packages, nested ones too, and none for other systems', async () => {
    const child = await setup(finishes);
    const [output] = await Promise.all([text(child.stdout as NodeJS.ReadableStream), once(child, 'close')]);

    const lines = output.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^Installing packages: [0-3] of 3/);
    expect(lines.at(-1)).toMatch(/^Installing packages: 3 of 3.*, \d+ s \(linking programs\)$/);
  });

  it('shows within seconds what it waits for', async () => {
    const child = await setup('');
    const waiting: string[] = [];
    for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      waiting.push(line);
      // A busy machine needs longer than the first lines to compare the folder with the lockfile.
      if (line.includes('waiting for') || waiting.length === 5) break;
    }

    expect(waiting.at(-1)).toMatch(/^Installing packages: 2 of 3.*, \d+ s \(waiting for nested\)$/);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('ends npm when it is ended by %s', async (signal, code) => {
    const child = await setup(`console.error('started');`);
    await once(child.stderr as NodeJS.ReadableStream, 'data');

    child.kill(signal);

    expect(await once(child, 'exit')).toEqual([code, null]);
    expect(isAlive(await npmPid())).toBe(false);
  });

  it('leaves no npm when it is ended by SIGKILL', async () => {
    const child = await setup(`console.error('started');`);
    await once(child.stderr as NodeJS.ReadableStream, 'data');
    const pid = await npmPid();

    child.kill('SIGKILL');
    await once(child, 'exit');

    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
  });
});

async function npmPid(): Promise<number> {
  return Number(await readFile(join(folder, 'npm.pid'), 'utf8'));
}

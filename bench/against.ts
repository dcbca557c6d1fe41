import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import type { Installation } from '#launcher/installation.ts';
import { withInstallation } from './installation.ts';
import { askSide, compareParts, type Rounds, type Side } from './measure/compare.ts';
import { benchEnvironment } from './measure/environment.ts';
import { printParts } from './measure/parts-table.ts';

/** The goal of the headline query: the processor time of all processes, as a fraction of that of an earlier version. */
const goal = 0.6;

/**
 * Runs the installation of another checkout in addition to this one, each with its own backends and sample data, and prints the
 * processor time of an operation in every process of both. `file` is the path of the operation below `schema/operations`. Both
 * execute the text of the other checkout, because this version may ask for fields that the other does not have. Rounds alternate.
 * Throws where the responses have different fields; says where only values differ.
 */
export async function compareWith(
  folder: string,
  { name, file, variables }: { name: string; file: string; variables: Record<string, unknown> },
  asked: Rounds,
): Promise<void> {
  const other = resolve(folder);
  const query = await readFile(join(other, 'schema/operations', file), 'utf8');
  await promisify(execFile)(process.execPath, [join(other, 'scripts/setup.mjs')], { cwd: other });
  const theirs = await checkout(other);
  await theirs.withInstallation({ env: await theirs.benchEnvironment(), isQuiet: true }, async (before: Installation) =>
    withInstallation({ env: await benchEnvironment(), isQuiet: true }, async (installation) => {
      const sides: Side[] = [
        { name: other, installation: before, query, variables },
        { name: 'this checkout', installation, query, variables },
      ];
      const [expected, data] = await Promise.all(sides.map(comparable));
      const [theirFields, ourFields] = [fieldsOf(expected), fieldsOf(data)];
      if (!isDeepStrictEqual(ourFields, theirFields))
        throw new Error('The two checkouts respond with different fields.');
      if (!isDeepStrictEqual(data, expected)) process.stdout.write('\nSome values differ, as sample catalogues do.\n');
      const costs = await compareParts(sides, asked);
      const ratio = printParts({ title: name, sides, costs, asked });
      process.stdout.write(`\nGoal: at most ${goal} × the other: ${ratio <= goal ? 'met' : 'missed'}\n`);
    }),
  );
}

/** The functions of another checkout that start its installation. Its `#` imports are its own files. */
async function checkout(
  folder: string,
): Promise<typeof import('./installation.ts') & typeof import('./measure/environment.ts')> {
  const [installation, environment] = await Promise.all(
    ['installation.ts', 'measure/environment.ts'].map((file) => import(join(folder, 'bench', file))),
  );
  return { ...installation, ...environment };
}

/** The data of a response, without ports and signatures, which differ between installations. */
async function comparable(side: Side): Promise<unknown> {
  const text = JSON.stringify(await askSide(side));
  return JSON.parse(text.replaceAll(/X-Amz-[^"]*/g, '').replaceAll(/(localhost|127\.0\.0\.1):\d+/g, '$1'));
}

/** The paths of all fields of a response, sorted, without the positions in lists. */
function fieldsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Array.isArray(value) ? value.map((item) => ['[]', item] as const) : Object.entries(value);
  return [...new Set(entries.flatMap(([key, item]) => fieldsOf(item, `${path}.${key}`)))].sort();
}

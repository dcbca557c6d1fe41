import { execFile } from 'node:child_process';
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
 * processor time of an operation in every process of both. Rounds alternate. Throws where the responses differ.
 */
export async function compareWith(
  folder: string,
  { name, query, variables }: { name: string; query: string; variables: Record<string, unknown> },
  asked: Rounds,
): Promise<void> {
  const other = resolve(folder);
  await promisify(execFile)(process.execPath, [join(other, 'scripts/setup.mjs')], { cwd: other });
  const theirs = await checkout(other);
  await theirs.withInstallation({ env: await theirs.benchEnvironment(), isQuiet: true }, async (before: Installation) =>
    withInstallation({ env: await benchEnvironment(), isQuiet: true }, async (installation) => {
      const sides: Side[] = [
        { name: other, installation: before, query, variables },
        { name: 'this checkout', installation, query, variables },
      ];
      const [expected, data] = await Promise.all(sides.map(comparable));
      if (!isDeepStrictEqual(data, expected)) throw new Error('The two checkouts respond differently.');
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
    ['installation.ts', 'environment.ts'].map((file) => import(join(folder, 'bench', file))),
  );
  return { ...installation, ...environment };
}

/** The data of a response, without ports and signatures, which differ between installations. */
async function comparable(side: Side): Promise<unknown> {
  const text = JSON.stringify(await askSide(side));
  return JSON.parse(text.replaceAll(/X-Amz-[^"]*/g, '').replaceAll(/(localhost|127\.0\.0\.1):\d+/g, '$1'));
}

import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { root } from '#launcher/folders.ts';

/**
 * `npm run differential -- --runs 10000 --seed 1`: the tests that compare executions of generated operations, with this number of
 * operations from this seed: on small subgraphs in one process, also with a cache, then on a test installation. Ends with 1 where
 * a response differs.
 */
const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } });
const { runs = '10000', seed = String(Date.now() % 2 ** 31) } = values;
const env = { EXECUTION_RUNS: runs, EXECUTION_SEED: seed, DIFFERENTIAL_RUNS: runs, DIFFERENTIAL_SEED: seed };
const suites = [
  ['test:rooms', 'gateway/.*/generated-'],
  ['test:stories', 'tests/stories/differential.test.ts'],
];
for (const [suite, file] of suites) {
  const { status } = spawnSync('npm', ['run', '--silent', suite as string, '--', file as string], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}

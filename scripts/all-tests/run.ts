import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What one run of jest wrote into its result file, as far as it is read here. */
interface JestResults {
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
}

/** More failed files than this are not a matter of load or time, and are not run again. */
const mostRepeated = 3;

export interface Output {
  /** Receives what failed the first time and passed the second, so that it is never unseen. */
  print: (text: string) => void;
  /** Where jest's own report goes. */
  jestOutput: 'inherit' | 'ignore';
}

/**
 * Runs these projects of jest in the folder `root`, one after the other, and stops at the first one that fails. Resolves to
 * whether all passed. Up to three failed files of a project are run once more, alone.
 */
export async function runAllTests(root: URL, projects: string[], output: Output): Promise<boolean> {
  const { print, jestOutput } = output;
  const jest = (project: string, args: string[]) => runJest(root, project, args, jestOutput);
  const unreliable: string[] = [];
  let passed = true;
  for (const project of projects) {
    const first = await jest(project, project === 'stories' ? ['--runInBand'] : []);
    passed = first.passed;
    if (passed) continue;
    const failed = first.failed.length;
    if (failed === 0 || failed > mostRepeated) break;
    print(`\n${failed} of the files failed. They are run once more, alone.\n`);
    const files = first.failed.map(({ file }) => file);
    passed = (await jest(project, ['--runInBand', '--runTestsByPath', ...files])).passed;
    if (!passed) break;
    unreliable.push(...first.failed.flatMap(({ file, tests }) => [`  ${file}`, ...tests.map((test) => `    ${test}`)]));
  }
  if (unreliable.length > 0)
    print(['\nUnreliable: these failed once and passed when run again.', ...unreliable].join('\n'));
  return passed;
}

/** Runs jest, and resolves to the files that failed with their failed tests. None are listed if jest itself failed. */
async function runJest(root: URL, project: string, args: string[], output: Output['jestOutput']) {
  const folder = await mkdtemp(join(tmpdir(), 'test-results-'));
  try {
    const resultFile = join(folder, 'results.json');
    const child = spawn(
      process.execPath,
      [
        ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
        ...['--selectProjects', project, '--passWithNoTests=false', '--json', '--outputFile', resultFile, ...args],
      ],
      { cwd: fileURLToPath(root), stdio: ['ignore', 'ignore', output] },
    );
    const end = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGTERM', end).on('SIGINT', end);
    const code = await new Promise<number | null>((resolve, reject) =>
      child.once('error', reject).once('exit', resolve),
    );
    process.off('SIGTERM', end).off('SIGINT', end);
    return { passed: code === 0, failed: existsSync(resultFile) ? await readFailures(resultFile) : [] };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function readFailures(resultFile: string) {
  const { testResults } = JSON.parse(await readFile(resultFile, 'utf8')) as JestResults;
  return testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name, assertionResults }) => ({
      file: name,
      tests: assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    }));
}

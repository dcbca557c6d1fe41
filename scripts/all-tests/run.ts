import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
 * Runs these projects of jest in the folder `root` at the same time: stories wait for other processes about half of their time, in
 * which rooms use the processor. Resolves to whether all passed. Up to three failed files of a project are run once more, alone, after
 * all projects have ended.
 */
export async function runAllTests(root: URL, projects: string[], output: Output): Promise<boolean> {
  const { print, jestOutput } = output;
  const jest = (project: string, args: string[]) => runJest(root, project, args, jestOutput);
  const first = await Promise.all(
    projects.map(async (project) => ({ project, ...(await jest(project, workersOf(project))) })),
  );
  const failed = first.filter(({ passed }) => !passed);
  if (failed.some(({ failures }) => failures.length === 0 || failures.length > mostRepeated)) return false;
  const unreliable: string[] = [];
  let passed = true;
  for (const { project, failures } of failed) {
    print(`\n${failures.length} of the files of ${project} failed. They are run once more, alone.\n`);
    const files = failures.map(({ file }) => file);
    const again = await jest(project, ['--runInBand', '--runTestsByPath', ...files]);
    passed &&= again.passed;
    if (again.passed)
      unreliable.push(...failures.flatMap(({ file, tests }) => [`  ${file}`, ...tests.map((test) => `    ${test}`)]));
  }
  if (unreliable.length > 0)
    print(['\nUnreliable: these failed once and passed when run again.', ...unreliable].join('\n'));
  return passed;
}

/** Stories change one installation, so they run one after the other. Rooms have one worker less than alone. */
const workersOf = (project: string) => (project === 'stories' ? ['--runInBand'] : ['--maxWorkers=2']);

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
        // A flag and not FORCE_COLOR, which the programs that tests start would inherit.
        ...(process.stderr.isTTY ? ['--colors'] : []),
      ],
      // Not a terminal: the status lines of two runs would overwrite each other.
      { cwd: fileURLToPath(root), stdio: ['ignore', 'ignore', 'pipe'] },
    );
    if (output === 'inherit') child.stderr.pipe(process.stderr, { end: false });
    else child.stderr.resume();
    const end = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGTERM', end).on('SIGINT', end);
    const closed = once(child, 'close');
    const [code] = await once(child, 'exit');
    // The last output may arrive later. What a test has left behind can keep the pipe open.
    await Promise.race([closed, sleep(1_000)]);
    child.stderr.destroy();
    process.off('SIGTERM', end).off('SIGINT', end);
    return { passed: code === 0, failures: await readFailures(resultFile) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** None for a file that is missing or not complete, because jest ended before it was written. */
async function readFailures(resultFile: string) {
  const results = await readFile(resultFile, 'utf8')
    .then((text) => JSON.parse(text) as JestResults)
    .catch(() => ({ testResults: [] }));
  return results.testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name, assertionResults }) => ({
      file: name,
      tests: assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    }));
}

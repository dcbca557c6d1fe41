import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { isAlive } from '#kit/process/children.ts';

/** A launcher that starts two children: one ends immediately, the other starts `sleep` and prints its process id. */
const launcher = `
  import { spawn } from 'node:child_process';
  import { startReaper } from '${new URL('./reaper.ts', import.meta.url).href}';
  import { adopt } from '${new URL('../kit/process/children.ts', import.meta.url).href}';
  const reaper = startReaper();
  const child = spawn('sh', ['-c', 'sleep 60 & echo $!; wait'], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  const brief = spawn('true', { stdio: 'ignore' });
  for (const one of [child, brief]) adopt(one);
  process.on('SIGTERM', () => { reaper.dismiss(); setTimeout(() => process.exit(0), 100); });
  brief.once('exit', () => child.stdout.once('data', (pid) => process.stdout.write(pid)));
  setInterval(() => {}, 1000);
`;

async function launch() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', launcher], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [pid] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, watched: Number(pid) };
}

describe('The reaper', () => {
  it('ends what a launcher started when the launcher is killed', async () => {
    const { child, watched } = await launch();
    expect(isAlive(watched)).toBe(true);

    child.kill('SIGKILL');
    await once(child, 'exit');
    for (let turn = 0; turn < 200 && isAlive(watched); turn++) await new Promise((resolve) => setTimeout(resolve, 10));

    expect(isAlive(watched)).toBe(false);
  });

  it('ends nothing after it is dismissed', async () => {
    const { child, watched } = await launch();

    child.kill('SIGTERM');
    await once(child, 'exit');
    await new Promise((resolve) => setTimeout(resolve, 200));

    expect(isAlive(watched)).toBe(true);
    process.kill(watched);
  });
});

import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * The resident memory of processes and all their descendants, in bytes. On Linux, shared memory is counted once (proportional
 * set size); on other systems it is the sum of the resident set sizes that `ps` reports.
 */
export async function residentMemory(pids: number[]): Promise<number> {
  const sizes = await Promise.all([...(await familyOf(pids))].map(sizeOf));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The ids of processes and of all their descendants. */
export async function familyOf(pids: number[]): Promise<Set<number>> {
  const parents = await parentOfEach();
  const family = new Set(pids);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [pid, parent] of parents) {
      if (!family.has(parent) || family.has(pid)) continue;
      family.add(pid);
      grown = true;
    }
  }
  return family;
}

async function parentOfEach(): Promise<Map<number, number>> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']).catch(() => ({ stdout: '' }));
  if (stdout)
    return new Map(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]),
    );
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const pairs = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      return [Number(pid), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])] as [number, number];
    }),
  );
  return new Map(pairs);
}

async function sizeOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const share = /^Pss:\s+(\d+) kB/m.exec(rollup)?.[1];
  if (share) return Number(share) * 1024;
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]).catch(() => ({ stdout: '0' }));
  return (Number(stdout.trim()) || 0) * 1024;
}

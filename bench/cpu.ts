import { readFile } from 'node:fs/promises';

/** Clock ticks a second in `/proc/<pid>/stat`; 100 on every Linux we know of. */
const ticksASecond = 100;

/** Processor time a process has used so far, user and system, in milliseconds. Linux only. */
export async function cpuMilliseconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksASecond;
}

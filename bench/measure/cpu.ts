import { readFile } from 'node:fs/promises';
import { familyOf } from '#launcher/memory.ts';

/** Clock ticks a second in `/proc/<pid>/stat`; 100 on every Linux we know of. */
const ticksASecond = 100;

/** Processor time a process has used so far, user and system, in milliseconds. Linux only. */
export async function cpuMilliseconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksASecond;
}

/** The same for processes with all their descendants; one that has ended counts nothing. */
export async function cpuOfFamily(pids: number[]): Promise<number> {
  const times = await Promise.all([...(await familyOf(pids))].map((pid) => cpuMilliseconds(pid).catch(() => 0)));
  return times.reduce((sum, time) => sum + time, 0);
}

import { readFile } from 'node:fs/promises';
import type { Installation } from '#launcher/installation.ts';
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

/** Processor milliseconds by part of an installation, and of all parts together as `all`. */
export type PartCosts = Readonly<Record<string, number>>;

/** The processor time that each part has used since its start. */
export async function cpuByPart({ parts }: Pick<Installation, 'parts'>): Promise<PartCosts> {
  const entries = [...parts].map(async ([id, { running }]) => [id, await cpuOfFamily(running?.pids ?? [])] as const);
  const costs = Object.fromEntries(await Promise.all(entries));
  return { ...costs, all: Object.values(costs).reduce((sum, cost) => sum + cost, 0) };
}

/** What `read` makes of the time that each part has used between two readings. */
export function differenceOf(
  before: PartCosts,
  after: PartCosts,
  read: (part: string, spent: number) => number,
): PartCosts {
  return Object.fromEntries(
    Object.entries(after).map(([part, time]) => [part, read(part, time - (before[part] ?? 0))]),
  );
}

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '#launcher/folders.ts';
import type { Installation } from '#launcher/installation.ts';
import { environmentOf, type ServicePlan, services } from '#launcher/services.ts';
import { cpuOfFamily } from '../measure/cpu.ts';
import { type Load, load, startTarget, type Target } from '../measure/gateways.ts';
import { quantile } from '../measure/quantile.ts';

/** One gateway over the subgraphs of an installation; processor time is that of all processes. */
export interface Side {
  target: Target;
  /** Milliseconds of processor time so far. */
  cpu(): Promise<number>;
}

/** Starts a gateway over the subgraphs of an installation. `env`: variables that differ from those of its own gateway. */
export async function openSide(
  name: string,
  { env: own, parts }: Installation,
  env: Record<string, string>,
): Promise<Side> {
  const gateway = services.find((service) => service.name === 'gateway') as ServicePlan;
  const target = await startTarget(name, join(root, gateway.file), { ...environmentOf(gateway, own), ...env });
  const pids = () => [target.child.pid, ...[...parts.values()].flatMap(({ running }) => running?.pids ?? [])];
  return { target, cpu: () => cpuOfFamily(pids()) };
}

/** Requests a second; milliseconds of latency; and milliseconds of processor time of a request in all processes. */
export interface Measured {
  rate: number;
  p50: number;
  p99: number;
  cpu: number;
}

/** Milliseconds of processor time that a side uses in a second without requests. */
export async function idleOf(side: Side, seconds = 5): Promise<number> {
  const before = await side.cpu();
  await sleep(seconds * 1_000);
  return ((await side.cpu()) - before) / seconds;
}

/** Sends requests without pause. `idle` is subtracted: see `idleOf`. */
export async function measure(side: Side, idle: number, asked: Load): Promise<Measured> {
  const [before, began] = [await side.cpu(), performance.now()];
  const times = await load(side.target.url, asked);
  const seconds = (performance.now() - began) / 1_000;
  const cpu = ((await side.cpu()) - before - idle * seconds) / times.length;
  return { rate: times.length / seconds, p50: quantile(times, 0.5), p99: quantile(times, 0.99), cpu };
}

/** The median of each figure over several rounds. */
export function medianOf(rounds: readonly Measured[]): Measured {
  const median = (read: (one: Measured) => number) => quantile(rounds.map(read), 0.5);
  return {
    rate: median(({ rate }) => rate),
    p50: median(({ p50 }) => p50),
    p99: median(({ p99 }) => p99),
    cpu: median(({ cpu }) => cpu),
  };
}

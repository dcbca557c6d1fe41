import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from '#launcher/installation.ts';
import { executeAt, type GraphResponse } from '#tests/support/graph.ts';
import { cpuByPart, differenceOf, type PartCosts } from './cpu.ts';
import { quantile } from './quantile.ts';

/** An operation at an installation. */
export interface Side {
  name: string;
  installation: Pick<Installation, 'parts' | 'env'>;
  query: string;
  variables: Record<string, unknown>;
}

export interface Rounds {
  rounds: number;
  /** The number of requests in each round. */
  requests: number;
  connections: number;
}

/**
 * The processor time of one request in every part of its installation: medians of rounds that alternate between the sides.
 * What an installation spends without requests is subtracted. Throws for a response with errors.
 */
export async function compareParts(sides: readonly Side[], asked: Rounds): Promise<PartCosts[]> {
  const idle: PartCosts[] = [];
  for (const side of sides) {
    await sendAll(side, asked);
    idle.push(await idleCosts(side));
  }
  const samples: PartCosts[][] = sides.map(() => []);
  for (let round = 0; round < asked.rounds; round += 1) {
    for (let turn = 0; turn < sides.length; turn += 1) {
      const which = (turn + round) % sides.length;
      samples[which]?.push(await measure(sides[which] as Side, idle[which] as PartCosts, asked));
    }
  }
  return samples.map((some) =>
    Object.fromEntries(
      Object.keys(some[0] ?? {}).map((part) => [
        part,
        quantile(
          some.map((sample) => sample[part] ?? 0),
          0.5,
        ),
      ]),
    ),
  );
}

/** The data of a response. Throws for errors. */
export async function askSide({ name, installation: { env }, query, variables }: Side): Promise<GraphResponse['data']> {
  const { data, errors } = await executeAt(`http://127.0.0.1:${env.PORT}/graphql`, query, variables);
  if (errors) throw new Error(`${name} failed: ${JSON.stringify(errors)}`);
  return data;
}

async function measure(side: Side, idle: PartCosts, asked: Rounds): Promise<PartCosts> {
  const [before, began] = [await cpuByPart(side.installation), performance.now()];
  await sendAll(side, asked);
  const seconds = (performance.now() - began) / 1_000;
  const after = await cpuByPart(side.installation);
  return differenceOf(before, after, (part, spent) => (spent - (idle[part] ?? 0) * seconds) / asked.requests);
}

/** Milliseconds a second. */
async function idleCosts(side: Side): Promise<PartCosts> {
  const seconds = 5;
  const before = await cpuByPart(side.installation);
  await sleep(seconds * 1_000);
  return differenceOf(before, await cpuByPart(side.installation), (_part, spent) => spent / seconds);
}

async function sendAll(side: Side, { requests, connections }: Rounds): Promise<void> {
  let left = requests;
  const client = async () => {
    while (left > 0) {
      left -= 1;
      await askSide(side);
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
}

import { join } from 'node:path';
import { startChild } from '#kit/process/child.ts';
import type { Environment } from '#kit/process/config.ts';
import { freePorts } from '#kit/process/port.ts';
import { root } from '#launcher/folders.ts';
import { environmentOf, type ServicePlan, services } from '#launcher/services.ts';

/** A gateway in addition to that of the installation. */
export interface SecondGateway {
  url: string;
  stop(): Promise<void>;
}

/** Starts a gateway over the subgraphs of an installation with these variables. */
export async function startSecondGateway(env: Environment): Promise<SecondGateway> {
  const plan = services.find(({ name }) => name === 'gateway') as ServicePlan;
  const [port] = await freePorts(1);
  const origin = `http://127.0.0.1:${port}`;
  const child = await startChild({
    name: 'The second gateway',
    command: process.execPath,
    args: ['--max-old-space-size=256', '--disable-warning=ExperimentalWarning', join(root, plan.file)],
    cwd: root,
    env: {
      ...environmentOf(plan, env),
      PORT: String(port),
      RUNNING_OPERATIONS_FILE: undefined,
      SEEN_OPERATIONS_FILE: undefined,
    },
    log: () => {},
    ready: async () => (await fetch(`${origin}/health/live`)).ok,
  });
  return { url: `${origin}/graphql`, stop: child.stop };
}

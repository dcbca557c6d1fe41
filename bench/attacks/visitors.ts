import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { exampleVariables, operation } from '#tests/support/graph.ts';
import { type Reply, send } from './load.ts';

/** The results of visitors: of the small operation, and of the product page. */
export interface Visits {
  small: Reply[];
  page: Reply[];
}

const small = { query: '{ product(handle: "ember-tote") { title } }' };
const page = { query: operation('ProductPage'), variables: exampleVariables('ProductPage') };

/** Ordinary visitors, each from a separate address: ten small operations a second, and one product page. */
export async function visit(url: string, duration: number): Promise<Visits> {
  const agent = new Agent({ keepAlive: true });
  const asked = { small: [] as Promise<Reply>[], page: [] as Promise<Reply>[] };
  for (let turn = 0; turn < duration / 100; turn += 1) {
    const address = `198.51.100.${turn % 200}`;
    asked.small.push(send({ url, agent, address }, small));
    if (turn % 10 === 0) asked.page.push(send({ url, agent, address }, page));
    await sleep(100);
  }
  const visits = { small: await Promise.all(asked.small), page: await Promise.all(asked.page) };
  agent.destroy();
  return visits;
}

/** The gateways and servers that are compared. The proxies send as many calls as our gateway. */
export type Compared = 'stock' | 'ours' | 'open' | 'hive' | 'json' | 'bytes';

/** Processor milliseconds a request, by operation and connections. */
export type Costs = Readonly<Record<string, ReadonlyMap<Compared, number>>>;

/** A goal for the processor time of our gateway with production settings: as a fraction of the other's, or the other's as a multiple. */
interface Goal {
  name: string;
  /** The operation, and the number of connections. */
  load: string;
  against: Compared;
  atLeast?: number;
  atMost?: number;
}

const goals: readonly Goal[] = [
  { name: 'benchmark query against stock, 16 connections', load: 'benchmark 16', against: 'stock', atLeast: 9 },
  { name: 'benchmark query against stock, 1 connection', load: 'benchmark 1', against: 'stock', atLeast: 9 },
  { name: 'benchmark query against Hive Gateway, 16 connections', load: 'benchmark 16', against: 'hive', atLeast: 2.5 },
  { name: 'benchmark query against Hive Gateway, 1 connection', load: 'benchmark 1', against: 'hive', atLeast: 5 },
  {
    name: 'benchmark query against the raw JSON proxy, 16 connections',
    load: 'benchmark 16',
    against: 'json',
    atMost: 1.4,
  },
  { name: 'small query against stock, 16 connections', load: 'small 16', against: 'stock', atLeast: 4 },
  { name: 'small query against the raw JSON proxy, 16 connections', load: 'small 16', against: 'json', atMost: 2 },
  { name: '`{ __typename }` against stock, 8 connections', load: '__typename 8', against: 'stock', atLeast: 1.5 },
];

/** The head and rows of a table: each goal whose loads were measured, with the ratio and whether it is met. */
export const goalColumns = ['CPU per request, our production gateway', 'Goal', 'Measured', ''];

export function goalRows(costs: Costs): string[][] {
  return goals.flatMap(({ name, load, against, atLeast, atMost }) => {
    const ours = costs[load]?.get('ours');
    const other = costs[load]?.get(against);
    if (ours === undefined || other === undefined) return [[name, goalText(atLeast, atMost), 'not measured', '']];
    const ratio = atLeast === undefined ? ours / other : other / ours;
    const isMet = atLeast === undefined ? ratio <= (atMost as number) : ratio >= atLeast;
    return [[name, goalText(atLeast, atMost), `${ratio.toFixed(2)} ×`, isMet ? 'met' : 'missed']];
  });
}

function goalText(atLeast: number | undefined, atMost: number | undefined): string {
  return atLeast === undefined ? `≤ ${atMost} ×` : `≥ ${atLeast} ×`;
}

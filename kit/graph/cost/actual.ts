import type { Field, Level } from './compile.ts';
import { bounded, type Run } from './evaluate.ts';

type Data = Readonly<Record<string, unknown>>;

/**
 * Computes the actual cost of a response: with the lengths of its lists in place of their estimated sizes. Created once
 * per run, used for each response.
 */
export type Count = (data: Data) => number;

/** The names of a response's fields in the data that is counted, where these are not its response keys. */
export interface DataNames {
  /** The field with this response key on an object of this type; undefined where the data does not have it. */
  fieldOf(type: string, key: string): { name: string; inner: DataNames } | undefined;
}

const responseKeys: DataNames = { fieldOf: (_, name) => ({ name, inner: responseKeys }) };

/** What counts for an object of one type in a response. */
interface Program {
  /** The cost of its field calls and its scalars. */
  flat: number;
  children: Child[];
}

/** A field of the response that contains objects. */
interface Child {
  key: string;
  /** The maximum number of items that count: the estimated number. */
  most: number;
  /** The cost of an object whose type the response does not contain. */
  unknown: number;
  types: Map<string, { weight: number; program: Program | (() => Program) }>;
}

/**
 * Prepares the actual cost of a run. Fields that are selected several times count once, as in the response. Objects of
 * an unknown type count as the most expensive type, and introspection counts at its estimate.
 */
export function counter(run: Run, names: DataNames = responseKeys): Count {
  const root = run.compiled.root.options[0];
  if (!root) return () => 0;
  const program = programOf([root.level], 0, { type: root.type, names });
  return (data) => Math.min(run.total, bounded(root.weight + countObject(program, data)));

  function programOf(levels: readonly Level[], size: number, at: { type: string; names: DataNames }): Program {
    const program: Program = { flat: 0, children: [] };
    for (const [key, fields] of fieldsOf(levels)) {
      const [field] = fields as [Field];
      program.flat += run.callCost(field);
      const innerSize = run.amount(field.sizeOfSized);
      const most = run.itemsOf(field, size);
      const unknown = fields.reduce((sum, { target }) => sum + run.itemCost(target, innerSize).cost, 0);
      if (field.isIntrospection || field.target.options.length === 0) {
        program.flat += most * unknown;
        continue;
      }
      const named = at.names.fieldOf(at.type, key);
      if (!named) continue;
      const types = new Map<string, { weight: number; program: () => Program }>();
      for (const { type, weight } of field.target.options) {
        const inner = () =>
          programOf(
            fields.flatMap(({ target }) =>
              target.options.filter((option) => option.type === type).map(({ level }) => level),
            ),
            innerSize,
            { type, names: named.inner },
          );
        types.set(type, { weight, program: inner });
      }
      program.children.push({ key: named.name, most, unknown, types });
    }
    return program;
  }

  /** The included fields, by response key, including those of fragments. */
  function fieldsOf(levels: readonly Level[]): Map<string, Field[]> {
    const found = new Map<string, Field[]>();
    const seen = new Set<Level>();
    const collect = (level: Level) => {
      if (seen.has(level)) return;
      seen.add(level);
      for (const field of level.fields) {
        if (run.amount(field.isTaken) === 0) continue;
        const same = found.get(field.key);
        if (same) same.push(field);
        else found.set(field.key, [field]);
      }
      for (const { isTaken, level: inner } of level.spreads) if (run.amount(isTaken) !== 0) collect(inner);
    };
    levels.forEach(collect);
    return found;
  }
}

function countObject({ flat, children }: Program, data: Data): number {
  let sum = flat;
  for (const child of children) {
    const value = data[child.key];
    if (Array.isArray(value)) sum += countList(child, value);
    else if (value != null && child.most >= 1) sum += countItem(child, value);
  }
  return sum;
}

function countList(child: Child, items: readonly unknown[]): number {
  let sum = 0;
  const most = Math.min(items.length, child.most);
  for (let index = 0; index < most; index += 1) {
    const item = items[index];
    if (item != null) sum += countItem(child, item);
  }
  return sum;
}

function countItem(child: Child, item: unknown): number {
  const { types } = child;
  if (typeof item !== 'object' || Array.isArray(item)) return child.unknown;
  const named = (item as Data).__typename;
  const type = types.size === 1 ? types.values().next().value : types.get(typeof named === 'string' ? named : '');
  if (!type) return child.unknown;
  if (typeof type.program === 'function') type.program = type.program();
  return type.weight + countObject(type.program, item as Data);
}

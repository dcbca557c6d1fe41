import type { GraphQLFormattedError } from 'graphql';
import type { Data } from '../../execution/response/complete-response.ts';
import type { PlacedFallback, SubgraphRequest, SubgraphResult } from '../../execution/subgraph-request.ts';
import type { Unit, UnitPart } from './unit.ts';

/** The part of a request that contains some units. */
export type AskedUnits = Pick<SubgraphRequest, 'variables' | 'entities'> & {
  /** The unit of each representation, by the key of its field. The whole of a root fetch has the key of no field. */
  byField: ReadonlyMap<string, readonly Unit[]>;
};

const rootKey = '';

/**
 * Requests some units. A field without any of them stays in the request with no representations, so that
 * the text of the operation is always the same. `variables`: the other variables as JSON without braces.
 */
export function askFor(units: readonly Unit[], parts: readonly UnitPart[], variables: string): AskedUnits {
  const byPart = Map.groupBy(units, ({ part }) => part);
  const byField = new Map(parts.map((part) => [part.entities?.key ?? rootKey, byPart.get(part) ?? []]));
  const fields = parts.flatMap(({ entities }) => entities ?? []);
  let text = variables;
  for (const { key, variable } of fields) {
    const representations = (byField.get(key) as Unit[]).map(({ representation }) => representation).join();
    text += `${text && ','}"${variable}":[${representations}]`;
  }
  const entities = fields.map(({ key }) => ({ key, count: (byField.get(key) as Unit[]).length }));
  return { variables: `{${text}}`, entities: fields.length > 0 ? entities : undefined, byField };
}

/** Gives each asked unit its value and its errors. Returns the errors that belong to none. */
export function distribute(result: SubgraphResult, { byField }: AskedUnits): GraphQLFormattedError[] {
  const { data, errors = [], fallbacks } = result;
  for (const [key, units] of byField) {
    const values = key === rootKey ? [data ?? undefined] : data?.[key];
    const isWhole = Array.isArray(values) && values.length === units.length;
    for (const [index, unit] of units.entries())
      Object.assign(unit, { value: isWhole ? values[index] : undefined, errors: [] });
  }
  if (fallbacks) distributeFallbacks(fallbacks, byField);
  return errors.filter((error) => {
    const [key, index, ...path] = error.path ?? [];
    const [root] = byField.get(rootKey) ?? [];
    const unit = root ?? byField.get(String(key))?.[Number(index)];
    if (unit) unit.errors = [...unit.errors, root ? error : { ...error, path }];
    return !unit;
  });
}

/** Gives each unit its fallbacks. One that belongs to no unit may be of any. */
function distributeFallbacks(fallbacks: readonly PlacedFallback[], byField: AskedUnits['byField']): void {
  const all = [...byField.values()].flat();
  const [root] = byField.get(rootKey) ?? [];
  for (const { coordinate, at } of fallbacks) {
    const unit = root ?? (at && byField.get(at[0])?.[at[1]]);
    for (const each of unit ? [unit] : all) each.fallbacks = [...(each.fallbacks ?? []), coordinate];
  }
}

/** The result of one request for all units, in the order of their representations. An entity that failed is undefined. */
export function joinUnits(
  units: readonly Unit[],
  parts: readonly UnitPart[],
  others: readonly GraphQLFormattedError[],
): SubgraphResult {
  const data: Data = {};
  const errors = [...others];
  for (const part of parts) {
    const own = units.filter((unit) => unit.part === part);
    const { entities } = part;
    if (!entities) {
      const [root] = own as [Unit];
      return { data: root.value as Data | undefined, errors: root.errors.length > 0 ? root.errors : undefined };
    }
    data[entities.key] = own.map(({ value }) => value);
    for (const [index, { errors: found }] of own.entries()) {
      for (const error of found) errors.push({ ...error, path: [entities.key, index, ...(error.path ?? [])] });
    }
  }
  return { data, errors: errors.length > 0 ? errors : undefined };
}

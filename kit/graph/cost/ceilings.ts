import type { GraphQLError } from 'graphql';
import { z } from 'zod';
import { graphError } from '../errors.ts';
import type { Viewer } from '../viewer.ts';
import type { OperationCost } from './model.ts';

/** Kinds of viewer that have a ceiling of their own. Elite Customers are customers here; services are those of the house. */
export type SpenderKind = 'ANONYMOUS' | 'CUSTOMER' | 'PARTNER' | 'CURATOR' | 'SERVICE';

/** What one operation may cost, in points, by the kind of viewer. */
export type Ceilings = Readonly<Record<SpenderKind, number>>;

const points = (fallback: number) => z.coerce.number().int().min(1).default(fallback);

/** The variables that set the ceilings, read alike by the gateway and by each subgraph. */
export const ceilingVariables = {
  COST_CEILING_ANONYMOUS: points(3_000),
  COST_CEILING_CUSTOMER: points(5_000),
  COST_CEILING_PARTNER: points(15_000),
  COST_CEILING_CURATOR: points(10_000),
  COST_CEILING_SERVICE: points(1_000_000),
};

/** The ceilings of a configuration that was read with `ceilingVariables`. */
export function ceilingsIn(config: Readonly<Record<`COST_CEILING_${SpenderKind}`, number>>): Ceilings {
  return {
    ANONYMOUS: config.COST_CEILING_ANONYMOUS,
    CUSTOMER: config.COST_CEILING_CUSTOMER,
    PARTNER: config.COST_CEILING_PARTNER,
    CURATOR: config.COST_CEILING_CURATOR,
    SERVICE: config.COST_CEILING_SERVICE,
  };
}

/** Which ceiling a request is under. */
export function spenderKindOf({ kind }: Viewer, isService: boolean): SpenderKind {
  if (isService) return 'SERVICE';
  return kind === 'ELITE' ? 'CUSTOMER' : kind;
}

/**
 * OPERATION_TOO_EXPENSIVE, HTTP status 400, where an operation costs more than its ceiling; undefined where it does not.
 * `extensions` have the cost, the ceiling and the three response paths that cost most.
 */
export function refuseTooExpensive(cost: OperationCost, ceiling: number): GraphQLError | undefined {
  if (cost.total <= ceiling) return undefined;
  return graphError(
    'OPERATION_TOO_EXPENSIVE',
    `The operation may cost ${ceiling} points at most; it costs ${cost.total}. Ask for fewer items or fields.`,
    { cost: cost.total, ceiling, costliest: cost.costliest(3), http: { status: 400 } },
  );
}

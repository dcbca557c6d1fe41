import type { ExecutionResult } from 'graphql';
import { ofGateway, ofReference } from '../compare.ts';
import { GoneEntity } from '../reference.ts';

/** A response of the gateway over the small supergraph: see `TestSupergraph`. */
interface GatewayResponse {
  data: unknown;
  /** The code and path of each error. */
  errors: readonly string[];
}

/**
 * The places with an error in one response and none in the other. By the specification, a null may report any of the errors below
 * it, so a place is the null. Two differences are meant, both of errors that only the gateway has:
 * - The null of an entity that a subgraph does not find needs no error, but may have that of another field of the entity.
 * - While a subgraph is down (`isDown`), the object of a lost field may have its error too.
 */
export function unexplainedLosses(response: GatewayResponse, reference: ExecutionResult, isDown: boolean): string[] {
  const errors = response.errors.map((error) => {
    const [code, path = ''] = error.split(' ');
    return { message: '', path: path.split('.').filter(Boolean), extensions: { code } };
  });
  const gateway = new Set(ofGateway({ data: response.data, errors }).losses.keys());
  const expected = new Set(ofReference(reference).losses.keys());
  const gone = new Set(
    reference.errors
      ?.filter(({ originalError }) => originalError instanceof GoneEntity)
      .map(({ path = [] }) => path.slice(0, -1).join('.')),
  );
  const around = (place: string) => place.split('.').slice(0, -1).join('.');
  const objects = new Set(isDown ? [...expected].map(around) : []);
  return [
    ...[...expected].filter((place) => !gateway.has(place)),
    ...[...gateway].filter((place) => !expected.has(place) && !gone.has(place) && !objects.has(place)),
  ];
}

import type { CuratorResolvers } from '#generated/identity.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Curator as Row } from '../curators/curators.ts';

export const Curator: ResolversOver<Row, CuratorResolvers> = {
  nodeId: ({ id }) => id,
  grants: ({ id }, _, { curators }) => curators.grants.load(id),
};

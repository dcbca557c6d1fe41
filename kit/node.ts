/** The id in a reference to an entity: the one that another subgraph knows it by, or the one that `node` was asked for. */
export function referenceId(reference: { id: string } | { nodeId: string }): string {
  return 'nodeId' in reference ? reference.nodeId : reference.id;
}

/** The id in a reference to an entity: its `id`, or the `nodeId` of a reference from `node`. */
export function referenceId(reference: { id: string } | { nodeId: string }): string {
  return 'nodeId' in reference ? reference.nodeId : reference.id;
}

import { type WorkflowDefinition, WorkflowManager } from '@medusajs/framework/orchestration';

/**
 * Makes Medusa's engine run a workflow without storing the state of its steps. The engine saves it after every step; steps in
 * parallel exclude each other and give up after three attempts. The workflow then ends without compensation: an order
 * stays that has neither stock nor payment (medusajs/medusa#16825). Nothing reads the stored state: no step of a workflow that
 * runs to its end in one request is resumed after a crash. What a crash leaves is completed by `reconcile-orders.ts`.
 */
export function forgetSteps(name: string): void {
  const known = WorkflowManager.getWorkflow(name) as WorkflowDefinition | undefined;
  if (!known) throw new Error(`Medusa has no workflow ${name}.`);
  const { flow_, handlers_, options, requiredModules, optionalModules } = known;
  const changed = { ...options, store: false, retentionTime: undefined };
  WorkflowManager.update(name, flow_, handlers_, changed, requiredModules, optionalModules);
}

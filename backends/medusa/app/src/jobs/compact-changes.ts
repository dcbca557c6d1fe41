import { compactChanges } from '../changes';

export default compactChanges;

export const config = { name: 'compact-changes', schedule: '17 * * * *' };

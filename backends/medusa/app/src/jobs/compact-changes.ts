import { compactChanges } from '../changes/read';

export default compactChanges;

export const config = { name: 'compact-changes', schedule: '17 * * * *' };

import { anonymizeOrders } from '../personal-data/anonymize';

export default anonymizeOrders;

export const config = { name: 'anonymize-orders', schedule: process.env.ANONYMIZE_SCHEDULE || '17 3 * * *' };

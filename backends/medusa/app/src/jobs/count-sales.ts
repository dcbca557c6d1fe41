import { countSales } from '../best-sellers';

export default countSales;

export const config = { name: 'count-sales', schedule: process.env.SALES_COUNT_SCHEDULE || '29 * * * *' };

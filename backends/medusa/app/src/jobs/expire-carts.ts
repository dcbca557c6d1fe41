import { expireCarts } from '../carts/expire';

export default expireCarts;

export const config = { name: 'expire-carts', schedule: process.env.CART_EXPIRY_SCHEDULE || '41 * * * *' };

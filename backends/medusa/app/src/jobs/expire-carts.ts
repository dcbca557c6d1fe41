import { expireCarts } from '../expire-carts';

export default expireCarts;

export const config = { name: 'expire-carts', schedule: process.env.CART_EXPIRY_SCHEDULE || '41 * * * *' };

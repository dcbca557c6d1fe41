/** What purchases say of their buyers, as statements of SQL. `orders` and `carts` select ids. */

/** The values of an address of which only the country is left, for statistics. */
const onlyCountry = `first_name = null, last_name = null, company = null, address_1 = null, address_2 = null, city = null,
  province = null, postal_code = null, phone = null, metadata = null`;

/** The addresses of orders. */
const addressesOf = (orders: string) =>
  `select unnest(array[shipping_address_id, billing_address_id]) from "order" where id in (${orders})`;

/**
 * Erases what an invoice does not need: the e-mail address, the buyer's texts (note, gift message, engravings, reasons and notes
 * of returns), telephone numbers, the copies of addresses at parcels, and what the payment provider says of the buyer.
 */
export const eraseMoreThanInvoices = (orders: string): string[] => [
  `update "order" set email = 'erased-' || id || '@erased.invalid',
     metadata = (metadata - 'note' - 'gift') #- '{cancellation,reason}', updated_at = now()
   where id in (${orders})`,
  `update order_line_item set metadata = metadata - 'attributes'
   where id in (select item_id from order_item where order_id in (${orders})) and metadata -> 'attributes' is not null`,
  `update order_item set metadata = metadata - 'attributes'
   where order_id in (${orders}) and metadata -> 'attributes' is not null`,
  ...Object.entries({
    return_item: 'return',
    order_claim_item: 'order_claim',
    order_exchange_item: 'order_exchange',
  }).map(
    ([items, parent]) => `update ${items} set note = null
     where note is not null and ${parent.replace('order_', '')}_id in (select id from "${parent}" where order_id in (${orders}))`,
  ),
  // The address that an operator has changed.
  `update order_change_action set details = '{}'
   where order_id in (${orders}) and action = 'UPDATE_ORDER_PROPERTIES'`,
  `update order_address set phone = null, metadata = null where id in (${addressesOf(orders)})`,
  `update fulfillment_address set ${onlyCountry}
   where id in (
     select delivery_address_id from fulfillment join order_fulfillment link on link.fulfillment_id = fulfillment.id
     where link.order_id in (${orders}))`,
  ...erasePayers(`select payment_collection_id from order_payment_collection where order_id in (${orders})`),
];

/** Erases what payments say of their buyers; what a refund needs stays. */
function erasePayers(collections: string): string[] {
  return [
    ...['payment', 'payment_session'].map(
      (table) => `update ${table} set data = (data - 'receipt_email' - 'shipping' - 'client_secret')
         #- '{payment_method,billing_details}' #- '{payment_method,card,fingerprint}'
       where payment_collection_id in (${collections})`,
    ),
    `update payment_session set context = null where payment_collection_id in (${collections})`,
  ];
}

/** Erases what carts say of their buyers. */
export const eraseCarts = (carts: string): string[] => [
  ...erasePayers(`select payment_collection_id from cart_payment_collection where cart_id in (${carts})`),
  `update cart_line_item set metadata = metadata - 'attributes'
   where cart_id in (${carts}) and metadata -> 'attributes' is not null`,
  `with emptied as (
     select id, shipping_address_id, billing_address_id from cart where id in (${carts}) for update
   ), addresses as (
     update cart_address set ${onlyCountry}, customer_id = null
     where id in (select unnest(array[shipping_address_id, billing_address_id]) from emptied)
   )
   update cart set email = null, customer_id = null, shipping_address_id = null, billing_address_id = null, metadata = null
   where id in (select id from emptied)`,
];

/**
 * Makes orders anonymous: nothing leads to their buyers any more. Invoices and credit notes are deleted. Amounts, products, countries
 * and the numbers of limited pieces stay, for statistics and because a number is sold once.
 */
export const makeAnonymous = (orders: string): string[] => [
  ...eraseMoreThanInvoices(orders),
  ...eraseCarts(`select cart_id from order_cart where order_id in (${orders})`),
  `update order_address set ${onlyCountry}, customer_id = null where id in (${addressesOf(orders)})`,
  ...['payment', 'payment_session'].map(
    (table) => `update ${table} set data = '{}' where payment_collection_id in (
       select payment_collection_id from order_payment_collection where order_id in (${orders}))`,
  ),
  `delete from fulfillment_label
   where fulfillment_id in (select fulfillment_id from order_fulfillment where order_id in (${orders}))`,
  `update "return" set metadata = null where order_id in (${orders})`,
  // The trigger protects what the law requires, which has ended. It is on again when the transaction ends, in any case.
  'alter table invoice disable trigger invoice_is_kept',
  `delete from invoice where order_id in (${orders})`,
  'alter table invoice enable trigger invoice_is_kept',
  `update "order" set customer_id = null, metadata = jsonb_build_object('anonymized_at', now()) where id in (${orders})`,
];

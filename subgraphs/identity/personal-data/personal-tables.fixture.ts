/**
 * Every table of identity's database, by whether it says something of customers. A table or column that is new fails the test of
 * personal data until someone has decided here how it is exported (`export.ts`) and erased (`deletion.ts`).
 */

/** About curators and partners, and what the service needs for itself. */
export const withoutCustomers = `
  audit_outcome curator curator_grant migration notice_cursor notice_task partner partner_key signing_key webhook_attempt webhook_cursor
  webhook_delivery webhook_endpoint webhook_event`;

/** About customers and guests, with the columns but numbers and times. */
export const ofCustomers: Readonly<Record<string, string | null>> = {
  account: 'medusa_customer_id',
  account_deletion: 'customer_id email_jwe',
  audit_event: 'action curator_id detail request_id',
  credential: 'device_type id name public_key transports',
  known_device: 'device',
  mail: 'content_jwe endpoint_id error event_id kind',
  mail_link: 'content_jwe email_key purpose token_hash',
  marketing_consent: 'source text_version',
  recovery_code: 'hash locator',
  stock_notice: 'country currency email_jwe email_key language product_id token_hash variant_id',
  wishlist_item: 'added_amount added_currency country currency id language product_id variant_id',
  wishlist_notice: 'handle item_id kind price price_before title',
  wishlist_share: 'name token_hash token_jwe',
};

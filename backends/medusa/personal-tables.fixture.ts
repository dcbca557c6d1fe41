/**
 * Every table of Medusa's database, by whether it says something of buyers. A table or column that is new fails the test of
 * personal data until someone has decided here how it is exported, erased and made anonymous: `app/src/personal-data/`.
 */

/** Catalogue, settings, numbers and links between ids. */
export const withoutBuyers = `
  application_method_buy_rules application_method_target_rules capture cart_line_item_adjustment cart_line_item_tax_line
  cart_payment_collection cart_promotion cart_shipping_method_adjustment cart_shipping_method_tax_line credit_line currency
  customer_account_holder customer_group fulfillment_item fulfillment_provider fulfillment_set geo_zone image inventory_item
  inventory_level invoice_series link_module_migrations locale location_fulfillment_provider location_fulfillment_set mikro_orm_migrations
  notification_provider order_cart order_claim_item_image order_credit_line order_event order_fulfillment order_mail
  order_line_item_adjustment order_line_item_tax_line order_payment_collection order_promotion order_shipping
  order_shipping_method_adjustment order_shipping_method_tax_line order_summary order_transaction
  payment_collection_payment_providers payment_provider price price_list price_list_clock price_list_rule price_preference
  price_rule price_set product product_category product_category_product product_collection product_option product_option_value
  product_product_option product_product_option_value product_sales_channel product_shipping_profile product_sold product_tag product_tags
  product_type product_variant product_variant_inventory_item product_variant_option product_variant_price_set
  product_variant_product_image promotion promotion_application_method promotion_campaign promotion_campaign_budget
  promotion_promotion_rule promotion_rule promotion_rule_value property_label publishable_api_key_sales_channel refund_reason region
  region_country region_payment_provider return_fulfillment return_reason sales_channel sales_channel_stock_location
  script_migrations service_zone shipping_option shipping_option_price_set shipping_option_rule shipping_option_type shipping_profile
  stock_location stock_location_address store store_change store_currency store_locale tax_provider tax_rate tax_rate_rule
  tax_region translation translation_settings`;

/** About those who run the shop. */
export const ofOperators = `
  api_key invite invite_rbac_role layout_configuration user user_preference user_rbac_role view_configuration`;

/** About buyers, with the columns that can contain words: not ids, codes and amounts. */
export const ofBuyers: Readonly<Record<string, string>> = {
  account_holder: 'data email metadata',
  address_proof: 'email',
  auth_identity: 'app_metadata',
  auth_mfa_factor: 'metadata provider provider_metadata status',
  auth_mfa_recovery_code: 'code_hash',
  auth_password_reset_token: 'token_hash',
  auth_verification: 'code_provider entity_type metadata provider_metadata',
  cart: 'email locale metadata',
  cart_address: 'address_1 address_2 city company first_name last_name metadata phone province',
  cart_line_item: `
    metadata product_collection product_description product_handle product_subtitle product_title product_type
    subtitle thumbnail title variant_barcode variant_option_values variant_sku variant_title`,
  cart_shipping_method: 'data description metadata name',
  customer: 'company_name email first_name last_name metadata phone',
  customer_address: 'address_1 address_2 address_name city company first_name last_name metadata phone province',
  customer_group_customer: 'metadata',
  fulfillment: 'data metadata',
  fulfillment_address: 'address_1 address_2 city company first_name last_name metadata phone province',
  fulfillment_label: 'label_url tracking_number tracking_url',
  invoice: 'content kind number sha256',
  limited_piece: '',
  notification: 'channel data from idempotency_key provider_data resource_type status template to trigger_type',
  order: 'email locale metadata',
  order_address: 'address_1 address_2 city company first_name last_name metadata phone province',
  order_change: 'change_type declined_reason description internal_note metadata status',
  order_change_action: 'action details internal_note reference',
  order_claim: 'metadata',
  order_claim_item: 'metadata note',
  order_exchange: 'metadata',
  order_exchange_item: 'metadata note',
  order_item: 'metadata',
  order_line_item: `
    metadata product_collection product_description product_handle product_subtitle product_title product_type
    subtitle thumbnail title variant_barcode variant_option_values variant_sku variant_title`,
  order_outbox: 'last_error reference',
  order_shipping_method: 'data description metadata name',
  payment: 'data metadata',
  payment_collection: 'metadata status',
  payment_session: 'context data metadata status',
  promotion_campaign_budget_usage: 'attribute_value',
  provider_identity: 'provider provider_metadata user_metadata',
  refund: 'metadata note',
  reservation_item: 'description metadata',
  return: 'metadata',
  return_item: 'metadata note',
  workflow_execution: 'context execution state',
};

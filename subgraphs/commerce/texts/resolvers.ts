import type {
  LineAttribute as Attribute,
  DeliveryRestrictionResolvers,
  ProductOption as Option,
  ProductOptionValue as OptionValue,
  ProductPersonalization as Personalization,
  DeliveryRestriction as Restriction,
  SelectedOption as Selected,
  ProductSpecification as Specification,
} from '#generated/commerce.ts';
import type { SeoRow, VideoRow } from '../products/presentation-rows.ts';
import { textFields } from './localized.ts';

/** The types within products, collections, categories, carts and orders whose texts may be in English instead of the requested language. */
export const ProductOption = textFields<Option, 'name' | 'values'>('name', 'values');
export const ProductOptionValue = textFields<OptionValue, 'name'>('name');
export const SelectedOption = textFields<Selected, 'name' | 'value'>('name', 'value');
export const LineAttribute = textFields<Attribute, 'label'>('label');
export const ProductPersonalization = textFields<Personalization, 'label'>('label');
export const ProductSpecification = textFields<Specification, 'label' | 'value'>('label', 'value');
export const DeliveryRestriction = textFields<Restriction, 'explanation'>(
  'explanation',
) as DeliveryRestrictionResolvers;
export const Seo = textFields<SeoRow, 'title' | 'description'>('title', 'description');
export const Video = textFields<VideoRow, 'altText'>('altText');

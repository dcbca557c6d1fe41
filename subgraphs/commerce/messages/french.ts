import type { SameMessages } from '#kit/graph/languages/messages.ts';
import type { english } from './english.ts';

/** The messages of errors and warnings in French. */
export const french: SameMessages<typeof english> = {
  INVALID: 'Une valeur est hors limites.',
  CART_NOT_FOUND: 'Ce panier n’existe pas.',
  CART_EXPIRED: 'Le panier a expiré. Veuillez en créer un autre.',
  CART_COMPLETED: 'Ce panier a déjà été commandé.',
  CART_BUSY: 'Une autre modification du panier est en cours ; veuillez réessayer.',
  CART_EMPTY: 'Le panier est vide.',
  LINE_NOT_FOUND: 'Cette ligne ne figure pas dans le panier.',
  VARIANT_NOT_FOUND: 'Cette variante n’est pas vendue dans le marché du panier.',
  ATTRIBUTE_UNKNOWN: 'Le produit ne propose pas cette personnalisation.',
  ATTRIBUTE_REQUIRED: 'Le produit exige une personnalisation.',
  OUT_OF_STOCK: 'Il ne reste pas assez de pièces.',
  PURCHASE_LIMIT_EXCEEDED: 'Un même client ne peut pas commander autant de pièces de ce produit.',
  REGION_UNSUPPORTED: 'Ce pays n’appartient pas à la région du panier.',
  DISCOUNT_NOT_APPLICABLE: 'Le code de réduction est inconnu ou ne s’applique pas à ce panier.',
  SHIPPING_UNAVAILABLE: 'Ce mode de livraison n’est pas disponible pour le panier.',
  DELIVERY_RESTRICTED: 'Un produit ne peut pas être livré dans le pays du panier.',
  PICKUP_UNAVAILABLE: 'La boutique ne dispose pas de tous les articles du panier.',
  SHIPPING_REQUIRED: 'Choisissez un mode de livraison.',
  ADDRESS_REQUIRED: 'Indiquez une adresse de livraison.',
  EMAIL_REQUIRED: 'Indiquez une adresse e-mail.',
  PAYMENT_REQUIRED:
    'Lancez le paiement. Un paiement commencé avant la dernière modification du panier n’est plus valable.',
  PAYMENT_DECLINED: 'Le paiement a été refusé.',
  PAYMENT_IN_PROGRESS: 'Un paiement de ce panier est déjà en cours.',
  PAYMENT_ACTION_REQUIRED: 'Le paiement n’est pas terminé : suivez l’action indiquée par le paiement.',
  PAYMENT_PENDING: 'Le prestataire de paiement n’a pas encore confirmé le paiement.',
  IDEMPOTENCY_KEY_REUSED: 'Cette clé d’idempotence a déjà servi avec d’autres arguments.',
  IDEMPOTENCY_IN_PROGRESS: 'Une requête avec cette clé d’idempotence est encore en cours.',

  countryUnsupported: 'AXIOM ne vend pas dans ce pays.',
  lineCountInvalid: ({ most }, { number }) => `Envoyez de 1 à ${number(most)} lignes.`,
  tooManyLines: ({ most }, { number }) => `Un panier peut contenir au maximum ${number(most)} lignes.`,
  quantityInvalid: ({ least, most }, { number }) => `La quantité doit être de ${number(least)} à ${number(most)}.`,
  tooManyCodes: ({ most }, { number }) => `Un panier accepte au maximum ${number(most)} codes.`,
  codeInvalid: 'Un code comporte de 1 à 100 caractères.',
  emailInvalid: 'Ce n’est pas une adresse e-mail.',
  addressIncomplete: 'L’adresse de livraison est incomplète : le transporteur exige d’autres champs.',
  idempotencyKeyInvalid: 'Une clé comporte de 8 à 128 caractères ASCII imprimables.',
  piecesLeft: ({ left }, { number }) => `Pièces restantes : ${number(left)}.`,
  purchaseLimit: ({ left }, { number, plural }) =>
    `Le panier peut contenir ${number(left)} ${plural(left, { one: 'pièce', other: 'pièces' })} de ce produit.`,
  variantRestricted: ({ variantId, country }, write) =>
    `${variantId} ne peut pas être livré dans ce pays : ${write.country(country)}.`,
  providerUnavailable: 'Ce prestataire de paiement n’est pas disponible dans la région du panier.',

  attributeUnknown: ({ key }) => `Le produit ne propose pas la personnalisation « ${key} ».`,
  attributeRequired: ({ key }) => `Le produit exige la personnalisation « ${key} ».`,
  attributeTwice: 'Cette clé apparaît deux fois.',
  controlCharacters: 'Ne doit pas contenir de caractères de contrôle.',
  lineBreaks: 'Ne doit contenir ni caractères de contrôle ni sauts de ligne.',
  tooLong: ({ most }, { number, plural }) =>
    `Doit comporter au maximum ${number(most)} ${plural(most, { one: 'caractère', other: 'caractères' })}.`,
  characters: ({ allowed }) => `Ne peut contenir que les caractères [${allowed}].`,

  orderNotFound: 'Cette commande n’existe pas.',
  orderShipped: 'La commande a quitté l’entrepôt, au moins en partie. Elle pourra être retournée après la livraison.',
  orderLineNotFound: 'Cette ligne ne figure pas dans la commande.',
  lineNotReturnable: 'Il n’est pas possible de retourner autant de pièces de cette ligne.',
  returnNotFound: 'Ce retour ne figure pas dans la commande.',
  returnReceived: 'Les pièces ont été reçues : le retour ne peut plus être annulé.',
  orderBusy: 'Une autre modification de la commande est en cours ; veuillez réessayer.',
  lineTwice: 'N’envoyez chaque ligne qu’une fois.',
  quantityTooSmall: 'La quantité doit être de 1 ou plus.',
  returnableNow: ({ left }, { number, plural }) =>
    `Au maximum ${number(left)} ${plural(left, { one: 'pièce peut être retournée', other: 'pièces peuvent être retournées' })} à présent.`,
  notShipped: 'La ligne n’a pas quitté l’entrepôt. Annulez plutôt la commande.',
  personalized: 'Les pièces personnalisées ne peuvent pas être retournées.',
  windowClosed: 'Le délai de retour est écoulé.',
  returned: 'Toutes les pièces de la ligne sont retournées ou en cours de retour.',
  orderCanceled: 'La commande est annulée.',
  textInvalid: ({ most }, { number }) =>
    `Un texte comporte au maximum ${number(most)} caractères, sans caractères de contrôle.`,

  countryUnknown: 'Ce pays n’existe pas.',
  postalCodeInvalid: 'Ce code postal n’est pas valable dans ce pays.',
  provinceInvalid: 'Cet État ou cette province n’existe pas dans ce pays.',
  phoneInvalid: 'Ce n’est pas un numéro de téléphone.',
  lengthInvalid: ({ most }, { number }) => `Doit comporter de 1 à ${number(most)} caractères.`,
  tooManyAddresses: ({ most }, { number }) => `Un carnet d’adresses peut contenir au maximum ${number(most)} adresses.`,
  addressNotFound: 'Cette adresse ne figure pas dans le carnet d’adresses.',

  freeShippingNotReached: ({ missing }, { money }) =>
    `La livraison est offerte dès ${money(missing)} d’articles supplémentaires.`,
  noLongerSold: ({ title }) => `${title} n’est plus en vente.`,
  priceChanged: ({ title, price }, { money }) => `${title} coûte désormais ${money(price)} la pièce.`,
  stockShort: ({ title, left }, { number, plural }) =>
    `${title} : ${plural(left, { one: `il reste ${number(left)} pièce`, other: `il reste ${number(left)} pièces` })}.`,
  titleRestricted: ({ title, country }, write) =>
    `${title} ne peut pas être livré dans ce pays : ${write.country(country)}.`,
};

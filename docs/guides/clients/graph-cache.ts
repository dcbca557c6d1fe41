// Written by `npm run compose` from the schema: copy it, do not edit it.

/** The object types of each interface and union. */
export const possibleTypes: Record<string, string[]> = {
  "Asset": [
    "Asset3D",
    "TextureAsset"
  ],
  "CartPayload": [
    "CartBuyerUpdatePayload",
    "CartCompletePayload",
    "CartCreatePayload",
    "CartDiscountCodesUpdatePayload",
    "CartGiftUpdatePayload",
    "CartLinesAddPayload",
    "CartLinesClearPayload",
    "CartLinesRemovePayload",
    "CartLinesUpdatePayload",
    "CartMarketUpdatePayload",
    "CartMergePayload",
    "CartNoteUpdatePayload",
    "CartPaymentStartPayload",
    "CartShippingMethodSetPayload"
  ],
  "ContentLink": [
    "Article",
    "Category",
    "Collection",
    "Page",
    "Product",
    "WebLink"
  ],
  "NarrativeBlock": [
    "TextBlock",
    "ImageBlock",
    "ProductBlock"
  ],
  "Node": [
    "Article",
    "Artisan",
    "AuditEvent",
    "CareGuide",
    "Cart",
    "Category",
    "Certification",
    "Collection",
    "Curator",
    "Customer",
    "Location",
    "Material",
    "Order",
    "Page",
    "Partner",
    "PartnerKey",
    "Passkey",
    "Passport",
    "Product",
    "ProductVariant",
    "Region",
    "Series",
    "Session",
    "SizeGuide",
    "Store",
    "Supplier",
    "WebhookDelivery",
    "WebhookEndpoint"
  ],
  "PaymentAction": [
    "PaymentRedirect",
    "PaymentClientData"
  ],
  "PreviewContent": [
    "Article",
    "CareGuide",
    "Page",
    "SizeGuide"
  ],
  "ProductMedia": [
    "Image",
    "Video",
    "ProductModel"
  ],
  "SearchAllItem": [
    "Product",
    "Collection",
    "Artisan",
    "Page",
    "Article"
  ],
  "SuggestionTarget": [
    "Product",
    "Collection",
    "Category",
    "Material",
    "Artisan",
    "Article",
    "Page",
    "PopularQuery"
  ],
  "UserError": [
    "CartUserError",
    "CustomerUserError",
    "IdentityUserError",
    "JournalUserError",
    "OrderUserError",
    "ProvenanceUserError"
  ]
};

/** The object types without an `id`, which a cache stores inside their parent object. */
export const embeddedTypes: string[] = [
  "Address",
  "Alternate",
  "ArticleAlternate",
  "Asset3D",
  "AssetIssue",
  "Atelier",
  "Author",
  "Banner",
  "Barcode",
  "BoundingBox",
  "CachePurge",
  "CarbonFootprint",
  "CarbonShare",
  "CareSymbol",
  "CartCost",
  "CartDiscountCode",
  "CartMergeLeftOutLine",
  "CartShippingMethod",
  "CartWarning",
  "CatalogueSitemapEntry",
  "Coordinates",
  "Country",
  "CuratorGrant",
  "Currency",
  "CustomerDataExport",
  "CustomerDeletion",
  "Delivery",
  "DeliveryEstimate",
  "DeliveryRestriction",
  "DigitalAssets",
  "Dimensions",
  "Duties",
  "Edition",
  "EditionNumber",
  "FocalPoint",
  "FreeShipping",
  "FulfillmentLine",
  "GiftOptions",
  "HttpHeader",
  "Image",
  "ImageBlock",
  "InventoryLevel",
  "InvoiceFile",
  "Language",
  "LineAttribute",
  "Localization",
  "MarketingConsent",
  "MarketingConsentChange",
  "MaterialChange",
  "MaterialTranslation",
  "MaterialUse",
  "MaterialVariant",
  "Menu",
  "MenuItem",
  "ModelAudit",
  "ModelCamera",
  "ModelCheck",
  "ModelDimensions",
  "ModelDimensionsCheck",
  "ModelDimensionsTolerance",
  "ModelFile",
  "ModelPoster",
  "ModelProcessing",
  "ModelProcessingError",
  "ModelSideCheck",
  "ModelTextures",
  "Money",
  "Narrative",
  "NarrativeHeading",
  "OpeningHours",
  "OrderCancellation",
  "Organization",
  "PageAlternate",
  "PaymentClientData",
  "PaymentMethod",
  "PaymentMethodDetails",
  "PaymentProvider",
  "PaymentRedirect",
  "Pickup",
  "PickupLine",
  "PopularQuery",
  "PreOrder",
  "PreviewLink",
  "PriceRange",
  "ProductBlock",
  "ProductModel",
  "ProductPersonalization",
  "ProductSpecification",
  "Provenance",
  "PurchaseLimit",
  "Quantity",
  "Redirect",
  "RetainedData",
  "ReturnLabel",
  "ReturnLine",
  "Sale",
  "SearchAllCount",
  "SearchAlternativeFilter",
  "SearchAlternativeQuery",
  "SearchAlternatives",
  "SearchedQuery",
  "SearchFacet",
  "SearchFacetRange",
  "SearchFacetValue",
  "SearchHighlight",
  "SearchPriceInterval",
  "SearchPriceRange",
  "SelectedOption",
  "Seo",
  "SessionGrant",
  "SharedWishlist",
  "SharedWishlistItem",
  "SitemapAlternate",
  "SitemapEntry",
  "SizeGuideColumn",
  "SizeGuideEntry",
  "SizeMeasurement",
  "StoreAddress",
  "StoreDay",
  "StoreHours",
  "StorePeriod",
  "Suggestion",
  "Swatch",
  "TaxedMoney",
  "TaxedPriceRange",
  "TaxLine",
  "TextBlock",
  "TextureAsset",
  "TextureMaps",
  "Tracking",
  "UnitPrice",
  "VariantAvailability",
  "Vector3",
  "Video",
  "VideoSource",
  "ViewerQuota",
  "WebhookAttempt",
  "WebLink",
  "Weight",
  "Wishlist",
  "WishlistShare",
  "WorkingDays"
];

/** The embedded types whose fields a cache can merge. The others are values, which a cache replaces completely. */
export const mergedTypes: string[] = [
  "Provenance",
  "CarbonFootprint",
  "DigitalAssets",
  "Asset3D",
  "TextureMaps",
  "TextureAsset",
  "Narrative",
  "Atelier",
  "Author",
  "Image",
  "PriceRange",
  "Localization"
];

/** The paginated fields by type, with the arguments that select the list. `first` and `after` select the page. */
export const connectionFields: Record<string, Record<string, string[]>> = {
  "Article": {
    "linkedProducts": []
  },
  "Artisan": {
    "articles": [],
    "products": []
  },
  "Category": {
    "products": [
      "sort",
      "deliverableFirst"
    ],
    "search": [
      "query",
      "filter",
      "facets",
      "sort",
      "deliverableFirst"
    ]
  },
  "Collection": {
    "products": [
      "sort",
      "deliverableFirst"
    ],
    "search": [
      "query",
      "filter",
      "facets",
      "sort",
      "deliverableFirst"
    ]
  },
  "Customer": {
    "addresses": [],
    "orders": []
  },
  "Material": {
    "products": []
  },
  "Partner": {
    "keys": []
  },
  "Passport": {
    "events": []
  },
  "Product": {
    "media": [],
    "variants": [],
    "stories": []
  },
  "Query": {
    "products": [
      "filter",
      "sort",
      "deliverableFirst"
    ],
    "collections": [],
    "categories": [],
    "catalogueSitemap": [],
    "partners": [],
    "partnerKeys": [
      "prefix"
    ],
    "auditEvents": [
      "filter"
    ],
    "curators": [],
    "articles": [
      "mood"
    ],
    "artisans": [],
    "pages": [
      "kind"
    ],
    "stores": [
      "near",
      "countryCode"
    ],
    "redirects": [],
    "contentSitemap": [],
    "articleDrafts": [],
    "contentDrafts": [
      "types"
    ],
    "materials": [
      "filter"
    ],
    "search": [
      "query",
      "filter",
      "facets",
      "sort",
      "deliverableFirst"
    ],
    "searchAll": [
      "query",
      "kinds",
      "filter"
    ],
    "searchReport": [
      "kind",
      "weeksAgo",
      "language"
    ]
  },
  "Series": {
    "articles": []
  },
  "SharedWishlist": {
    "items": []
  },
  "Supplier": {
    "materials": []
  },
  "WebhookEndpoint": {
    "deliveries": []
  },
  "Wishlist": {
    "items": []
  }
};

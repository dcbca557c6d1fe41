// Written by `npm run compose` from the schema: copy it, do not edit it.

/** The object types of each interface and union. */
export const possibleTypes: Record<string, string[]> = {
  "Asset": [
    "Asset3D",
    "TextureAsset"
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
    "Cart",
    "Category",
    "Certification",
    "Collection",
    "Curator",
    "Customer",
    "Location",
    "Material",
    "Order",
    "Partner",
    "PartnerKey",
    "Passkey",
    "Passport",
    "Product",
    "ProductVariant",
    "Region",
    "Session",
    "Supplier",
    "WebhookDelivery",
    "WebhookEndpoint"
  ],
  "UserError": [
    "CartUserError",
    "CustomerUserError",
    "IdentityUserError",
    "JournalUserError",
    "ProvenanceUserError"
  ]
};

/** The object types without an `id`, which a cache stores inside their parent object. */
export const embeddedTypes: string[] = [
  "Address",
  "Asset3D",
  "AssetIssue",
  "Atelier",
  "Author",
  "BoundingBox",
  "CachePurge",
  "CarbonFootprint",
  "CarbonShare",
  "CartCost",
  "CartDiscountCode",
  "CartShippingMethod",
  "CartWarning",
  "Coordinates",
  "Country",
  "CuratorGrant",
  "Delivery",
  "DigitalAssets",
  "FulfillmentLine",
  "HttpHeader",
  "Image",
  "ImageBlock",
  "InventoryLevel",
  "Localization",
  "MaterialChange",
  "MaterialUse",
  "ModelTextures",
  "Money",
  "Narrative",
  "NarrativeHeading",
  "PassportEvent",
  "PriceRange",
  "ProductBlock",
  "Provenance",
  "SearchFacet",
  "SearchFacetRange",
  "SearchFacetValue",
  "SearchHighlight",
  "SelectedOption",
  "SessionGrant",
  "Suggestion",
  "TaxedMoney",
  "TaxLine",
  "TextBlock",
  "TextureAsset",
  "TextureMaps",
  "Tracking",
  "Vector3",
  "ViewerQuota",
  "WebhookAttempt",
  "Weight",
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
      "sort"
    ]
  },
  "Collection": {
    "products": [
      "sort"
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
    "variants": [],
    "stories": []
  },
  "Query": {
    "products": [
      "filter",
      "sort"
    ],
    "collections": [],
    "categories": [],
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
    "articleDrafts": [],
    "materials": [
      "filter"
    ],
    "search": [
      "query",
      "filter",
      "facets",
      "sort"
    ]
  },
  "Supplier": {
    "materials": []
  },
  "WebhookEndpoint": {
    "deliveries": []
  }
};

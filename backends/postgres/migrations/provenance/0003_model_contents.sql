-- What a viewer must know of a model before it loads it.
alter table asset
  add column extensions_used text[] check (array_position(extensions_used, null) is null),
  add column extensions_required text[] check (array_position(extensions_required, null) is null),
  -- {"count", "longestSide", "formats"}: see the type ModelTextures of the graph.
  add column textures jsonb check (jsonb_typeof(textures) = 'object');

-- Until now no file was accepted that required an extension. What else the files hold is not known before they are sent
-- again.
update asset set extensions_required = '{}' where role in ('MODEL_GLB', 'MODEL_USDZ');

alter table asset add check (
  case
    when role in ('MODEL_GLB', 'MODEL_USDZ') then extensions_required is not null
    else num_nonnulls(extensions_used, extensions_required, textures) = 0
  end
);

grant update (extensions_used, extensions_required, textures) on asset to axiom_provenance;

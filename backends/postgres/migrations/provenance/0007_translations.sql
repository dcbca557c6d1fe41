-- The texts of materials and the names of certifications in languages other than English: `{"FR": {"name": "…"}}`. They are in the
-- row itself, so that its history, its cache tags and every query that reads it have them without a statement more.

-- Whether a value is an object of texts by language, and each language has these fields only.
create function is_translations(value jsonb, fields text[]) returns boolean
  language sql immutable as $$
  select jsonb_typeof(value) = 'object' and coalesce((
    select bool_and(
      language ~ '^[A-Z]{2}$' and language <> 'EN' and jsonb_typeof(texts) = 'object' and coalesce((
        select bool_and(field = any(fields) and jsonb_typeof(text) = 'string')
        from jsonb_each(case jsonb_typeof(texts) when 'object' then texts else '{}' end) as each (field, text)
      ), true)
    )
    from jsonb_each(case jsonb_typeof(value) when 'object' then value else '{}' end) as translation (language, texts)
  ), true)
$$;

alter table material
  add column translations jsonb not null default '{}' check (is_translations(translations, '{name,description}'));
alter table certification
  add column translations jsonb not null default '{}' check (is_translations(translations, '{name}'));
grant update (translations) on material to axiom_provenance;

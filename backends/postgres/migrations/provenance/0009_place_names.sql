-- The names of places of making in languages other than English: `{"FR": {"place": "…"}}`.
alter table provenance
  add column translations jsonb not null default '{}' check (is_translations(translations, '{place}'));
grant update (translations) on provenance to axiom_provenance;

-- Two names are the same whatever their case, their Unicode form and the kind and number of spaces in them.
create function name_key(name text) returns text
  language sql immutable strict parallel safe
  return lower(normalize(btrim(regexp_replace(name, '[\s\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]+', ' ', 'g')), NFC));

-- Of materials that became namesakes by this, all but the first get a number.
update material set name = material.name || ' (' || namesake.place || ')'
from (select id, row_number() over (partition by name_key(name) order by id) as place from material) as namesake
where namesake.id = material.id and namesake.place > 1;

create unique index on material (name_key(name));

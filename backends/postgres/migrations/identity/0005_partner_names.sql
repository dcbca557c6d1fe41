-- Two names are the same whatever their case, their Unicode form and the kind and number of spaces in them.
create function name_key(name text) returns text
  language sql immutable strict parallel safe
  return lower(normalize(btrim(regexp_replace(name, '[\s\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]+', ' ', 'g')), NFC));

-- Of partners that became namesakes by this, all but the oldest get a number.
update partner set name = partner.name || ' (' || namesake.place || ')'
from (select id, row_number() over (partition by name_key(name) order by created_at, id) as place from partner) as namesake
where namesake.id = partner.id and namesake.place > 1;

create unique index on partner (name_key(name));
drop index partner_lower_idx;

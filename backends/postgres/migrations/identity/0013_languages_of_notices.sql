-- In which a notice was asked for, and in which it is mailed. Notices from before were mailed in English.
alter table wishlist_item add column language text not null default 'EN' check (language ~ '^[A-Z]{2}$');
alter table stock_notice add column language text not null default 'EN' check (language ~ '^[A-Z]{2}$');

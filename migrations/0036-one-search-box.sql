-- One search over documents, internal matters and dossiers: whole words by their lexemes, the newest first, each kind
-- by indexes of its own. docs/decisions/2026-11-26-one-search-box.md says why it is so.

-- As in 0007: behind the wall between offices an index is used only through functions marked as not leaking.
do $$
begin
  alter function pg_catalog.ts_match_vq(tsvector, tsquery) leakproof;
  alter function pg_catalog.to_tsvector(regconfig, text) leakproof;
exception
  when insufficient_privilege then
    raise notice 'searches go without the index of words: the owner is no superuser';
end
$$;

-- Whole words serve better than parts of words, and cost a third of the space.
create index incoming_documents_words on incoming_documents using gin (to_tsvector('simple', search_text)) with (fastupdate = off);
drop index incoming_documents_search;
create index incoming_documents_registered on incoming_documents (office_id, registered_at desc, id);
-- What the lead of somebody's unit has: where a search of theirs begins.
create index incoming_documents_led on incoming_documents (office_id, lead_id, id) where lead_id is not null;

create index outgoing_documents_words on outgoing_documents using gin (to_tsvector('simple', search_text)) with (fastupdate = off);
drop index outgoing_documents_search;
alter table outgoing_documents add column sorted_at timestamptz not null
  generated always as (coalesce((dated_on + time '12:00') at time zone 'Asia/Ho_Chi_Minh', created_at)) stored;
create index outgoing_documents_sorted on outgoing_documents (office_id, sorted_at desc, id);
create index outgoing_documents_number on outgoing_documents (office_id, number, year) where number is not null;
comment on column outgoing_documents.sorted_at is 'Noon of the day that the document bears; before it has one, when its draft was begun.';

create index work_files_words on work_files using gin (to_tsvector('simple', search_text)) with (fastupdate = off);

create index dossiers_words on dossiers using gin (to_tsvector('simple', search_text)) with (fastupdate = off);

-- A tsvector holds a megabyte: 200,000 characters of any alphabet are never too much for it.
alter table incoming_texts add column aligned_text text not null default '';
alter table incoming_texts add column words tsvector not null
  generated always as (to_tsvector('simple', left(search_text, 200000))) stored;
-- Long columns lie apart, so that many hits of a word are few pages.
alter table incoming_texts set (toast_tuple_target = 128);
create index incoming_texts_words on incoming_texts using gin (words) with (fastupdate = off);
drop index incoming_texts_search;
comment on column incoming_texts.aligned_text is 'The text as it was written, each character at the place of its folded one, so that what is found can be shown.';

-- What was written before is folded here once; what comes after, by the program.
create function pg_temp.folded(text) returns text language sql as $$
  select trim(regexp_replace(translate(lower(normalize($1, nfc)),
    'àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ',
    'aaaaaaaaaaaaaaaaadeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyy'), '[^a-z0-9]+', ' ', 'g'))
$$;
-- An owner that is no superuser is held by the wall as everybody is: it is taken down for the time of the update.
alter table internal_submissions no force row level security;
alter table internal_meetings no force row level security;
alter table internal_votes no force row level security;
alter table internal_submissions add column search_text text not null default '';
update internal_submissions set search_text = pg_temp.folded(concat_ws(' ', subject, words, proposal, answer));
create index internal_submissions_submitted on internal_submissions (office_id, submitted_at desc, id);
alter table internal_meetings add column search_text text not null default '';
update internal_meetings set search_text = pg_temp.folded(concat_ws(' ', subject, agenda, guests));
create index internal_meetings_newest on internal_meetings (office_id, starts_at desc, id);
alter table internal_votes add column search_text text not null default '';
update internal_votes set search_text = pg_temp.folded(concat_ws(' ', question, words));
alter table internal_submissions force row level security;
alter table internal_meetings force row level security;
alter table internal_votes force row level security;
create index internal_votes_opened on internal_votes (office_id, opened_at desc, id);

create table saved_searches (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  staff_id uuid not null,
  name text not null collate vietnamese,
  query text not null,
  saved_at timestamptz not null,
  primary key (office_id, id),
  unique (office_id, staff_id, name),
  foreign key (office_id, staff_id) references staff_members (office_id, id)
);
comment on table saved_searches is 'Searches that members of staff keep under a name, each for themselves; the query as it stands in the address.';

alter table saved_searches enable row level security;
alter table saved_searches force row level security;
create policy office on saved_searches to motcua_app using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert, delete on saved_searches to motcua_app;
select cover_practice();

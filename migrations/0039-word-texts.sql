-- What was read of the Word files that outgoing documents are made of, for the check of their form.

create table outgoing_word_texts (
  office_id uuid not null,
  file_id uuid not null,
  state text not null check (state in ('read', 'part', 'none', 'locked', 'broken', 'too_long')),
  words text not null,
  read_at timestamptz not null,
  primary key (office_id, file_id),
  foreign key (office_id, file_id) references files (office_id, id)
);
comment on table outgoing_word_texts is 'The text of an uploaded Word file (dự thảo văn bản đi), line by line, and whether it could be read. One without a row waits to be read.';

alter table outgoing_word_texts enable row level security;
alter table outgoing_word_texts force row level security;
create policy office on outgoing_word_texts to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert on outgoing_word_texts to motcua_app;
select cover_practice();

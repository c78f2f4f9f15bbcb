-- Work files (hồ sơ công việc, NĐ 30/2020/NĐ-CP Điều 28–31): the yearly list they are opened from, what lies in them by link,
-- their closing, hand-over to the archive of the office, and destruction when their time is over.

create table work_file_rules (
  office_id uuid not null references offices (office_id),
  valid_from date not null,
  rules jsonb not null,
  decision text not null,
  saved_at timestamptz not null,
  saved_by uuid not null,
  primary key (office_id, valid_from),
  foreign key (office_id, saved_by) references staff_members (office_id, id)
);
comment on table work_file_rules is 'Thời hạn bảo quản and the other figures of keeping, from a day on, as the office has decided them; before its first decision those shipped hold.';

create table work_file_lists (
  office_id uuid not null references offices (office_id),
  year smallint not null check (year between 2000 and 2200),
  state text not null check (state in ('draft', 'approved')),
  valid_from date,
  decision text not null default '',
  made_at timestamptz not null,
  made_by uuid not null,
  approved_at timestamptz,
  approved_by uuid,
  revision integer not null default 1,
  primary key (office_id, year),
  foreign key (office_id, made_by) references staff_members (office_id, id),
  foreign key (office_id, approved_by) references staff_members (office_id, id),
  check ((state = 'approved') = (approved_at is not null and approved_by is not null and valid_from is not null))
);
comment on table work_file_lists is 'Danh mục hồ sơ of a year: prepared by the clerk, issued by the head from a day on; later only added to, with a reason.';

create table work_file_headings (
  office_id uuid not null,
  id uuid not null,
  year smallint not null,
  parent_id uuid,
  ordinal smallint not null check (ordinal > 0),
  title text not null,
  abbreviation text not null default '',
  added_at timestamptz not null,
  added_by uuid not null,
  added_reason text not null default '',
  primary key (office_id, id),
  foreign key (office_id, year) references work_file_lists (office_id, year),
  foreign key (office_id, parent_id) references work_file_headings (office_id, id),
  foreign key (office_id, added_by) references staff_members (office_id, id),
  check ((parent_id is null) = (abbreviation <> ''))
);
create unique index work_file_headings_place on work_file_headings (office_id, year, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'), ordinal);
create unique index work_file_headings_abbreviation on work_file_headings (office_id, year, abbreviation) where parent_id is null;
comment on table work_file_headings is 'Đề mục of a Danh mục hồ sơ: big ones (Roman, with the abbreviation that symbols carry) and small ones below them (Arabic).';

create table work_file_entries (
  office_id uuid not null,
  id uuid not null,
  year smallint not null,
  heading_id uuid not null,
  serial integer not null check (serial > 0),
  symbol text not null,
  title text not null collate vietnamese,
  retention_code text not null,
  keeper_id uuid,
  note text not null default '',
  added_at timestamptz not null,
  added_by uuid not null,
  added_reason text not null default '',
  primary key (office_id, id),
  unique (office_id, year, symbol),
  foreign key (office_id, year) references work_file_lists (office_id, year),
  foreign key (office_id, heading_id) references work_file_headings (office_id, id),
  foreign key (office_id, keeper_id) references staff_members (office_id, id),
  foreign key (office_id, added_by) references staff_members (office_id, id)
);
create index work_file_entries_heading on work_file_entries (office_id, heading_id, serial);
comment on table work_file_entries is 'A file foreseen in the Danh mục hồ sơ: symbol (serial and abbreviation of the big heading), title, retention, who makes it.';

create table work_files (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  year smallint not null check (year between 1900 and 2200),
  symbol text not null,
  title text not null collate vietnamese,
  entry_id uuid,
  kind text not null check (kind in ('work', 'construction')),
  medium text not null check (medium in ('electronic', 'paper', 'mixed')),
  retention_code text,
  retention_years smallint check (retention_years > 0),
  restricted boolean not null,
  language text not null,
  note text not null default '',
  keeper_id uuid not null,
  unit_id uuid,
  started_on date not null,
  ended_on date,
  sheets integer check (sheets >= 0),
  closing_words text not null default '',
  state text not null check (state in ('open', 'closed', 'offered', 'handed_over', 'destroyed')),
  held_until date,
  frozen_at timestamptz,
  frozen_reason text not null default '',
  opened_at timestamptz not null,
  opened_by uuid not null,
  closed_at timestamptz,
  closed_by uuid,
  handed_over_at timestamptz,
  destroyed_at timestamptz,
  revision integer not null default 1,
  search_text text not null,
  primary key (office_id, id),
  unique (office_id, year, symbol),
  foreign key (office_id, entry_id) references work_file_entries (office_id, id),
  foreign key (office_id, keeper_id) references staff_members (office_id, id),
  foreign key (office_id, unit_id) references units (office_id, id),
  foreign key (office_id, opened_by) references staff_members (office_id, id),
  foreign key (office_id, closed_by) references staff_members (office_id, id),
  check (retention_years is null or retention_code is not null),
  check ((frozen_at is null) = (frozen_reason = '')),
  check ((state = 'open') = (closed_at is null)),
  check (state = 'open' or (ended_on is not null and retention_code is not null)),
  check (ended_on is null or ended_on >= started_on)
);
create index work_files_newest on work_files (office_id, opened_at desc, id desc);
create index work_files_keeper on work_files (office_id, keeper_id, state, opened_at desc);
create index work_files_ended on work_files (office_id, ended_on, id) where state in ('closed', 'offered', 'handed_over');
create index work_files_entry on work_files (office_id, entry_id) where entry_id is not null;
create index work_files_search on work_files using gin (search_text gin_trgm_ops);
comment on table work_files is 'Hồ sơ công việc. What lies in it is linked (work_file_documents); the metadata stays also after its destruction.';
comment on column work_files.year is 'Năm hình thành hồ sơ: with the symbol and the code of the office it is the file''s code (mã hồ sơ).';
comment on column work_files.ended_on is 'When the work ended; of a construction file when its final settlement was approved.';
comment on column work_files.retention_years is 'Null with a retention_code: for ever (vĩnh viễn).';

create table work_file_documents (
  office_id uuid not null,
  work_file_id uuid not null,
  id uuid not null,
  ordinal integer not null check (ordinal > 0),
  kind text not null check (kind in ('incoming', 'outgoing', 'submission', 'meeting', 'vote', 'file')),
  document_id uuid not null,
  file_id uuid,
  title text not null default '',
  author text not null default '',
  dated_on date,
  sheets text not null default '',
  note text not null default '',
  added_at timestamptz not null,
  added_by uuid not null,
  removed_at timestamptz,
  removed_by uuid,
  removed_reason text not null default '',
  primary key (office_id, work_file_id, id),
  foreign key (office_id, work_file_id) references work_files (office_id, id),
  foreign key (office_id, file_id) references files (office_id, id),
  foreign key (office_id, added_by) references staff_members (office_id, id),
  check ((kind = 'file') = (file_id is not null)),
  check (kind <> 'file' or (file_id = document_id and title <> '' and dated_on is not null)),
  check ((removed_at is null) = (removed_reason = ''))
);
create unique index work_file_documents_once on work_file_documents (office_id, work_file_id, kind, document_id) where removed_at is null;
create index work_file_documents_where on work_file_documents (office_id, kind, document_id) where removed_at is null;
comment on table work_file_documents is 'Documents in a work file, by link: one document lies in several files without a copy. One taken out stays, with the reason.';
comment on column work_file_documents.ordinal is 'Số thứ tự văn bản trong hồ sơ: as they came, while it is open; put in order of their dates when it is closed.';

create table work_file_unfiled (
  office_id uuid not null references offices (office_id),
  kind text not null check (kind in ('incoming', 'outgoing')),
  document_id uuid not null,
  said_at timestamptz not null,
  said_by uuid not null,
  primary key (office_id, kind, document_id),
  foreign key (office_id, said_by) references staff_members (office_id, id)
);
comment on table work_file_unfiled is 'Finished documents of which the handler said “Chưa lập hồ sơ”; gone as soon as they lie in a file.';

create table work_file_events (
  office_id uuid not null,
  work_file_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  actor_id uuid,
  actor_name text not null,
  actor_post text not null,
  words text not null,
  primary key (office_id, work_file_id, id),
  foreign key (office_id, work_file_id) references work_files (office_id, id)
);
comment on table work_file_events is 'What happened to a work file, in its order.';

create table work_file_holds (
  office_id uuid not null,
  work_file_id uuid not null,
  id uuid not null,
  until date not null,
  reason text not null,
  asked_at timestamptz not null,
  asked_by uuid not null,
  decided_at timestamptz,
  decided_by uuid,
  agreed boolean,
  words text not null default '',
  primary key (office_id, work_file_id, id),
  foreign key (office_id, work_file_id) references work_files (office_id, id),
  foreign key (office_id, asked_by) references staff_members (office_id, id),
  foreign key (office_id, decided_by) references staff_members (office_id, id),
  check ((decided_at is null) = (agreed is null)),
  check ((decided_at is null) = (decided_by is null))
);
create unique index work_file_holds_waiting on work_file_holds (office_id, work_file_id) where decided_at is null;
comment on table work_file_holds is 'Giữ lại hồ sơ past the time of hand-over: asked with a reason, agreed in writing by the head (Điều 30).';

create table work_file_handovers (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  year smallint not null,
  number integer not null check (number > 0),
  title text not null,
  state text not null check (state in ('offered', 'received', 'returned')),
  from_id uuid not null,
  from_unit text not null,
  boxes integer not null default 0 check (boxes >= 0),
  metres numeric(6, 2) not null default 0 check (metres >= 0),
  offered_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  condition text not null default '',
  primary key (office_id, id),
  unique (office_id, year, number),
  foreign key (office_id, from_id) references staff_members (office_id, id),
  foreign key (office_id, decided_by) references staff_members (office_id, id),
  check ((state = 'offered') = (decided_at is null)),
  check (state = 'offered' or condition <> '')
);
comment on table work_file_handovers is 'Giao nộp hồ sơ vào Lưu trữ cơ quan: the list that is offered, then received with the state of the files, or returned with the reason.';

create table work_file_handover_items (
  office_id uuid not null,
  handover_id uuid not null,
  work_file_id uuid not null,
  ordinal integer not null,
  primary key (office_id, handover_id, work_file_id),
  foreign key (office_id, handover_id) references work_file_handovers (office_id, id),
  foreign key (office_id, work_file_id) references work_files (office_id, id)
);
create index work_file_handover_items_file on work_file_handover_items (office_id, work_file_id);
comment on table work_file_handover_items is 'Files of a hand-over in the order of its list.';

create table work_file_destructions (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  year smallint not null,
  number integer not null check (number > 0),
  state text not null check (state in ('proposed', 'approved', 'refused', 'done')),
  reason text not null,
  proposed_at timestamptz not null,
  proposed_by uuid not null,
  decided_at timestamptz,
  decided_by uuid,
  decision text not null default '',
  done_at timestamptz,
  done_by uuid,
  method text not null default '',
  witnesses text not null default '',
  primary key (office_id, id),
  unique (office_id, year, number),
  foreign key (office_id, proposed_by) references staff_members (office_id, id),
  foreign key (office_id, decided_by) references staff_members (office_id, id),
  foreign key (office_id, done_by) references staff_members (office_id, id),
  check ((state = 'proposed') = (decided_at is null)),
  check (decided_by is null or decided_by <> proposed_by),
  check ((state = 'done') = (done_at is not null))
);
comment on table work_file_destructions is 'Tiêu hủy hồ sơ hết giá trị: the list proposed after review, the head''s decision, and the minutes of its doing.';

create table work_file_destruction_items (
  office_id uuid not null,
  destruction_id uuid not null,
  work_file_id uuid not null,
  ordinal integer not null,
  contents jsonb,
  primary key (office_id, destruction_id, work_file_id),
  foreign key (office_id, destruction_id) references work_file_destructions (office_id, id),
  foreign key (office_id, work_file_id) references work_files (office_id, id)
);
create index work_file_destruction_items_file on work_file_destruction_items (office_id, work_file_id);
comment on table work_file_destruction_items is 'Files of a destruction; contents: what lay in each when it was destroyed.';

create table work_file_alerts (
  office_id uuid not null,
  work_file_id uuid not null,
  kind text not null check (kind in ('due_soon', 'late')),
  due_on date not null,
  raised_at timestamptz not null,
  primary key (office_id, work_file_id, kind, due_on),
  foreign key (office_id, work_file_id) references work_files (office_id, id)
);
comment on table work_file_alerts is 'What was told of the time of hand-over, so that it is told once per date.';

do $$
declare
  t text;
begin
  foreach t in array array['work_file_rules', 'work_file_lists', 'work_file_headings', 'work_file_entries', 'work_files',
    'work_file_documents', 'work_file_unfiled', 'work_file_events', 'work_file_holds', 'work_file_handovers',
    'work_file_handover_items', 'work_file_destructions', 'work_file_destruction_items', 'work_file_alerts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert on %I to motcua_app', t);
  end loop;
end
$$;
grant update on work_file_rules, work_file_lists, work_file_headings, work_file_entries, work_files, work_file_documents,
  work_file_holds, work_file_handovers, work_file_destructions, work_file_destruction_items to motcua_app;
grant delete on work_file_headings, work_file_entries, work_file_unfiled to motcua_app;
select cover_practice();

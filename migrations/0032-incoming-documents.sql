-- Incoming documents (văn bản đến, NĐ 30/2020/NĐ-CP Điều 20–24): arrival, the leader's direction, handling, and the outcome
-- without which no document that asks for action is finished.

alter table files add column guarded boolean not null default false;
comment on column files.guarded is 'Whether the file is read only through what it belongs to, which knows who may and notes who did.';

create table incoming_documents (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  arrival_year smallint not null,
  arrival_number integer not null check (arrival_number > 0),
  arrived_on date not null,
  channel text not null check (channel in ('paper', 'scan', 'email', 'interchange')),
  issuer text not null collate vietnamese,
  issuer_key text not null,
  symbol text not null,
  symbol_key text not null,
  issued_on date not null,
  type_name text not null,
  subject text not null,
  language text not null,
  page_count integer check (page_count > 0),
  signer_post text not null,
  signer_name text not null,
  urgency smallint not null check (urgency between 0 and 3),
  circulation text not null check (circulation in ('none', 'return_after_reading', 'internal')),
  restricted boolean not null,
  field_code text,
  reply_by date,
  note text not null,
  duplicate_of uuid,
  duplicate_reason text not null default '',
  state text not null check (state in ('registered', 'directed', 'in_progress', 'proposed', 'finished', 'void')),
  for_information boolean,
  closed_as text check (closed_as in ('outcome', 'information', 'void')),
  lead_id uuid,
  due_on date,
  returned_words text not null default '',
  registered_at timestamptz not null,
  registered_by uuid not null,
  forwarded_at timestamptz,
  finished_at timestamptz,
  finished_by uuid,
  search_text text not null,
  revision integer not null default 1,
  primary key (office_id, id),
  unique (office_id, arrival_year, arrival_number),
  foreign key (office_id, field_code) references fields (office_id, code),
  foreign key (office_id, lead_id) references staff_members (office_id, id),
  foreign key (office_id, registered_by) references staff_members (office_id, id),
  foreign key (office_id, finished_by) references staff_members (office_id, id),
  check ((state in ('finished', 'void')) = (finished_at is not null)),
  check ((state in ('finished', 'void')) = (closed_as is not null)),
  check (state not in ('directed', 'in_progress', 'proposed') or lead_id is not null),
  check (state <> 'finished' or for_information is not null)
);
-- Two clerks at once with the same paper: the second is told, unless it is meant so with a reason.
create unique index incoming_documents_once on incoming_documents (office_id, issuer_key, symbol_key, issued_on)
  where duplicate_of is null and state <> 'void';
create index incoming_documents_open on incoming_documents (office_id, due_on, id) where finished_at is null;
create index incoming_documents_lead on incoming_documents (office_id, lead_id, due_on, id) where finished_at is null;
create index incoming_documents_issuer on incoming_documents (office_id, issuer_key, registered_at desc);
create index incoming_documents_search on incoming_documents using gin (search_text gin_trgm_ops);
comment on table incoming_documents is 'Văn bản đến: one row per arrival number of a year; the number is gapless and stays, also with a document registered by mistake (void).';
comment on column incoming_documents.for_information is 'Decided by a leader: true needs no action; null as long as no leader has said.';
comment on column incoming_documents.restricted is 'Hạn chế người xem: only those named see it, and every look is recorded. State secrets are never registered here.';

create table incoming_files (
  office_id uuid not null,
  incoming_id uuid not null,
  file_id uuid not null,
  ordinal smallint not null,
  kind text not null check (kind in ('document', 'stamped')),
  corner text check (corner in ('top-left', 'top-right', 'bottom-left', 'bottom-right')),
  text_state text not null check (text_state in ('waiting', 'read', 'part', 'none', 'locked', 'broken', 'too_long')),
  added_at timestamptz not null,
  primary key (office_id, incoming_id, file_id),
  unique (office_id, file_id),
  foreign key (office_id, incoming_id) references incoming_documents (office_id, id),
  foreign key (office_id, file_id) references files (office_id, id),
  check ((kind = 'stamped') = (corner is not null))
);
create index incoming_files_unread on incoming_files (office_id, added_at, file_id) where text_state = 'waiting';
comment on table incoming_files is 'Files of an incoming document, the copy with the arrival stamp (dấu ĐẾN) among them, and what became of reading their text.';

create table incoming_texts (
  office_id uuid not null,
  incoming_id uuid not null,
  file_id uuid not null,
  search_text text not null,
  primary key (office_id, incoming_id, file_id),
  foreign key (office_id, incoming_id, file_id) references incoming_files (office_id, incoming_id, file_id)
);
create index incoming_texts_search on incoming_texts using gin (search_text gin_trgm_ops);
comment on table incoming_texts is 'The text of a file, folded (no diacritics, lower case), to be found by.';

create table incoming_directions (
  office_id uuid not null,
  incoming_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('action', 'information')),
  lead_id uuid,
  due_on date,
  words text not null,
  directed_at timestamptz not null,
  directed_by uuid not null,
  ended_at timestamptz,
  ended_as text check (ended_as in ('replaced', 'returned')),
  ended_words text not null default '',
  primary key (office_id, incoming_id, id),
  foreign key (office_id, incoming_id) references incoming_documents (office_id, id),
  foreign key (office_id, lead_id) references staff_members (office_id, id),
  foreign key (office_id, directed_by) references staff_members (office_id, id),
  check ((kind = 'action') = (lead_id is not null)),
  check ((ended_at is null) = (ended_as is null))
);
create unique index incoming_directions_one on incoming_directions (office_id, incoming_id) where ended_at is null;
comment on table incoming_directions is 'Ý kiến chỉ đạo: exactly one in force, with exactly one lead (chủ trì) where action is asked.';

create table incoming_recipients (
  office_id uuid not null,
  incoming_id uuid not null,
  staff_id uuid not null,
  part text not null check (part in ('lead', 'coordinate', 'inform')),
  since timestamptz not null,
  seen_at timestamptz,
  primary key (office_id, incoming_id, staff_id),
  foreign key (office_id, incoming_id) references incoming_documents (office_id, id),
  foreign key (office_id, staff_id) references staff_members (office_id, id)
);
create unique index incoming_recipients_lead on incoming_recipients (office_id, incoming_id) where part = 'lead';
create index incoming_recipients_unseen on incoming_recipients (office_id, staff_id, since) where seen_at is null;
create index incoming_recipients_staff on incoming_recipients (office_id, staff_id, incoming_id);
comment on table incoming_recipients is 'To whom the direction in force gives the document: to lead, to coordinate, to know. Whoever had it earlier keeps no row.';

create table incoming_outcomes (
  office_id uuid not null,
  incoming_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('reply', 'dossier', 'task', 'explanation')),
  target_id uuid,
  label text not null default '',
  words text not null default '',
  issued_on date,
  state text not null check (state in ('proposed', 'accepted', 'returned', 'unlinked')),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  decided_words text not null default '',
  primary key (office_id, incoming_id, id),
  foreign key (office_id, incoming_id) references incoming_documents (office_id, id),
  foreign key (office_id, proposed_by) references staff_members (office_id, id),
  foreign key (office_id, approved_by) references staff_members (office_id, id),
  check ((kind in ('reply', 'dossier')) = (target_id is not null)),
  check (kind in ('reply', 'dossier') or state <> 'accepted' or approved_by is not null),
  check (approved_by is null or approved_by <> proposed_by)
);
create unique index incoming_outcomes_proposed on incoming_outcomes (office_id, incoming_id) where state = 'proposed';
create unique index incoming_outcomes_target on incoming_outcomes (office_id, incoming_id, target_id) where state = 'accepted' and target_id is not null;
create index incoming_outcomes_of_target on incoming_outcomes (office_id, target_id) where target_id is not null;
comment on table incoming_outcomes is 'What came of a document: an issued reply, a dossier, the result of the work or an explanation, the last two only once a leader who did not propose them accepts.';

create table incoming_events (
  office_id uuid not null,
  incoming_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  actor_id uuid,
  actor_name text not null,
  actor_post text not null,
  words text not null,
  facts jsonb not null,
  primary key (office_id, incoming_id, id),
  foreign key (office_id, incoming_id) references incoming_documents (office_id, id)
);
comment on table incoming_events is 'The whole history of an incoming document, looks at a restricted one included; never changed.';

create table incoming_alerts (
  office_id uuid not null,
  incoming_id uuid not null,
  kind text not null check (kind in ('undirected', 'due_soon', 'late')),
  due_on date not null,
  raised_at timestamptz not null,
  primary key (office_id, incoming_id, kind, due_on),
  foreign key (office_id, incoming_id) references incoming_documents (office_id, id)
);
comment on table incoming_alerts is 'Reminders and lateness told, once for each due date.';

do $$
declare
  t text;
begin
  foreach t in array array['incoming_documents', 'incoming_files', 'incoming_texts', 'incoming_directions', 'incoming_recipients',
    'incoming_outcomes', 'incoming_events', 'incoming_alerts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert on %I to motcua_app', t);
  end loop;
end
$$;
grant update on incoming_documents, incoming_files, incoming_directions, incoming_recipients, incoming_outcomes to motcua_app;
grant delete on incoming_recipients to motcua_app;
grant update, delete on incoming_texts to motcua_app;
grant update (guarded) on files to motcua_app;
select cover_practice();

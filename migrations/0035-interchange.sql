-- Interchange of documents with other agencies as edXML messages (QĐ 28/2018/QĐ-TTg, QCVN 102:2016/BTTTT): the directory,
-- what is sent and what became of it there, what arrived and what became of it here.

create table interchange_settings (
  office_id uuid not null references offices (office_id),
  active boolean not null,
  organ_id text not null,
  base_url text not null,
  system_id text not null,
  secret_sealed text not null,
  poll_minutes smallint not null check (poll_minutes between 1 and 1440),
  require_signature boolean not null,
  certificate text not null default '',
  key_sealed text not null default '',
  polled_at timestamptz,
  heard_at timestamptz,
  last_error text not null default '',
  revision integer not null,
  primary key (office_id),
  check ((certificate = '') = (key_sealed = ''))
);
comment on table interchange_settings is 'How the office is reached by the interchange axis, what it signs with, and how the last asking went; secrets sealed.';

create table interchange_agencies (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  organ_id text not null check (length(organ_id) between 1 and 35),
  name text not null collate vietnamese,
  in_charge text not null default '',
  email text not null default '',
  via text not null check (via in ('here', 'axis', 'manual')),
  partner_office_id uuid,
  recall_form text not null default 'status' check (recall_form in ('status', 'business')),
  fingerprint text not null default '',
  active boolean not null default true,
  from_message boolean not null default false,
  revision integer not null default 1,
  primary key (office_id, id),
  unique (office_id, organ_id),
  check ((via = 'here') = (partner_office_id is not null)),
  check (fingerprint = '' or fingerprint ~ '^[0-9a-f]{64}$')
);
comment on table interchange_agencies is 'Agencies documents are exchanged with: code, way, and the fingerprint of the certificate they sign with.';
comment on column interchange_agencies.from_message is 'Entered by the program when the first message of the agency arrived; nobody has looked at it yet.';

create table interchange_messages (
  office_id uuid not null,
  id uuid not null,
  agency_id uuid not null,
  kind text not null check (kind in ('document', 'recall', 'update', 'replace', 'status')),
  -- What must go in order: everything about one document with one agency.
  thread uuid not null,
  outgoing_id uuid,
  about_id uuid,
  arrival_id uuid,
  document_id text not null,
  status_code text,
  words text not null default '',
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'dropped')),
  attempts smallint not null default 0,
  next_at timestamptz not null,
  trouble text not null default '',
  made_at timestamptz not null,
  made_by text not null,
  ended_at timestamptz,
  primary key (office_id, id),
  foreign key (office_id, agency_id) references interchange_agencies (office_id, id),
  foreign key (office_id, outgoing_id) references outgoing_documents (office_id, id),
  foreign key (office_id, about_id) references outgoing_documents (office_id, id),
  check ((kind = 'status') = (status_code is not null)),
  check ((kind = 'status') = (arrival_id is not null)),
  check ((kind = 'status') = (outgoing_id is null)),
  check ((kind in ('update', 'replace')) = (about_id is not null)),
  check ((state in ('sent', 'dropped')) = (ended_at is not null))
);
create unique index interchange_messages_once on interchange_messages (office_id, outgoing_id, agency_id) where kind in ('document', 'update', 'replace');
create unique index interchange_messages_recall on interchange_messages (office_id, outgoing_id, agency_id) where kind = 'recall';
create unique index interchange_messages_status on interchange_messages (office_id, arrival_id, status_code) where kind = 'status';
create index interchange_messages_due on interchange_messages (office_id, next_at) where state in ('waiting', 'sending');
create index interchange_messages_open on interchange_messages (office_id, agency_id, thread, id) where state in ('waiting', 'sending', 'failed');
create index interchange_messages_document on interchange_messages (office_id, document_id) where kind in ('document', 'update', 'replace');
comment on table interchange_messages is 'What goes to other agencies: one row for each receiver of a document, recall, update or replacement, and each status told once.';

create table interchange_arrivals (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  via text not null check (via in ('here', 'axis')),
  transport_id text not null default '',
  from_office_id uuid,
  sha256 text not null,
  file_id uuid not null,
  received_at timestamptz not null,
  repeats integer not null default 0,
  state text not null check (state in ('stored', 'trouble', 'waiting', 'registered', 'refused', 'withdrawn', 'applied', 'skipped')),
  kind text check (kind in ('document', 'recall', 'update', 'replace', 'status')),
  agency_id uuid,
  document_id text,
  digest text,
  about_document_id text,
  about_arrival_id uuid,
  status_code text,
  message jsonb,
  file_ids uuid[] not null default '{}',
  cautions text not null default '',
  fingerprint text not null default '',
  trouble_code text not null default '',
  trouble text not null default '',
  incoming_id uuid,
  decided_at timestamptz,
  decided_by text not null default '',
  decided_words text not null default '',
  revision integer not null default 1,
  primary key (office_id, id),
  unique (office_id, sha256),
  foreign key (office_id, file_id) references files (office_id, id),
  foreign key (office_id, agency_id) references interchange_agencies (office_id, id),
  foreign key (office_id, about_arrival_id) references interchange_arrivals (office_id, id),
  foreign key (office_id, incoming_id) references incoming_documents (office_id, id),
  check (state <> 'registered' or incoming_id is not null),
  check (state in ('stored', 'trouble', 'skipped') or (kind is not null and message is not null))
);
-- One effect for one document of an agency; the same identifier with another content waits in the tray.
create unique index interchange_arrivals_once on interchange_arrivals (office_id, agency_id, document_id)
  where kind in ('document', 'update', 'replace') and state not in ('stored', 'trouble', 'skipped');
create index interchange_arrivals_open on interchange_arrivals (office_id, state, received_at) where state in ('stored', 'trouble', 'waiting');
create index interchange_arrivals_received on interchange_arrivals (office_id, received_at desc, id desc);
create index interchange_arrivals_incoming on interchange_arrivals (office_id, incoming_id) where incoming_id is not null;
create index interchange_arrivals_about on interchange_arrivals (office_id, about_arrival_id) where about_arrival_id is not null;
comment on table interchange_arrivals is 'Messages that arrived, kept as they came before anything is read of them; those with a fault stay here until somebody decides.';

alter table interchange_messages add foreign key (office_id, arrival_id) references interchange_arrivals (office_id, id);

create table interchange_statuses (
  office_id uuid not null,
  message_id uuid not null,
  code text not null,
  at timestamptz not null,
  words text not null,
  arrival_id uuid not null,
  noted_at timestamptz not null,
  primary key (office_id, message_id, code, at),
  foreign key (office_id, message_id) references interchange_messages (office_id, id),
  foreign key (office_id, arrival_id) references interchange_arrivals (office_id, id)
);
comment on table interchange_statuses is 'What a receiver told of a document that we sent; never changed.';

alter table incoming_documents add column recalled_at timestamptz;
alter table incoming_documents add column recalled_reason text not null default '';
comment on column incoming_documents.recalled_at is 'When this office agreed that its sender takes the document back; from then on its files open for clerks and leaders alone.';

do $$
declare
  t text;
begin
  foreach t in array array['interchange_settings', 'interchange_agencies', 'interchange_messages', 'interchange_arrivals', 'interchange_statuses'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert on %I to motcua_app', t);
  end loop;
end
$$;
grant update on interchange_settings, interchange_agencies, interchange_messages, interchange_arrivals to motcua_app;
select cover_practice();

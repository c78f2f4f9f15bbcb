-- Filing online at the office itself (nộp hồ sơ trực tuyến): when the channel is open and for what, the drafts that citizens
-- come back to, and the papers they attach before anything is filed.

create table filing_settings (
  office_id uuid not null references offices (office_id),
  is_open boolean not null,
  reason text not null default '' check (reason in ('', 'law', 'outage', 'other')),
  note text not null default '',
  opens_on date,
  closes_on date,
  guests boolean not null,
  procedure_ids jsonb,
  file_megabytes smallint not null check (file_megabytes between 1 and 50),
  files_each smallint not null check (files_each between 1 and 50),
  portal_url text not null,
  revision integer not null default 1,
  primary key (office_id),
  check (not is_open or reason <> ''),
  check (opens_on is null or closes_on is null or closes_on >= opens_on)
);
comment on table filing_settings is 'The office''s own channel for filing online: open or not, why, between which days, for whom and for what. Without a row it is closed. Null procedure_ids: what the catalogue calls an online service.';

create table filing_drafts (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  source text not null check (source in ('own', 'assisted')),
  state text not null default 'open' check (state in ('open', 'filed')),
  procedure_id uuid not null,
  procedure_version integer not null,
  case_code text not null,
  account_id uuid,
  officer_id uuid,
  identity jsonb not null,
  for_self boolean not null default true,
  relation text not null default '',
  applicant jsonb not null default '{}',
  submitter jsonb not null default '{}',
  answers jsonb not null default '{}',
  content text not null default '',
  return_method text not null default 'counter' check (return_method in ('counter', 'post', 'online')),
  return_address text not null default '',
  reached smallint not null default 1 check (reached between 1 and 5),
  questions_asked smallint not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  expires_on date not null,
  reference text,
  dossier_id uuid,
  filed_at timestamptz,
  filed_from text,
  primary key (office_id, id),
  unique (office_id, reference),
  foreign key (office_id, procedure_id, procedure_version) references procedure_versions (office_id, procedure_id, version),
  foreign key (office_id, officer_id) references staff_members (office_id, id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id),
  check ((source = 'own') = (account_id is not null)),
  check ((source = 'assisted') = (officer_id is not null)),
  check ((state = 'filed') = (dossier_id is not null and reference is not null and filed_at is not null))
);
create index filing_drafts_account on filing_drafts (office_id, account_id, changed_at desc) where account_id is not null;
create index filing_drafts_officer on filing_drafts (office_id, officer_id, changed_at desc) where officer_id is not null;
create index filing_drafts_expiry on filing_drafts (office_id, expires_on) where state = 'open';
create index filing_drafts_from on filing_drafts (office_id, filed_from, filed_at) where filed_from is not null;
create index filing_drafts_filed on filing_drafts (office_id, filed_at) where state = 'filed';
comment on table filing_drafts is 'What a citizen, or an officer beside them, has filled in so far. Filed, it becomes a dossier and what was declared is no longer here; what nobody files is deleted after thirty days.';
comment on column filing_drafts.identity is 'Who filled it in: how surely they are known (level), name, personal number, confirmed address.';
comment on column filing_drafts.reached is 'Furthest step (bước) that was saved.';
comment on column filing_drafts.filed_from is 'Keyed hash of the network address it was filed from, so that a flood from one address is noticed; never the address.';

create table filing_papers (
  office_id uuid not null,
  draft_id uuid not null,
  file_id uuid not null,
  place text not null check (place in ('component', 'authorisation', 'other', 'supplement')),
  ordinal smallint not null default 0,
  name text not null,
  upload_id text,
  added_at timestamptz not null,
  sent_at timestamptz,
  primary key (office_id, draft_id, file_id),
  foreign key (office_id, draft_id) references filing_drafts (office_id, id),
  foreign key (office_id, file_id) references files (office_id, id)
);
create unique index filing_papers_upload on filing_papers (office_id, upload_id) where upload_id is not null;
comment on table filing_papers is 'Files attached to a draft, each for a paper of the procedure''s list (by place and name), or sent after the office asked for more.';

-- Citizens attach papers and take them away again, and what nobody files is deleted: then the bytes have to go too.
create table forgotten_contents (
  office_id uuid not null references offices (office_id),
  sha256 text not null,
  forgotten_at timestamptz not null,
  primary key (office_id, sha256)
);
comment on table forgotten_contents is 'Contents whose file was deleted here. A day later, when no file of any office has the same content, its bytes go.';

do $$
declare
  t text;
begin
  foreach t in array array['filing_settings', 'filing_drafts', 'filing_papers', 'forgotten_contents'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert, update, delete on %I to motcua_app', t);
  end loop;
end
$$;

-- A draft is found by its id, which nobody can guess, or by the account of whoever signed in; nothing else of it is public.
grant select (office_id, id, account_id) on filing_drafts to motcua_public;
create policy public_reading on filing_drafts for select to motcua_public using (true);

select cover_practice();

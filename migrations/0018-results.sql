-- Results kept as files, the citizen's data store, handing over by post, what nobody has collected, and papers used again.

create table citizen_papers (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  owner_kind text not null check (owner_kind in ('citizen', 'business', 'organisation')),
  owner_identifier text not null check (owner_identifier <> ''),
  owner_name text not null collate vietnamese,
  field_code text not null,
  paper_code text not null default '',
  name text not null,
  number text not null default '',
  issued_on date,
  issuing_agency text not null default '',
  valid_until date,
  note text not null default '',
  file_id uuid not null,
  source text not null check (source in ('result', 'component', 'compared')),
  confidence text not null check (confidence in ('issued', 'compared', 'scanned')),
  dossier_id uuid not null,
  component smallint,
  digitised_by uuid,
  digitised_by_name text not null,
  digitised_at timestamptz not null,
  state text not null default 'valid' check (state in ('valid', 'superseded', 'annulled')),
  state_reason text not null default '',
  state_changed_at timestamptz,
  state_changed_by text not null default '',
  primary key (office_id, id),
  foreign key (office_id, file_id) references files (office_id, id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id),
  check ((source = 'result') = (component is null)),
  check (state = 'valid' or state_reason <> '')
);
create index citizen_papers_owner on citizen_papers (office_id, owner_identifier, digitised_at desc);
create unique index citizen_papers_result on citizen_papers (office_id, dossier_id) where component is null;
create unique index citizen_papers_component on citizen_papers (office_id, dossier_id, component) where component is not null and state = 'valid';
comment on table citizen_papers is 'Kho dữ liệu điện tử của tổ chức, cá nhân: papers of one owner, so that no paper is asked for twice. Those superseded or annulled stay, with the reason.';

alter table dossier_results
  add column electronic_file_id uuid,
  add foreign key (office_id, electronic_file_id) references files (office_id, id);
create index dossier_results_unkept on dossier_results (office_id, issued_at) where state = 'issued' and electronic_file_id is null;
comment on column dossier_results.electronic_file_id is 'The PDF as issued: set once, never changed. What the citizen downloads, unless signing has put its own file beside it.';

alter table dossiers
  add column returned_how text check (returned_how in ('counter', 'post', 'online')),
  add column undelivered_since timestamptz,
  add column reminder_due_on date;
create index dossiers_undelivered on dossiers (office_id, id) where undelivered_since is not null;
comment on column dossiers.returned_how is 'How the result was handed over: at the desk, by post, or as an electronic file.';
comment on column dossiers.undelivered_since is 'When the post brought the result back. State 10 is final, so the dossier stays there and waits in the list of uncollected results.';
comment on column dossiers.reminder_due_on is 'The reminder day that was last announced; the job announces each day once.';

alter table dossier_components
  add column must_scan boolean not null default false,
  add column reuse text check (reuse in ('store', 'dossier')),
  add column citizen_paper_id uuid,
  add column reused_dossier_id uuid,
  add column digitised_paper_id uuid,
  add foreign key (office_id, citizen_paper_id) references citizen_papers (office_id, id),
  add foreign key (office_id, reused_dossier_id) references dossiers (office_id, id),
  add foreign key (office_id, digitised_paper_id) references citizen_papers (office_id, id),
  add check ((reuse = 'store') = (citizen_paper_id is not null)),
  add check (reuse is distinct from 'dossier' or reused_dossier_id is not null);
comment on column dossier_components.reuse is 'Taken from what the office already has instead of a paper: store = DuocTaiSuDung and DuocLayTuKho, dossier = DuocTaiSuDung.';
comment on column dossier_components.digitised_paper_id is 'The paper of the store that was made from this component (DuocSoHoa).';

create table parcel_lists (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  number integer not null,
  year integer not null,
  made_at timestamptz not null,
  made_by uuid not null,
  maker_name text not null,
  primary key (office_id, id),
  unique (office_id, year, number)
);
comment on table parcel_lists is 'Danh sách bưu gửi: results handed to the post together, signed by both sides.';

create table parcels (
  office_id uuid not null,
  id uuid not null,
  list_id uuid not null,
  dossier_id uuid not null,
  ordinal smallint not null,
  receiver_name text not null,
  receiver_address text not null,
  receiver_phone text not null,
  number text not null default '',
  state text not null default 'listed' check (state in ('listed', 'sent', 'undelivered')),
  sent_at timestamptz,
  undelivered_at timestamptz,
  undelivered_reason text not null default '',
  primary key (office_id, id),
  foreign key (office_id, list_id) references parcel_lists (office_id, id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id),
  check (state = 'listed' or number <> '')
);
create unique index parcels_under_way on parcels (office_id, dossier_id) where state in ('listed', 'sent');
create unique index parcels_number on parcels (office_id, number) where number <> '';
create index parcels_of_list on parcels (office_id, list_id, ordinal);
comment on table parcels is 'One result on its way by post (bưu gửi): to whom as it stood when the label was made, its number, and whether it came back.';

create table result_reminders (
  office_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  at timestamptz not null,
  how text not null check (how in ('call', 'message', 'letter', 'visit')),
  answer text not null,
  next_on date,
  staff_id uuid not null,
  staff_name text not null,
  primary key (office_id, id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id)
);
create index result_reminders_of on result_reminders (office_id, dossier_id, at desc);
comment on table result_reminders is 'Who reminded the citizen of an uncollected result, when, how, and what was said.';

create table return_settings (
  office_id uuid primary key references offices (office_id),
  uncollected_days smallint not null check (uncollected_days between 1 and 365)
);
comment on table return_settings is 'After how many days a result counts as uncollected; 7 where an office has set nothing.';

do $$
declare
  t text;
begin
  foreach t in array array['citizen_papers', 'parcel_lists', 'parcels', 'result_reminders', 'return_settings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert, update on %I to motcua_app', t);
  end loop;
end
$$;

revoke update on parcel_lists, result_reminders from motcua_app;

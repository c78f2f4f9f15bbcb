-- The one-stop dossier (hồ sơ thủ tục hành chính) from reception to return.

create table dossiers (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  code text,
  procedure_id uuid not null,
  procedure_version integer not null,
  procedure_name text not null collate vietnamese,
  field_code text not null,
  status smallint not null check (status between 1 and 10),
  status_before_withdrawal smallint,
  step smallint not null default 0,
  holder_id uuid,
  channel smallint not null check (channel between 1 and 3),
  applicant_kind text not null check (applicant_kind in ('citizen', 'business', 'organisation')),
  applicant_name text not null collate vietnamese,
  personal_id text not null default '',
  birth_date date,
  sex text check (sex in ('male', 'female')),
  address text not null default '',
  phone text not null default '',
  email text not null default '',
  submitter_name text not null default '',
  submitter_personal_id text not null default '',
  submitter_phone text not null default '',
  content text not null default '',
  set_count smallint not null default 1 check (set_count between 1 and 99),
  return_place text not null default '',
  received_at timestamptz not null,
  received_by uuid not null,
  time_limit_amount integer not null,
  time_limit_unit text not null,
  original_due_at timestamptz not null,
  due_at timestamptz not null,
  due_trace jsonb not null,
  paused_since timestamptz,
  supplement_count smallint not null default 0,
  finished_at timestamptz,
  returned_at timestamptz,
  returned_by uuid,
  collector_name text,
  collector_personal_id text,
  collector_note text,
  search_text text not null,
  revision integer not null default 1,
  created_at timestamptz not null,
  primary key (office_id, id),
  unique (office_id, code),
  foreign key (office_id, procedure_id, procedure_version) references procedure_versions (office_id, procedure_id, version),
  foreign key (office_id, received_by) references staff_members (office_id, id),
  foreign key (office_id, holder_id) references staff_members (office_id, id),
  check ((code is null) = (status in (1, 3) or (status = 5 and supplement_count = 0)))
);
create index dossiers_received on dossiers (office_id, received_at desc, id);
create index dossiers_open_due on dossiers (office_id, due_at, id) where status in (2, 4, 5, 6, 7);
create index dossiers_holder on dossiers (office_id, holder_id, due_at) where status in (2, 4, 5, 6, 7, 9);
create index dossiers_finished on dossiers (office_id, id) where status = 9;
create index dossiers_returned on dossiers (office_id, returned_at desc) where status = 10;
create index dossiers_person on dossiers (office_id, personal_id, received_at desc) where personal_id <> '';
create index dossiers_phone on dossiers (office_id, phone, received_at desc) where phone <> '';
create index dossiers_search on dossiers using gin (search_text gin_trgm_ops) with (fastupdate = off);
comment on table dossiers is 'One application for one procedure. The code is given once, at reception, and never changes; lateness is computed, never a state.';

create table dossier_components (
  office_id uuid not null,
  dossier_id uuid not null,
  ordinal smallint not null,
  name text not null,
  kind text not null,
  required boolean not null,
  provided boolean not null,
  originals smallint not null default 0 check (originals between 0 and 999),
  copies smallint not null default 0 check (copies between 0 and 999),
  note text not null default '',
  primary key (office_id, dossier_id, ordinal),
  foreign key (office_id, dossier_id) references dossiers (office_id, id)
);
comment on table dossier_components is 'Papers the procedure asks for and what was handed in of each (thành phần hồ sơ).';

create table dossier_files (
  office_id uuid not null,
  dossier_id uuid not null,
  file_id uuid not null,
  component smallint,
  purpose text not null check (purpose in ('component', 'supplement', 'draft_result', 'result')),
  added_at timestamptz not null,
  added_by uuid not null,
  primary key (office_id, dossier_id, file_id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id),
  foreign key (office_id, file_id) references files (office_id, id)
);
comment on table dossier_files is 'Files that belong to a dossier, and to which of its components.';

create table dossier_steps (
  office_id uuid not null,
  dossier_id uuid not null,
  ordinal smallint not null,
  code text not null,
  name text not null,
  role text not null,
  minutes integer not null,
  due_at timestamptz not null,
  primary key (office_id, dossier_id, ordinal),
  foreign key (office_id, dossier_id) references dossiers (office_id, id)
);
comment on table dossier_steps is 'The process as it stood at reception, with the time by which each step should be done.';

create table dossier_handovers (
  office_id uuid not null,
  dossier_id uuid not null,
  sequence smallint not null,
  from_step smallint not null,
  to_step smallint not null,
  from_staff_id uuid not null,
  from_label text not null,
  to_staff_id uuid,
  to_label text not null,
  handed_at timestamptz not null,
  received_at timestamptz,
  received_by uuid,
  outcome text not null check (outcome in ('early', 'on_time', 'late')),
  note text not null default '',
  primary key (office_id, dossier_id, sequence),
  foreign key (office_id, dossier_id) references dossiers (office_id, id)
);
comment on table dossier_handovers is 'One row per hand-over; the control sheet (Phiếu kiểm soát) is printed from it.';

create table dossier_events (
  office_id uuid not null,
  dossier_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  actor_id uuid,
  actor_name text not null,
  actor_post text not null,
  public_text text not null,
  note text not null default '',
  facts jsonb not null,
  primary key (office_id, dossier_id, id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id)
);
comment on table dossier_events is 'What happened to the dossier, in order; public_text is what the citizen may read and names posts, not people.';

create table dossier_pauses (
  office_id uuid not null,
  dossier_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz,
  reason text not null,
  primary key (office_id, dossier_id, from_at),
  foreign key (office_id, dossier_id) references dossiers (office_id, id),
  check (to_at is null or to_at >= from_at)
);
comment on table dossier_pauses is 'When the clock stood still while the citizen supplied papers or paid.';

create table dossier_papers (
  office_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  form text not null,
  edition text not null,
  number integer not null,
  symbol text not null,
  issued_at timestamptz not null,
  issued_by uuid not null,
  facts jsonb not null,
  primary key (office_id, id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id)
);
create index dossier_papers_of on dossier_papers (office_id, dossier_id);
comment on table dossier_papers is 'Official forms issued for a dossier, with the facts they were printed from, so that a reprint says the same.';

create table dossier_results (
  office_id uuid not null,
  dossier_id uuid not null,
  state text not null check (state in ('draft', 'approved', 'issued')),
  title text not null,
  file_id uuid,
  letter jsonb,
  drafted_by uuid not null,
  drafted_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  issued_by uuid,
  issued_at timestamptz,
  number integer,
  symbol text,
  issued_on date,
  signed_file_id uuid,
  primary key (office_id, dossier_id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id),
  foreign key (office_id, file_id) references files (office_id, id),
  foreign key (office_id, signed_file_id) references files (office_id, id),
  check (file_id is not null or letter is not null)
);
comment on table dossier_results is 'The result: an uploaded file or a letter from the template; approved by a leader, numbered by the clerk. signed_file_id is where digital signing will put its file.';

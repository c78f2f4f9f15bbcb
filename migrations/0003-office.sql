-- The office, its people and their duties, its calendar, its files and its procedures.

create table offices (
  office_id uuid primary key,
  name text not null collate vietnamese,
  parent_name text not null,
  place_name text not null,
  reception_name text not null,
  agency_code text not null,
  address text not null,
  phone text not null,
  email text not null,
  same_day_cutoff text not null default '15:00' check (same_day_cutoff ~ '^[0-2][0-9]:[0-5][0-9]$'),
  due_soon_hours integer not null default 16 check (due_soon_hours between 1 and 400),
  practice boolean not null default false,
  created_at timestamptz not null
);
comment on table offices is 'One row per commune: a tenant.';

create table dossier_code_templates (
  office_id uuid not null references offices (office_id),
  valid_from date not null,
  template text not null,
  primary key (office_id, valid_from)
);
comment on table dossier_code_templates is 'How a dossier code is written, by date of reception (TT 01/2018 before, QĐ 20/2020 style today).';

create table units (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  name text not null collate vietnamese,
  code text not null,
  sort integer not null default 0,
  primary key (office_id, id),
  unique (office_id, code)
);
comment on table units is 'Specialised units of the office (Văn phòng, Phòng Kinh tế, Phòng Văn hóa - Xã hội, Trung tâm PVHCC).';

create table staff_members (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  full_name text not null collate vietnamese,
  post_title text not null,
  unit_id uuid,
  username text not null,
  phone text not null default '',
  active boolean not null default true,
  created_at timestamptz not null,
  primary key (office_id, id),
  unique (office_id, username),
  foreign key (office_id, unit_id) references units (office_id, id)
);
comment on table staff_members is 'Officers and civil servants of the office (cán bộ, công chức).';

create table duties (
  office_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  role text not null,
  field_code text,
  starts_on date not null,
  ends_on date,
  note text not null default '',
  primary key (office_id, id),
  foreign key (office_id, staff_id) references staff_members (office_id, id),
  check (ends_on is null or ends_on >= starts_on)
);
create index duties_staff on duties (office_id, staff_id);
comment on table duties is 'Dated assignment of a role, for one field or (field_code null) for all; it is what gives a right.';

create table working_hours (
  office_id uuid not null references offices (office_id),
  valid_from date not null,
  weekday smallint not null check (weekday between 1 and 7),
  from_minute smallint not null check (from_minute between 0 and 1439),
  to_minute smallint not null check (to_minute between 1 and 1440),
  primary key (office_id, valid_from, weekday, from_minute),
  check (from_minute < to_minute)
);
comment on table working_hours is 'Office hours by ISO weekday in minutes of the day; a set with a later valid_from replaces the earlier one whole.';

create table calendar_days (
  office_id uuid not null references offices (office_id),
  day date not null,
  kind text not null check (kind in ('day_off', 'extra_working_day')),
  name text not null,
  legal_basis text not null default '',
  confirmed boolean not null default false,
  primary key (office_id, day)
);
comment on table calendar_days is 'Public holidays, compensatory days and swapped days; edited every year when the Government announces them.';

create table files (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size >= 0),
  name text not null,
  media_type text not null,
  uploaded_by uuid,
  uploaded_at timestamptz not null,
  primary key (office_id, id)
);
create index files_content on files (office_id, sha256);
comment on table files is 'What was stored, under which name, by whom; the bytes lie in the content-addressed store.';

create table fields (
  office_id uuid not null references offices (office_id),
  code text not null,
  name text not null collate vietnamese,
  primary key (office_id, code)
);
comment on table fields is 'Fields of administration (lĩnh vực) under which procedures are listed.';

create table procedures (
  office_id uuid not null,
  id uuid not null,
  key text not null,
  code text,
  field_code text not null,
  closed_on date,
  primary key (office_id, id),
  unique (office_id, key),
  foreign key (office_id, field_code) references fields (office_id, code)
);
comment on table procedures is 'Administrative procedures (thủ tục hành chính); what they ask for is in their versions.';

create table procedure_versions (
  office_id uuid not null,
  procedure_id uuid not null,
  version integer not null,
  valid_from date not null,
  valid_to date,
  name text not null collate vietnamese,
  search_text text not null,
  time_limit_amount integer not null check (time_limit_amount >= 0),
  time_limit_unit text not null check (time_limit_unit in ('hour', 'working_day', 'day', 'same_day')),
  components jsonb not null,
  fees jsonb not null,
  result text not null,
  legal_basis jsonb not null,
  decision text,
  notes text,
  confidence text not null check (confidence in ('verified', 'known', 'check')),
  verified_fields jsonb not null,
  created_at timestamptz not null,
  primary key (office_id, procedure_id, version),
  foreign key (office_id, procedure_id) references procedures (office_id, id),
  check (valid_to is null or valid_to >= valid_from)
);
comment on table procedure_versions is 'A procedure as it stands between two dates; a dossier keeps the version it was received under.';

create table process_steps (
  office_id uuid not null,
  procedure_id uuid not null,
  ordinal smallint not null check (ordinal between 0 and 30),
  code text not null,
  name text not null,
  role text not null,
  minutes integer not null check (minutes >= 0),
  primary key (office_id, procedure_id, ordinal),
  foreign key (office_id, procedure_id) references procedures (office_id, id)
);
comment on table process_steps is 'Internal process (quy trình nội bộ): steps in order, who by role, working minutes allowed.';

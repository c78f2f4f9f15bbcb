-- Setting up the desk (kiện toàn bộ phận một cửa): desks, fields received, the roster with substitutes, absences.

alter table units add column retired_on date;
comment on column units.retired_on is 'First day on which the unit is no more; null while it stands.';

create table desks (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  code text not null,
  name text not null collate vietnamese,
  place text not null default '',
  sort integer not null default 0,
  active boolean not null default true,
  revision integer not null default 1,
  primary key (office_id, id),
  unique (office_id, code)
);
comment on table desks is 'Desks (quầy) of the one-stop unit, with the place or zone where people find them; retired, never deleted.';

create table desk_fields (
  office_id uuid not null,
  desk_id uuid not null,
  field_code text not null,
  primary key (office_id, desk_id, field_code),
  foreign key (office_id, desk_id) references desks (office_id, id),
  foreign key (office_id, field_code) references fields (office_id, code)
);
comment on table desk_fields is 'Which fields a desk serves; several desks may serve one field.';

create table field_receptions (
  office_id uuid not null,
  field_code text not null,
  valid_from date not null,
  received boolean not null,
  reason text not null default '',
  primary key (office_id, field_code, valid_from),
  foreign key (office_id, field_code) references fields (office_id, code),
  check (received or reason <> '')
);
comment on table field_receptions is 'Whether a field is received at the desk from a day on, and why not; a field without a row is received.';

alter table duties
  add column desk_id uuid,
  add column substitute_id uuid,
  add column gap_reason text not null default '',
  add column revision integer not null default 1,
  add foreign key (office_id, desk_id) references desks (office_id, id),
  add foreign key (office_id, substitute_id) references staff_members (office_id, id),
  add check (substitute_id <> staff_id);
create index duties_substitute on duties (office_id, substitute_id) where substitute_id is not null;
comment on column duties.substitute_id is 'Who stands in while the holder is away and the absence names nobody (người thay thế).';
comment on column duties.gap_reason is 'Why a change that left a field without anybody was made all the same.';

create table absences (
  office_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  kind text not null check (kind in ('leave', 'mission', 'sick', 'training', 'other')),
  reason text not null default '',
  substitute_id uuid,
  gap_reason text not null default '',
  revision integer not null default 1,
  created_at timestamptz not null,
  primary key (office_id, id),
  foreign key (office_id, staff_id) references staff_members (office_id, id),
  foreign key (office_id, substitute_id) references staff_members (office_id, id),
  check (ends_on >= starts_on),
  check (substitute_id <> staff_id)
);
create index absences_staff on absences (office_id, staff_id, starts_on);
comment on table absences is 'Days on which a member is away (nghỉ phép, công tác): their dossier duties pass to the substitute for exactly that time.';

do $$
declare
  t text;
begin
  foreach t in array array['desks', 'desk_fields', 'field_receptions', 'absences'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert, update, delete on %I to motcua_app', t);
  end loop;
end
$$;

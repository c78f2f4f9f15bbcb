-- Certification (chứng thực): what is entered in the registers, one row for each number, and what citizens wait for.

create table certifications (
  office_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  ordinal smallint not null check (ordinal between 1 and 200),
  register text not null check (register in ('copy', 'signature', 'translator', 'transaction')),
  year smallint not null,
  number integer not null check (number > 0),
  document_name text not null,
  pages integer check (pages between 1 and 9999),
  copies integer not null check (copies between 1 and 999),
  fee_vnd bigint check (fee_vnd >= 0),
  requester_name text not null collate vietnamese,
  signer_id uuid not null,
  signer_name text not null,
  signer_post text not null,
  certified_at timestamptz not null,
  certified_on date not null,
  recorded_by uuid not null,
  note text not null default '',
  primary key (office_id, id),
  unique (office_id, register, year, number),
  unique (office_id, dossier_id, ordinal),
  foreign key (office_id, dossier_id) references dossiers (office_id, id),
  foreign key (office_id, signer_id) references staff_members (office_id, id),
  foreign key (office_id, recorded_by) references staff_members (office_id, id)
);
create index certifications_day on certifications (office_id, register, certified_on, number);
create index certifications_officer on certifications (office_id, recorded_by, certified_at desc);
comment on table certifications is 'The certification registers (sổ chứng thực): one row for each number, never changed or removed. A null fee was not counted by the program.';

create table certification_strikes (
  office_id uuid not null,
  certification_id uuid not null,
  struck_at timestamptz not null,
  struck_by uuid not null,
  struck_by_name text not null,
  reason text not null check (reason <> ''),
  primary key (office_id, certification_id),
  foreign key (office_id, certification_id) references certifications (office_id, id),
  foreign key (office_id, struck_by) references staff_members (office_id, id)
);
comment on table certification_strikes is 'Wrong entries struck out (gạch bỏ) with the reason; the entry keeps its number in the register.';

create table certification_requests (
  office_id uuid not null,
  dossier_id uuid not null,
  ordinal smallint not null check (ordinal between 1 and 200),
  document_name text not null,
  pages integer check (pages between 1 and 9999),
  copies integer not null check (copies between 1 and 999),
  note text not null default '',
  primary key (office_id, dossier_id, ordinal),
  foreign key (office_id, dossier_id) references dossiers (office_id, id)
);
comment on table certification_requests is 'What a dossier that is not certified at once asks for; numbers are given only when it is certified.';

do $$
declare
  t text;
begin
  foreach t in array array['certifications', 'certification_strikes', 'certification_requests'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert on %I to motcua_app', t);
  end loop;
end
$$;

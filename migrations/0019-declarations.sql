-- Declarations (tờ khai) that citizens fill in before they come to the desk, fetched there by their code.

create table declarations (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  code text not null,
  procedure_id uuid not null,
  procedure_version integer not null,
  case_code text not null default '',
  answers jsonb not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  expires_on date not null,
  dossier_id uuid,
  primary key (office_id, id),
  unique (office_id, code),
  foreign key (office_id, procedure_id, procedure_version) references procedure_versions (office_id, procedure_id, version)
);
create index declarations_expiry on declarations (office_id, expires_on);
comment on table declarations is 'Declarations filled in at home. The id is known to who filled it in alone; the code is for the desk. Taken up, the answers are in the dossier and no longer here; what nobody brings is deleted.';

alter table declarations enable row level security;
alter table declarations force row level security;
create policy office on declarations to motcua_app using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert, update, delete on declarations to motcua_app;

-- The register of certificates: officers' and the office's own.

create table certificates (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  member_id uuid,
  certificate bytea not null,
  fingerprint text not null,
  subject text not null,
  issuer text not null,
  serial text not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  device text not null default '',
  registered_at timestamptz not null,
  registered_by uuid not null,
  ended_at timestamptz,
  ended_by uuid,
  ended_as text check (ended_as in ('revoked', 'replaced', 'lost', 'unused')),
  ended_reason text not null default '',
  primary key (office_id, id),
  unique (office_id, fingerprint),
  foreign key (office_id, member_id) references staff_members (office_id, id),
  foreign key (office_id, registered_by) references staff_members (office_id, id),
  foreign key (office_id, ended_by) references staff_members (office_id, id),
  check ((ended_at is null) = (ended_as is null) and (ended_at is null) = (ended_by is null))
);
create index certificates_member on certificates (office_id, member_id);
comment on table certificates is 'Sổ chứng thư số: the public certificate alone, of a member or (member_id null) of the office. One that ended stays with the reason.';

create table certificate_alerts (
  office_id uuid not null references offices (office_id),
  source text not null,
  raised_at timestamptz not null,
  primary key (office_id, source)
);
comment on table certificate_alerts is 'What was told of certificates, each thing once.';

alter table certificate_alerts enable row level security;
alter table certificate_alerts force row level security;
create policy office on certificate_alerts to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert on certificate_alerts to motcua_app;

alter table certificates enable row level security;
alter table certificates force row level security;
create policy office on certificates to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert on certificates to motcua_app;
grant update (ended_at, ended_by, ended_as, ended_reason) on certificates to motcua_app;
select cover_practice();

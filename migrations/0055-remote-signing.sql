-- By which means an office signs, and its way to a remote signing service.

create table signing_means (
  office_id uuid primary key references offices (office_id),
  revision integer not null check (revision > 0),
  agent boolean not null,
  plug_in boolean not null,
  remote boolean not null,
  upload boolean not null,
  base_url text not null,
  token_url text not null,
  client_id text not null,
  secret_sealed text not null,
  changed_at timestamptz not null,
  changed_by uuid not null,
  foreign key (office_id, changed_by) references staff_members (office_id, id),
  check (agent or plug_in or remote or upload),
  check (not remote or (base_url <> '' and client_id <> '' and secret_sealed <> ''))
);
comment on table signing_means is 'Cách ký số that an office offers its officers, and how it reaches its remote signing service (CSC API). The secret is sealed.';

create table remote_signing_accounts (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  member_id uuid,
  account text not null check (account <> ''),
  set_at timestamptz not null,
  set_by uuid not null,
  primary key (office_id, id),
  unique nulls not distinct (office_id, member_id),
  foreign key (office_id, member_id) references staff_members (office_id, id),
  foreign key (office_id, set_by) references staff_members (office_id, id)
);
comment on table remote_signing_accounts is 'Tài khoản ký số từ xa: by which name the service knows a member or (member_id null) the office.';

alter table signing_means enable row level security;
alter table signing_means force row level security;
create policy office on signing_means to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert, update on signing_means to motcua_app;

alter table remote_signing_accounts enable row level security;
alter table remote_signing_accounts force row level security;
create policy office on remote_signing_accounts to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert, update, delete on remote_signing_accounts to motcua_app;
select cover_practice();

-- Digital signatures: the certificates that an office trusts as the beginning of a chain.

create table trust_roots (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  set_name text not null check (set_name in ('government', 'public')),
  certificate bytea not null,
  fingerprint text not null,
  subject text not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  source text not null,
  added_at timestamptz not null,
  added_by uuid not null,
  removed_at timestamptz,
  removed_by uuid,
  removed_reason text not null default '',
  primary key (office_id, id),
  foreign key (office_id, added_by) references staff_members (office_id, id),
  foreign key (office_id, removed_by) references staff_members (office_id, id),
  check ((removed_at is null) = (removed_by is null))
);
create unique index trust_roots_in_force on trust_roots (office_id, fingerprint) where removed_at is null;
comment on table trust_roots is 'Chứng thư gốc tin cậy, put in by an administrator and never edited: removed ones stay with their reason.';

alter table trust_roots enable row level security;
alter table trust_roots force row level security;
create policy office on trust_roots to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert on trust_roots to motcua_app;
grant update (removed_at, removed_by, removed_reason) on trust_roots to motcua_app;
select cover_practice();

-- Signing by the desktop program of VGCA: the one-time addresses by which it fetches a file and brings it back.

create table plug_in_signings (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  request_id uuid not null,
  member_id uuid not null,
  fetch_hash text not null check (length(fetch_hash) = 64),
  bring_hash text not null check (length(bring_hash) = 64),
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  fetched_at timestamptz,
  brought_at timestamptz,
  refusal text,
  primary key (office_id, id),
  unique (office_id, fetch_hash),
  unique (office_id, bring_hash),
  foreign key (office_id, request_id) references signing_requests (office_id, id),
  foreign key (office_id, member_id) references staff_members (office_id, id),
  check (opened_at < expires_at),
  check (brought_at is null or fetched_at is not null),
  check (refusal is null or brought_at is not null)
);
create index plug_in_signings_member on plug_in_signings (office_id, member_id);
comment on table plug_in_signings is 'Lượt ký bằng phần mềm VGCA: a file given out to the program on one member''s PC. Of its two secret words only hashes are kept; each counts once, until expires_at.';

alter table plug_in_signings enable row level security;
alter table plug_in_signings force row level security;
create policy office on plug_in_signings to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert, delete on plug_in_signings to motcua_app;
grant update (fetched_at, brought_at, refusal) on plug_in_signings to motcua_app;
select cover_practice();

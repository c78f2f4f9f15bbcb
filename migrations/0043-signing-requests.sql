-- Files given out to be signed with a token elsewhere, and what came back.

create table signing_requests (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  purpose text not null check (purpose in ('outgoing_signature', 'outgoing_seal')),
  target_id uuid not null,
  target_revision integer not null,
  given_file_id uuid not null,
  given_to uuid not null,
  given_at timestamptz not null,
  state text not null check (state in ('given', 'taken', 'dropped')),
  taken_file_id uuid,
  taken_by uuid,
  taken_at timestamptz,
  signer jsonb,
  report jsonb,
  primary key (office_id, id),
  foreign key (office_id, given_file_id) references files (office_id, id),
  foreign key (office_id, taken_file_id) references files (office_id, id),
  foreign key (office_id, given_to) references staff_members (office_id, id),
  foreign key (office_id, taken_by) references staff_members (office_id, id),
  check ((state = 'taken') = (taken_file_id is not null)),
  check ((taken_file_id is null) = (report is null))
);
create unique index signing_requests_open on signing_requests (office_id, purpose, target_id) where state = 'given';
create index signing_requests_target on signing_requests (office_id, target_id);
comment on table signing_requests is 'Tệp giao để ký số: the bytes that were given out, and the signed file with its report once it came back and was found to be these bytes with one signature more.';

alter table outgoing_documents add column sealed_at timestamptz;
comment on column outgoing_documents.sealed_at is 'When the office signed it with its own certificate; null for what is signed on paper.';

alter table signing_requests enable row level security;
alter table signing_requests force row level security;
create policy office on signing_requests to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert on signing_requests to motcua_app;
grant update (state, taken_file_id, taken_by, taken_at, signer, report) on signing_requests to motcua_app;
select cover_practice();

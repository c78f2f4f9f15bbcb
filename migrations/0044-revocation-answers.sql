-- What authorities said of the revocation of certificates, kept until they say it anew.

create table revocation_answers (
  office_id uuid not null references offices (office_id),
  source text not null,
  kind text not null check (kind in ('crl', 'ocsp')),
  address text not null,
  body bytea not null,
  fetched_at timestamptz not null,
  until timestamptz not null,
  primary key (office_id, source)
);
create index revocation_answers_until on revocation_answers (office_id, until);
comment on table revocation_answers is 'Danh sách thu hồi và trả lời OCSP đã tải, by the digest of what was asked of whom; each is checked anew whenever a signature is judged by it.';

alter table revocation_answers enable row level security;
alter table revocation_answers force row level security;
create policy office on revocation_answers to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert, update, delete on revocation_answers to motcua_app;
select cover_practice();

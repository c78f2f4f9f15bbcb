-- Answers of authorities are judged before they are kept, failures are remembered, and issuers' certificates are kept too. What was
-- kept so far was not judged; it is a store of things that can be fetched again.

drop table revocation_answers;

create table revocation_answers (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  kind text not null check (kind in ('crl', 'ocsp', 'issuer')),
  key text not null,
  address text not null,
  content bytea,
  fault text not null default '' check (fault in ('', 'forbidden', 'late', 'unreachable', 'too_large', 'refused', 'strange', 'stale')),
  asked_at timestamptz not null,
  until timestamptz not null,
  kept boolean not null default false,
  primary key (office_id, id),
  check ((content is null) = (fault <> ''))
);
create index revocation_answers_key on revocation_answers (office_id, key, asked_at desc);
create index revocation_answers_past on revocation_answers (office_id, until) where not kept;
comment on table revocation_answers is 'Revocation lists, OCSP answers and issuers'' certificates as they were fetched, good until they say; without content an attempt that failed, not repeated before `until`. Those a kept report stands on are `kept`, the others are cleared away.';

alter table revocation_answers enable row level security;
alter table revocation_answers force row level security;
create policy office on revocation_answers to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert, delete on revocation_answers to motcua_app;
grant update (kept) on revocation_answers to motcua_app;
select cover_practice();

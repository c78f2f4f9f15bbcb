-- Practice offices (phòng thực hành): every office has a twin in which nothing is real. The twin's id is that of the
-- office with version 8 in place of version 7 (RFC 9562), so that a row tells by its office alone that it is practice.

alter table auth.session add column practice boolean not null default false;
comment on column auth.session.practice is 'Whether this sign-in works in the practice office at the moment.';

create table practice_attempts (
  office_id uuid not null check (substr(office_id::text, 15, 1) = '8'),
  id uuid not null,
  staff_id uuid not null,
  task text not null,
  dossier_id uuid,
  dossier_code text,
  started_at timestamptz not null,
  primary key (office_id, id)
);
create index practice_attempts_staff on practice_attempts (office_id, staff_id, started_at);
comment on table practice_attempts is 'Guided tasks begun in a practice office; whether one is done is read from the journal. Outlives the nightly clearing, so it names no row of it.';

alter table practice_attempts enable row level security;
alter table practice_attempts force row level security;
create policy office on practice_attempts to motcua_app
  using (office_id = nullif(current_setting('app.office', true), '')::uuid)
  with check (office_id = nullif(current_setting('app.office', true), '')::uuid);
grant select, insert on practice_attempts to motcua_app;

-- Anonymous readers, and the jobs that go from office to office by their eyes, never see a practice office. The role
-- motcua_practice clears one: it alone may delete what otherwise stays for ever, and only where nothing is real.
do $$
declare
  t text;
begin
  for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relrowsecurity loop
    execute format(
      'create policy no_practice on %I as restrictive for select to motcua_public '
      'using (substr(office_id::text, 15, 1) <> ''8'')', t);
    continue when t in ('audit_events', 'audit_seals', 'practice_attempts');
    execute format('grant select, delete on %I to motcua_practice', t);
    execute format(
      'create policy practice_clearing on %I to motcua_practice using (substr(office_id::text, 15, 1) = ''8'' '
      'and office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
  end loop;
end
$$;

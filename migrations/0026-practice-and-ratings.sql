-- Practice offices and satisfaction.

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

-- Satisfaction (đánh giá sau khi nhận kết quả). An invitation says that some dossier of a field may be rated once, by
-- whoever holds its code; a rating says what somebody answered. Neither names a dossier, a person or a moment, and nothing
-- leads from one to the other: the invitation is gone when the rating is there.
create table rating_invitations (
  office_id uuid not null references offices (office_id),
  code_hash text not null check (code_hash ~ '^[0-9a-f]{64}$'),
  field_code text not null,
  quarter date not null,
  primary key (office_id, code_hash),
  foreign key (office_id, field_code) references fields (office_id, code)
);
comment on table rating_invitations is 'Codes that may still rate, as hashes; made when a result is returned, deleted when used or a year old.';

create table ratings (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  field_code text not null,
  quarter date not null,
  batch integer not null check (batch > 0),
  survey text not null,
  answers jsonb not null,
  liked boolean not null,
  primary key (office_id, id),
  foreign key (office_id, field_code) references fields (office_id, code)
);
create index ratings_cell on ratings (office_id, quarter, field_code, batch);
comment on table ratings is 'Anonymous answers. Ids are random and carry no time; shown only as sums of whole batches, so that no figure ever tells one answer.';

create table rating_comments (
  office_id uuid not null references offices (office_id),
  id uuid not null,
  quarter date not null,
  body text not null check (body <> ''),
  state text not null default 'new' check (state in ('new', 'read', 'answered', 'complaint')),
  answer text not null default '',
  handled_by uuid,
  handled_on date,
  revision integer not null default 1,
  primary key (office_id, id),
  foreign key (office_id, handled_by) references staff_members (office_id, id)
);
comment on table rating_comments is 'What people wrote beside their rating, apart from the answers and from the field; for leaders and the office clerk.';

create table rating_settings (
  office_id uuid not null references offices (office_id),
  minimum smallint not null check (minimum between 3 and 100),
  primary key (office_id)
);
comment on table rating_settings is 'How many ratings at least stand behind a figure; 5 where the office has set none.';

do $$
declare
  t text;
begin
  foreach t in array array['rating_invitations', 'ratings', 'rating_comments', 'rating_settings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
  end loop;
end
$$;
grant select, insert, delete on rating_invitations to motcua_app;
grant select, insert on ratings to motcua_app;
grant select, insert on rating_comments to motcua_app;
grant update (state, answer, handled_by, handled_on, revision) on rating_comments to motcua_app;
grant select, insert, update on rating_settings to motcua_app;
-- A visitor's code finds its office by the hash; whoever reads the hashes knows no code.
grant select (office_id, code_hash) on rating_invitations to motcua_public;
create policy public_reading on rating_invitations for select to motcua_public using (true);
create index rating_invitations_code on rating_invitations (code_hash);

-- Anonymous readers, and the jobs that go from office to office by their eyes, never see a practice office. The role
-- motcua_practice clears one: it alone may delete what otherwise stays for ever, and only where nothing is real. A later
-- migration that makes a table ends with `select cover_practice();`, which does the same for what is new.
create function cover_practice() returns void language plpgsql as $$
declare
  t text;
begin
  for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relrowsecurity
      and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'no_practice') loop
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
revoke execute on function cover_practice() from public;
select cover_practice();

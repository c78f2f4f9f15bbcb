-- Online filings (hồ sơ nộp trực tuyến): what a citizen filed without coming to the desk, from arrival to the office's answer.

-- A filing that was never accepted has no code and no officer who received it; it may be withdrawn and stopped all the same.
alter table dossiers alter column received_by drop not null;
alter table dossiers drop constraint dossiers_check;
alter table dossiers add constraint dossiers_code_given check (
  case when code is null
    then status in (1, 3) or (status = 5 and supplement_count = 0) or (status in (7, 8) and received_by is null)
    else received_by is not null and status not in (1, 3) and (status <> 5 or supplement_count > 0)
  end);

create table online_filings (
  office_id uuid not null references offices (office_id),
  dossier_id uuid not null,
  source text not null check (source in ('portal', 'own', 'assisted')),
  reference text not null,
  given_code text,
  procedure_name text not null collate vietnamese,
  relation text not null default '',
  identity_level text not null check (identity_level in ('vneid', 'account', 'contact', 'desk')),
  identity_name text not null default '',
  identity_personal_id text not null default '',
  filed_at timestamptz not null,
  state text not null check (state in ('waiting', 'asked', 'accepted', 'refused', 'stopped')),
  waits_for text check (waits_for in ('acceptance', 'supplement', 'withdrawal')),
  waiting_since timestamptz,
  answer_by timestamptz not null,
  answered_at timestamptz,
  first_answer_by timestamptz not null,
  first_answered_at timestamptz,
  late_at timestamptz,
  code text,
  primary key (office_id, dossier_id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id),
  unique (office_id, reference),
  check ((waits_for is null) = (waiting_since is null))
);
create index online_filings_waiting on online_filings (office_id, answer_by, dossier_id) where waits_for is not null;
create index online_filings_reference on online_filings (reference);
comment on table online_filings is 'What was filed online: how the filer is known, what waits for an answer of the office, by when (08 working hours), and when it was answered. late_at: flagged as not answered in time.';

create table reserved_codes (
  office_id uuid not null references offices (office_id),
  code text not null,
  day date not null,
  dossier_id uuid,
  taken_at timestamptz,
  primary key (office_id, code),
  check ((dossier_id is null) = (taken_at is null))
);
create index reserved_codes_free on reserved_codes (office_id, day, code) where dossier_id is null;
comment on table reserved_codes is 'Dossier codes that the national portal issued beforehand for a day; taken at reception instead of a number of our own.';

alter table clock_rules add column online_answer_minutes integer not null default 480 check (online_answer_minutes between 60 and 4800);
comment on column clock_rules.online_answer_minutes is 'Working minutes within which an online filing is accepted, asked for more, or refused.';

do $$
declare
  t text;
begin
  foreach t in array array['online_filings', 'reserved_codes'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert, update on %I to motcua_app', t);
  end loop;
end
$$;
-- Whoever has the reference sees how the filing stands, and nothing of whom it concerns.
grant select (office_id, reference, procedure_name, filed_at, state, waits_for, answer_by, answered_at, code) on online_filings to motcua_public;
create policy public_reading on online_filings for select to motcua_public using (true);
select cover_practice();

-- The clock that misses nothing: what to look at next, what was noticed, how due times changed, whose lateness it is,
-- and the apologies with a new date.

create table clock_rules (
  office_id uuid not null references offices (office_id),
  valid_from date not null,
  apology_lead_days smallint not null check (apology_lead_days between 0 and 30),
  reappoint_max smallint not null check (reappoint_max between 0 and 10),
  step_soon_minutes integer not null check (step_soon_minutes between 0 and 4800),
  apology_page_days smallint not null check (apology_page_days between 1 and 366),
  lateness_reasons jsonb not null,
  legal_basis text not null default '',
  primary key (office_id, valid_from)
);
comment on table clock_rules is 'What an office sets about apologies, new dates and warnings, from a day on; without a row the rules that come with the program hold.';

alter table dossiers
  add column watch_at timestamptz default '1970-01-01T00:00:00Z',
  add column due_changes smallint not null default 0;
comment on column dossiers.watch_at is 'When the deadline job looks again; the distant past: at its next run; null: never, nothing runs.';
comment on column dossiers.due_changes is 'How many rows of dossier_due_changes there are; without one the due time is the original.';
-- The scan is over what is due to be looked at, not over what is open.
create index dossiers_watch on dossiers (office_id, watch_at, id) where watch_at is not null;

create table dossier_due_changes (
  office_id uuid not null,
  dossier_id uuid not null,
  sequence smallint not null,
  at timestamptz not null,
  due_before timestamptz not null,
  due_after timestamptz not null,
  cause text not null check (cause in ('supplement', 'extension', 'calendar_corrected', 'resumed')),
  public_reason text not null,
  reason text not null default '',
  changed_by uuid,
  changed_by_name text not null,
  trace_before jsonb not null,
  trace_after jsonb not null,
  primary key (office_id, dossier_id, sequence),
  foreign key (office_id, dossier_id) references dossiers (office_id, id),
  check (due_after > due_before)
);
create index dossier_due_changes_extensions on dossier_due_changes (office_id, at desc) where cause = 'extension';
comment on table dossier_due_changes is 'Every change of a due time, later only: before, after, why, by whom. Append-only; public_reason is what the citizen reads.';

create table dossier_alerts (
  office_id uuid not null,
  dossier_id uuid not null,
  kind text not null check (kind in ('due_soon', 'apology_due', 'late', 'step_soon', 'step_late', 'calendar_missing', 'due_unexplained')),
  step smallint not null,
  due_at timestamptz not null,
  raised_at timestamptz not null,
  primary key (office_id, dossier_id, kind, step, due_at),
  foreign key (office_id, dossier_id) references dossiers (office_id, id)
);
comment on table dossier_alerts is 'What the deadline job noticed, once for each kind, step and due time (step -1: the whole dossier).';

create table dossier_extensions (
  office_id uuid not null,
  dossier_id uuid not null,
  sequence smallint not null,
  state text not null check (state in ('draft', 'proposed', 'granted', 'refused', 'dropped')),
  reason_code text not null default '',
  public_reason text not null default '',
  reason text not null default '',
  due_before timestamptz not null,
  proposed_due_at timestamptz,
  drafted_at timestamptz not null,
  proposed_by uuid,
  proposed_by_name text not null default '',
  proposed_at timestamptz,
  decided_by uuid,
  decided_by_name text not null default '',
  decided_at timestamptz,
  decision_note text not null default '',
  beyond_limit boolean not null default false,
  paper_id uuid,
  primary key (office_id, dossier_id, sequence),
  foreign key (office_id, dossier_id) references dossiers (office_id, id),
  foreign key (office_id, paper_id) references dossier_papers (office_id, id),
  check (state not in ('proposed', 'granted') or (proposed_due_at is not null and reason <> '' and reason_code <> '')),
  check (state <> 'granted' or decided_by is not null)
);
create unique index dossier_extensions_open on dossier_extensions (office_id, dossier_id) where state in ('draft', 'proposed');
create index dossier_extensions_waiting on dossier_extensions (office_id, proposed_at) where state = 'proposed';
comment on table dossier_extensions is 'Apologies with a new date (Mẫu số 04): drafted by the program, proposed by an officer, granted or refused by a leader. beyond_limit: more often than the rule foresees.';

create table dossier_lateness (
  office_id uuid not null,
  dossier_id uuid not null,
  round smallint not null,
  visit smallint not null,
  step smallint not null,
  step_name text not null,
  role text not null,
  staff_id uuid,
  since timestamptz not null,
  overrun_minutes integer not null check (overrun_minutes >= 0),
  minutes_late integer not null check (minutes_late > 0),
  computed_at timestamptz not null,
  primary key (office_id, dossier_id, round, visit),
  foreign key (office_id, dossier_id) references dossiers (office_id, id),
  foreign key (office_id, staff_id) references staff_members (office_id, id)
);
create index dossier_lateness_staff on dossier_lateness (office_id, staff_id, since) where staff_id is not null;
comment on table dossier_lateness is 'Working minutes a dossier is late, shared out among the steps that held it too long; the shares add up to its lateness. A round ends with a new date.';

-- Due times that had moved before there was a record of it: by supplement, the only way there was.
alter table dossiers no force row level security;
insert into dossier_due_changes (office_id, dossier_id, sequence, at, due_before, due_after, cause, public_reason, changed_by, changed_by_name, trace_before, trace_after)
select office_id, id, 1, received_at, original_due_at, due_at, 'supplement', 'thời gian chờ bổ sung giấy tờ không tính vào thời hạn', null, 'Hệ thống', '{}', due_trace
from dossiers where due_at > original_due_at;
update dossiers set due_changes = 1 where due_at > original_due_at;
update dossiers set watch_at = null where status in (1, 3) or code is null;
alter table dossiers force row level security;
-- A promise to the citizen is never moved without a record, and never to an earlier time.
alter table dossiers
  add constraint dossiers_due_explained check (due_at = original_due_at or (due_changes > 0 and due_at > original_due_at));

do $$
declare
  t text;
begin
  foreach t in array array['clock_rules', 'dossier_due_changes', 'dossier_alerts', 'dossier_extensions', 'dossier_lateness'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy office on %I to motcua_app using (office_id = nullif(current_setting(''app.office'', true), '''')::uuid) '
      'with check (office_id = nullif(current_setting(''app.office'', true), '''')::uuid)', t);
    execute format('grant select, insert, update, delete on %I to motcua_app', t);
  end loop;
end
$$;
revoke update, delete on dossier_due_changes, dossier_alerts from motcua_app;

-- The public apology: which dossier, which procedure, which dates, why. Nothing of the person.
grant select (field_code, due_changes) on dossiers to motcua_public;
grant select (office_id, code, name) on fields to motcua_public;
grant select (office_id, dossier_id, sequence, at, due_before, due_after, cause, public_reason) on dossier_due_changes to motcua_public;
grant select (office_id, valid_from, apology_page_days) on clock_rules to motcua_public;
create policy public_clock on fields for select to motcua_public using (true);
create policy public_clock on dossier_due_changes for select to motcua_public using (true);
create policy public_clock on clock_rules for select to motcua_public using (true);
create index dossiers_finished_late on dossiers (office_id, finished_at desc, id) where status in (9, 10) and finished_at > due_at;
